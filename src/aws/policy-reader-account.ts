import {
  GetAccountAuthorizationDetailsCommand,
  type EntityType,
  type GetAccountAuthorizationDetailsResponse,
  type ManagedPolicyDetail,
  type PolicyDetail,
} from '@aws-sdk/client-iam';
import { parseArn } from '../identity/arn.ts';
import type { IamReads } from './policy-reader-calls.ts';
import { inlineName, readDocument } from './policy-reader-document.ts';
import { fill, type Seen } from './policy-reader-fill.ts';
import { managedOf } from './policy-reader-holders.ts';
import { factsOf } from './policy-reader-principal.ts';
import {
  documentOf,
  gapsOf,
  managedPolicies,
  valueOr,
  type Holder,
  type HolderRecord,
  type InlinePolicy,
  type PrincipalRecord,
} from './policy-reader-record.ts';

/** A thousand items each is the most that one page can hold; an account that needs more is left alone. */
const maxPages = 20;

/**
 * Fills the gaps of a record from the listing of the whole account, and stops at the page that closes the last one.
 * Answers the record as it was where the listing is refused too.
 */
export async function readAccount(reads: IamReads, record: PrincipalRecord, arn: string): Promise<PrincipalRecord> {
  const seen: Seen = { principal: null, groups: new Map(), documents: new Map() };
  const filter = filterFor(record);
  let filled = record;
  let pages = 0;
  await reads.pages(
    'iam:GetAccountAuthorizationDetails',
    '*',
    (marker) => (iam, options) =>
      iam.send(new GetAccountAuthorizationDetailsCommand({ Filter: filter, MaxItems: 1000, Marker: marker }), options),
    (page) => {
      note(page, record.principal, arn, seen);
      filled = fill(record, seen);
      pages += 1;
      return pages < maxPages && gapsOf(filled).length > 0;
    },
  );
  return filled;
}

/** Only the kinds that can close a gap: AWS's own policies alone are more than a thousand. */
function filterFor(record: PrincipalRecord): EntityType[] {
  const { principal, facts, groups, holders } = record;
  const listed = [facts, groups, ...holders.flatMap(({ inline, attached }) => [inline, attached])];
  const documents = holders.flatMap(({ inline }) => valueOr(inline, []).map(({ policy }) => policy));
  const unlisted = listed.some(({ ok }) => !ok);
  const missing = managedPolicies(record).filter((policy) => !documentOf(record, policy).ok);
  const byAws = missing.filter(({ arn }) => parseArn(arn)?.accountId === 'aws');
  const entities: EntityType[] = principal.kind === 'role' ? ['Role'] : ['User', 'Group'];
  return [
    ...(unlisted || documents.some(({ ok }) => !ok) ? entities : []),
    ...(unlisted || missing.length > byAws.length ? ['LocalManagedPolicy' as const] : []),
    ...(unlisted || byAws.length > 0 ? ['AWSManagedPolicy' as const] : []),
  ];
}

function note(page: GetAccountAuthorizationDetailsResponse, principal: Holder, arn: string, seen: Seen): void {
  for (const role of principal.kind === 'role' ? (page.RoleDetailList ?? []) : []) {
    if (role.RoleName === principal.name) {
      const attached = managedOf(role.AttachedManagedPolicies);
      const record = holderRecord(principal, role.RolePolicyList, attached);
      seen.principal = { facts: factsOf(role, arn), groups: [], record };
    }
  }
  for (const user of principal.kind === 'user' ? (page.UserDetailList ?? []) : []) {
    if (user.UserName === principal.name) {
      const attached = managedOf(user.AttachedManagedPolicies);
      const record = holderRecord(principal, user.UserPolicyList, attached);
      seen.principal = { facts: factsOf(user, arn), groups: user.GroupList ?? [], record };
    }
  }
  for (const group of page.GroupDetailList ?? []) {
    const name = group.GroupName ?? '';
    const attached = managedOf(group.AttachedManagedPolicies);
    seen.groups.set(name, holderRecord({ kind: 'group', name }, group.GroupPolicyList, attached));
  }
  for (const policy of page.Policies ?? []) {
    const document = defaultVersion(policy);
    if (policy.Arn !== undefined && document !== undefined) {
      seen.documents.set(policy.Arn, document);
    }
  }
}

function holderRecord(
  holder: Holder,
  inline: readonly PolicyDetail[] | undefined,
  attached: ReturnType<typeof managedOf>,
): HolderRecord {
  const policies = (inline ?? []).map(({ PolicyName: name = '', PolicyDocument: text }): InlinePolicy => {
    return { name, policy: readDocument(text, inlineName(holder, name)) };
  });
  return { holder, inline: { ok: true, value: policies }, attached: { ok: true, value: attached } };
}

function defaultVersion({ DefaultVersionId, PolicyVersionList }: ManagedPolicyDetail): string | undefined {
  return PolicyVersionList?.find(({ VersionId }) => VersionId === DefaultVersionId)?.Document;
}
