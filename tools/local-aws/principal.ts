import type { PolicyDocument } from '../../src/authorization/evaluation/policy-document.ts';
import type { RequestingPrincipal } from '../../src/authorization/evaluation/principal-element.ts';
import { readArn } from './arn.ts';

/** A policy as it is attached to a principal or above it. */
export interface AttachedPolicy {
  readonly name: string;
  readonly type: 'inline' | 'managed' | 'boundary' | 'scp';
  /** `null` for inline policies, which have none. */
  readonly arn: string | null;
  readonly policy: PolicyDocument;
  /** The document as it was written, which IAM's reads answer; left out where none of them can ask for it. */
  readonly text?: string;
}

/** A role's trust policy: read, and as it was written. */
export interface TrustPolicy {
  readonly policy: PolicyDocument;
  readonly text: string;
}

/** Who a web identity token has to be issued for and to: the short form of a trust policy. */
export interface WebIdentityTrust {
  readonly audience: string;
  /** With IAM's wildcards. */
  readonly subject: string;
}

/** A user or a role of the scenario, with everything that decides what it may do. */
export interface Principal {
  /** Its name in the scenario file. */
  readonly name: string;
  /** As GetCallerIdentity answers it. */
  readonly arn: string;
  readonly userId: string;
  readonly kind: PrincipalKind;
  /** The user or role itself, with its true path: what IAM's simulator takes; `null` for root and federated users. */
  readonly entityArn: string | null;
  readonly identity: readonly AttachedPolicy[];
  readonly boundary: readonly AttachedPolicy[] | null;
  readonly organization: readonly (readonly AttachedPolicy[])[] | null;
  /** `null` where the short forms stand for it. */
  readonly trustPolicy: TrustPolicy | null;
  /** Names of the principals that may assume this role. */
  readonly trust: readonly string[];
  readonly webIdentity: WebIdentityTrust | null;
  readonly maxSessionSeconds: number;
  readonly tags: Readonly<Record<string, string>>;
}

export type PrincipalKind = 'user' | 'assumed-role' | 'role' | 'root' | 'federated-user';

/** What an ARN says about its principal: the kind, the friendly name, and for sessions the session's name. */
export interface PrincipalName {
  readonly kind: PrincipalKind;
  readonly entity: string;
  readonly session: string | null;
}

/** Reads a principal's ARN (IAM user guide, "IAM identifiers"); `null` for any other ARN. */
export function readPrincipalArn(text: string): PrincipalName | null {
  const arn = readArn(text);
  if (arn === null) {
    return null;
  }
  const [type = '', ...path] = arn.resource.split('/');
  const last = path.at(-1) ?? '';
  switch (`${arn.service}:${type}`) {
    case 'iam:root':
      return path.length === 0 ? { kind: 'root', entity: 'root', session: null } : null;
    case 'iam:user':
      return last === '' ? null : { kind: 'user', entity: last, session: null };
    case 'iam:role':
      return last === '' ? null : { kind: 'role', entity: last, session: null };
    case 'sts:assumed-role':
      return path.length === 2 ? { kind: 'assumed-role', entity: path[0] ?? '', session: last } : null;
    case 'sts:federated-user':
      return last === '' ? null : { kind: 'federated-user', entity: last, session: null };
    default:
      return null;
  }
}

/** The account that a principal belongs to. */
export function accountOf({ arn }: Principal): string {
  return readArn(arn)?.account ?? '';
}

/** A principal as the evaluation of policies knows it. */
export function requesterOf(principal: Principal): RequestingPrincipal {
  const { kind, arn, entityArn } = principal;
  const accountId = accountOf(principal);
  switch (kind) {
    case 'assumed-role':
      return { kind: 'role-session', arn: entityArn ?? arn, accountId, sessionArn: arn };
    case 'federated-user':
      return { kind: 'federated', arn: `arn:aws:iam::${accountId}:root`, accountId, sessionArn: arn };
    case 'user':
    case 'role':
    case 'root':
      return { kind, arn, accountId };
  }
}

/** How the simulator names a policy: a managed one by its friendly name, an inline one by its owner too. */
export function sourcePolicyId(principal: Principal, policy: AttachedPolicy): string {
  if (policy.type !== 'inline') {
    return policy.name;
  }
  const { kind, entity } = readPrincipalArn(principal.arn) ?? { kind: 'role', entity: principal.name };
  return `${kind === 'user' ? 'user' : 'role'}_${entity}_${policy.name}`;
}
