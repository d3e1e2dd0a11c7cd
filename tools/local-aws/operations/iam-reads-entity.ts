import { readPrincipalArn, type AttachedPolicy, type Principal } from '../principal.ts';
import type { Tree } from '../xml.ts';
import { arnIn, parameter, type Call } from './operation.ts';
import { trustDocument } from './trust-document.ts';

export type EntityKind = 'role' | 'user';

/** Each names its parameter `RoleName` or `UserName`, and so on through the API. */
export const titles: Readonly<Record<EntityKind, string>> = { role: 'Role', user: 'User' };

/** The role or user that the call names; without a name GetUser and its like mean nobody here. */
export function entityOf(call: Call, kind: EntityKind): Principal | null {
  return call.account.findEntity(arnIn(call, 'iam', `${kind}/${parameter(call, `${titles[kind]}Name`)}`, ''));
}

/** What the permission is for: the true ARN, which has the path that the call does not know. */
export function entityResource(call: Call, kind: EntityKind): string {
  const name = parameter(call, `${titles[kind]}Name`);
  return entityOf(call, kind)?.entityArn ?? arnIn(call, 'iam', `${kind}/${name}`, '');
}

export function inlineOf(principal: Principal): readonly AttachedPolicy[] {
  return principal.identity.filter(({ type }) => type === 'inline');
}

/** A managed policy with its ARN, which a boundary has in any case. */
export interface ManagedPolicy {
  readonly name: string;
  readonly arn: string;
  readonly text: string;
}

export function attachedTo(principal: Principal, call: Call): readonly ManagedPolicy[] {
  return principal.identity.filter(({ type }) => type === 'managed').map((policy) => managed(policy, call));
}

/** Every managed policy of the account, boundaries too, each once. */
export function managedPolicies(call: Call): readonly ManagedPolicy[] {
  const all = Object.values(call.account.scenario.principals).flatMap((principal) => [
    ...attachedTo(principal, call),
    ...(principal.boundary ?? []).map((policy) => managed(policy, call)),
  ]);
  return [...new Map(all.map((policy) => [policy.arn, policy])).values()];
}

/** The members that Role, User and their Detail share. */
export function describe(principal: Principal, kind: EntityKind, call: Call): { readonly [name: string]: Tree } {
  const arn = principal.entityArn ?? principal.arn;
  const title = titles[kind];
  const [boundary] = principal.boundary ?? [];
  return {
    Path: arn.slice(arn.indexOf('/'), arn.lastIndexOf('/') + 1),
    [`${title}Name`]: readPrincipalArn(arn)?.entity ?? '',
    [`${title}Id`]: principal.userId.split(':')[0] ?? '',
    Arn: arn,
    CreateDate: '2026-01-05T09:00:00Z',
    ...(boundary === undefined
      ? {}
      : {
          PermissionsBoundary: {
            PermissionsBoundaryType: 'Policy',
            PermissionsBoundaryArn: managed(boundary, call).arn,
          },
        }),
    ...(kind === 'role' ? { AssumeRolePolicyDocument: encodeDocument(trustDocument(principal, call)) } : {}),
    Tags: { member: Object.entries(principal.tags).map(([Key, Value]) => ({ Key, Value })) },
  };
}

/** IAM answers documents URL-encoded after RFC 3986 (IAM API reference, GetRolePolicy). */
export function encodeDocument(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Every policy's version in force. It is not the first one, so that a client has to ask which it is. */
export const defaultVersion = 'v2';

function managed({ name, arn, text = '' }: AttachedPolicy, call: Call): ManagedPolicy {
  return { name, arn: arn ?? arnIn(call, 'iam', `policy/${name}`, ''), text };
}
