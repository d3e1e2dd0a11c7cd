import type { ReportedIdentity } from './report.ts';

/** Who has to be given a policy, and how. In words, with names between backticks. */
export interface Grantee {
  /** Reads well after "to": "the role `deploy`". */
  readonly name: string;
  /** How to get there in the console; or, where nobody can, why not and what to do instead. Sentences. */
  readonly path: string;
  /** False where no policy that a user could add would help. */
  readonly grantable: boolean;
  /** The IAM user or role that takes an inline policy; `null` where the policy goes elsewhere. */
  readonly entity: { readonly kind: 'user' | 'role'; readonly name: string } | null;
}

/** Whom the caller's permissions come from; for an unknown caller, a description of it. */
export function grantee(identity: ReportedIdentity | null): Grantee {
  if (identity === null) return elsewhere('the principal that deploys', 'Add it where that principal is defined.');
  switch (identity.kind) {
    case 'iam-user':
      return entity('user', 'IAM user', 'Users', lastPart(identity.principalArn ?? identity.arn));
    case 'assumed-role':
      return entity('role', 'role', 'Roles', roleName(identity));
    case 'sso-role':
      return elsewhere(
        `the permission set \`${permissionSet(roleName(identity))}\``,
        'IAM Identity Center: Permission sets, the set, Inline policy, Edit. The role in the account is written from there.',
      );
    case 'learner-lab':
      return fixed(
        'the Learner Lab role',
        'Only AWS Academy can change the Learner Lab role: let the deployment use what the lab allows, such as the role `LabRole`.',
      );
    case 'root':
      return fixed('the root user', 'The root user takes no policy: deploy with a role of its own instead.');
    case 'federated-user':
      return elsewhere(
        'the IAM user behind the federated session',
        'Add it to that IAM user; the policy passed to GetFederationToken has to allow it too.',
      );
  }
}

/** The same for a role that the deployment works through. */
export function granteeOfRole(arn: string): Grantee {
  return entity('role', 'role', 'Roles', lastPart(arn));
}

function entity(kind: 'user' | 'role', noun: string, menu: string, name: string): Grantee {
  return {
    name: `the ${noun} \`${name}\``,
    path: `IAM console: ${menu}, \`${name}\`, Add permissions, Create inline policy, JSON.`,
    grantable: true,
    entity: { kind, name },
  };
}

function elsewhere(name: string, path: string): Grantee {
  return { name, path, grantable: true, entity: null };
}

function fixed(name: string, path: string): Grantee {
  return { name, path, grantable: false, entity: null };
}

/** `principalArn` is the role; the caller's own ARN names the role before the session. */
function roleName({ arn, principalArn }: ReportedIdentity): string {
  return principalArn === null ? (arn.split('/')[1] ?? arn) : lastPart(principalArn);
}

function lastPart(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}

/** `AWSReservedSSO_NAME_0123456789abcdef` is the role that Identity Center makes for the permission set NAME. */
function permissionSet(role: string): string {
  return /^AWSReservedSSO_(.+)_[0-9a-f]{16}$/.exec(role)?.[1] ?? role;
}
