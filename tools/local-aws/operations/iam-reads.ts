import { failure, success, type Answer } from '../answer.ts';
import type { Principal } from '../principal.ts';
import type { Tree } from '../xml.ts';
import {
  attachedTo,
  defaultVersion,
  describe,
  encodeDocument,
  entityOf,
  entityResource,
  inlineOf,
  managedPolicies,
  titles,
  type EntityKind,
} from './iam-reads-entity.ts';
import { pageOfList } from './iam-reads-page.ts';
import { parameter, type SignedCall, type SignedOperation } from './operation.ts';

/** IAM's narrow reads of roles, users and managed policies (IAM API reference). No user is in a group. */
export const iamReads: readonly SignedOperation[] = [
  ...readsOf('role'),
  ...readsOf('user'),
  read('user', 'ListGroupsForUser', (_, call) => list(call, 'Groups', [])),
  {
    service: 'iam',
    name: 'GetPolicy',
    action: 'iam:GetPolicy',
    resource: (call) => parameter(call, 'PolicyArn'),
    answer: getPolicy,
  },
  {
    service: 'iam',
    name: 'GetPolicyVersion',
    action: 'iam:GetPolicyVersion',
    resource: (call) => parameter(call, 'PolicyArn'),
    answer: getPolicyVersion,
  },
];

/** The four reads that are the same for both kinds but for their names. */
function readsOf(kind: EntityKind): readonly SignedOperation[] {
  const title = titles[kind];
  return [
    read(kind, `Get${title}`, (principal, call) =>
      success({
        [title]: {
          ...describe(principal, kind, call),
          ...(kind === 'role' ? { MaxSessionDuration: principal.maxSessionSeconds } : {}),
        },
      }),
    ),
    read(kind, `List${title}Policies`, (principal, call) =>
      list(
        call,
        'PolicyNames',
        inlineOf(principal).map(({ name }) => name),
      ),
    ),
    read(kind, `Get${title}Policy`, (principal, call) => getInline(principal, kind, call)),
    read(kind, `ListAttached${title}Policies`, (principal, call) =>
      list(
        call,
        'AttachedPolicies',
        attachedTo(principal, call).map(({ name, arn }) => ({ PolicyName: name, PolicyArn: arn })),
      ),
    ),
  ];
}

function read(
  kind: EntityKind,
  name: string,
  answer: (principal: Principal, call: SignedCall) => Answer,
): SignedOperation {
  return {
    service: 'iam',
    name,
    action: `iam:${name}`,
    resource: (call) => entityResource(call, kind),
    answer: (call) => {
      const principal = entityOf(call, kind);
      const asked = parameter(call, `${titles[kind]}Name`);
      return principal === null ? notFound(`The ${kind} with name ${asked} cannot be found.`) : answer(principal, call);
    },
  };
}

function list(call: SignedCall, name: string, items: readonly Tree[]): Answer {
  const page = pageOfList(items, call);
  return page.kind === 'error' ? page : success({ [name]: { member: page.items }, ...page.end });
}

function getInline(principal: Principal, kind: EntityKind, call: SignedCall): Answer {
  const name = parameter(call, 'PolicyName');
  const policy = inlineOf(principal).find((inline) => inline.name === name);
  return policy === undefined
    ? notFound(`The ${kind} policy with name ${name} cannot be found.`)
    : success({
        [`${titles[kind]}Name`]: parameter(call, `${titles[kind]}Name`),
        PolicyName: name,
        PolicyDocument: encodeDocument(policy.text ?? ''),
      });
}

function getPolicy(call: SignedCall): Answer {
  const arn = parameter(call, 'PolicyArn');
  const policy = managedPolicies(call).find((managed) => managed.arn === arn);
  return policy === undefined
    ? notFound(`Policy ${arn} was not found.`)
    : success({ Policy: { PolicyName: policy.name, Arn: arn, DefaultVersionId: defaultVersion, IsAttachable: true } });
}

function getPolicyVersion(call: SignedCall): Answer {
  const arn = parameter(call, 'PolicyArn');
  const version = parameter(call, 'VersionId');
  const policy = managedPolicies(call).find((managed) => managed.arn === arn);
  return policy === undefined || version !== defaultVersion
    ? notFound(`Policy ${arn} version ${version} does not exist or is not attachable.`)
    : success({
        PolicyVersion: { Document: encodeDocument(policy.text), VersionId: version, IsDefaultVersion: true },
      });
}

function notFound(message: string): Answer {
  return failure(404, 'NoSuchEntity', message);
}
