import {
  GetGroupPolicyCommand,
  GetRolePolicyCommand,
  GetUserPolicyCommand,
  ListAttachedGroupPoliciesCommand,
  ListAttachedRolePoliciesCommand,
  ListAttachedUserPoliciesCommand,
  ListGroupPoliciesCommand,
  ListRolePoliciesCommand,
  ListUserPoliciesCommand,
  type AttachedPolicy,
  type IAMClient,
} from '@aws-sdk/client-iam';
import type { MetadataBearer } from '@smithy/types';
import { readList, type IamReads, type Page, type Reading } from './policy-reader-calls.ts';
import { inlineName, readDocument } from './policy-reader-document.ts';
import type { Holder, HolderRecord, InlinePolicy, ManagedPolicy } from './policy-reader-record.ts';

/** The inline policies of one holder with their documents, and the names of those attached to it. */
export async function readHolder(reads: IamReads, holder: Holder): Promise<HolderRecord> {
  const [inline, attached] = await Promise.all([readInline(reads, holder), readAttached(reads, holder)]);
  return { holder, inline, attached };
}

/** The attached policies that have a name and an ARN, which is every one that AWS sends. */
export function managedOf(policies: readonly AttachedPolicy[] | undefined): readonly ManagedPolicy[] {
  return (policies ?? []).flatMap(({ PolicyName: name, PolicyArn: arn }) =>
    name === undefined || arn === undefined ? [] : [{ name, arn }],
  );
}

async function readInline(reads: IamReads, holder: Holder): Promise<Reading<readonly InlinePolicy[]>> {
  const { list, get } = requests[holder.kind];
  const { kind, name } = holder;
  const names = await readList(
    reads,
    `iam:List${titles[kind]}Policies`,
    name,
    (marker) => (iam, options) => list(iam, name, marker, options),
    (page) => page.PolicyNames ?? [],
  );
  if (!names.ok) {
    return names;
  }
  const policies = names.value.map(async (policyName): Promise<InlinePolicy> => {
    const answer = await reads.one(`iam:Get${titles[kind]}Policy`, name, (iam, options) =>
      get(iam, name, policyName, options),
    );
    const policy = answer.ok ? readDocument(answer.value.PolicyDocument, inlineName(holder, policyName)) : answer;
    return { name: policyName, policy };
  });
  return { ok: true, value: await Promise.all(policies) };
}

function readAttached(reads: IamReads, { kind, name }: Holder): Promise<Reading<readonly ManagedPolicy[]>> {
  return readList(
    reads,
    `iam:ListAttached${titles[kind]}Policies`,
    name,
    (marker) => (iam, options) => requests[kind].attached(iam, name, marker, options),
    (page) => managedOf(page.AttachedPolicies),
  );
}

type Options = { readonly abortSignal: AbortSignal };
type Names = Page & { readonly PolicyNames?: string[] | undefined };
type Attached = Page & { readonly AttachedPolicies?: AttachedPolicy[] | undefined };
type Document = MetadataBearer & { readonly PolicyDocument?: string | undefined };

interface HolderRequests {
  readonly list: (iam: IAMClient, holder: string, marker: string | undefined, options: Options) => Promise<Names>;
  readonly get: (iam: IAMClient, holder: string, policy: string, options: Options) => Promise<Document>;
  readonly attached: (
    iam: IAMClient,
    holder: string,
    marker: string | undefined,
    options: Options,
  ) => Promise<Attached>;
}

/** IAM's operations and actions carry the kind of the holder in their names. */
const titles: Readonly<Record<Holder['kind'], string>> = { role: 'Role', user: 'User', group: 'Group' };

const requests: Readonly<Record<Holder['kind'], HolderRequests>> = {
  role: {
    list: (iam, RoleName, Marker, options) => iam.send(new ListRolePoliciesCommand({ RoleName, Marker }), options),
    get: (iam, RoleName, PolicyName, options) => iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }), options),
    attached: (iam, RoleName, Marker, options) =>
      iam.send(new ListAttachedRolePoliciesCommand({ RoleName, Marker }), options),
  },
  user: {
    list: (iam, UserName, Marker, options) => iam.send(new ListUserPoliciesCommand({ UserName, Marker }), options),
    get: (iam, UserName, PolicyName, options) => iam.send(new GetUserPolicyCommand({ UserName, PolicyName }), options),
    attached: (iam, UserName, Marker, options) =>
      iam.send(new ListAttachedUserPoliciesCommand({ UserName, Marker }), options),
  },
  group: {
    list: (iam, GroupName, Marker, options) => iam.send(new ListGroupPoliciesCommand({ GroupName, Marker }), options),
    get: (iam, GroupName, PolicyName, options) =>
      iam.send(new GetGroupPolicyCommand({ GroupName, PolicyName }), options),
    attached: (iam, GroupName, Marker, options) =>
      iam.send(new ListAttachedGroupPoliciesCommand({ GroupName, Marker }), options),
  },
};
