import { GetRoleCommand, GetUserCommand, ListGroupsForUserCommand, type Tag } from '@aws-sdk/client-iam';
import { parseArn } from '../identity/arn.ts';
import { readList, unread, type IamReads, type Reading } from './policy-reader-calls.ts';
import { managedPolicy, type Holder, type PrincipalFacts } from './policy-reader-record.ts';

/** The parts of a RoleDetail, a Role and a User that the reader needs; IAM spells them alike. */
export interface EntityAnswer {
  readonly Arn?: string | undefined;
  readonly Tags?: Tag[] | undefined;
  readonly PermissionsBoundary?: { readonly PermissionsBoundaryArn?: string | undefined } | undefined;
}

/** The role or user that an IAM ARN names; `null` for root, sessions and everything else, which have no policies. */
export function principalOf(arn: string): Holder | null {
  const parsed = parseArn(arn);
  const [kind, ...path] = parsed?.resource.split('/') ?? [];
  const name = path.at(-1) ?? '';
  return parsed?.service === 'iam' && (kind === 'role' || kind === 'user') && name !== '' ? { kind, name } : null;
}

/** The principal's true ARN, tags and permissions boundary: ListRoles and ListUsers leave the last two out. */
export async function readFacts(
  reads: IamReads,
  { kind, name }: Holder,
  arn: string,
): Promise<Reading<PrincipalFacts>> {
  if (kind === 'role') {
    const answer = await reads.one('iam:GetRole', name, (iam, options) =>
      iam.send(new GetRoleCommand({ RoleName: name }), options),
    );
    return answer.ok ? factsOf(answer.value.Role, arn) : answer;
  }
  const answer = await reads.one('iam:GetUser', name, (iam, options) =>
    iam.send(new GetUserCommand({ UserName: name }), options),
  );
  return answer.ok ? factsOf(answer.value.User, arn) : answer;
}

/**
 * IAM is asked by name, and answers from the caller's own account: a principal of the same name there must not pass for
 * the one that was meant.
 */
export function factsOf(entity: EntityAnswer | undefined, arn: string): Reading<PrincipalFacts> {
  const trueArn = entity?.Arn;
  const found = parseArn(trueArn ?? '');
  if (trueArn === undefined || found === null) {
    return unread('the answer names no principal');
  }
  const meant = parseArn(arn);
  if (found.accountId !== meant?.accountId) {
    return unread(`the credentials belong to account ${found.accountId}, and it to another`);
  }
  const boundary = entity?.PermissionsBoundary?.PermissionsBoundaryArn;
  const tags = (entity?.Tags ?? []).map(({ Key, Value }) => [Key ?? '', Value ?? '']);
  return {
    ok: true,
    value: {
      trueArn,
      tags: Object.fromEntries(tags) as Readonly<Record<string, string>>,
      boundary: boundary === undefined ? null : managedPolicy(boundary),
    },
  };
}

/** The names of a user's groups. A role is in none. */
export async function readGroups(reads: IamReads, { kind, name }: Holder): Promise<Reading<readonly string[]>> {
  if (kind !== 'user') {
    return { ok: true, value: [] };
  }
  return readList(
    reads,
    'iam:ListGroupsForUser',
    name,
    (marker) => (iam, options) => iam.send(new ListGroupsForUserCommand({ UserName: name, Marker: marker }), options),
    (page) => (page.Groups ?? []).flatMap(({ GroupName }) => (GroupName === undefined ? [] : [GroupName])),
  );
}
