import type { TokenClaims } from './claims.ts';
import type { ClaimCandidate } from './expected-claims.ts';
import { statementFor } from './paste.ts';
import { parseRoleArn } from './role-arn.ts';
import { formsOf } from './subject.ts';

/** A whole trust policy, for a role that no one else assumes. */
export interface TrustPolicy {
  readonly Version: '2012-10-17';
  readonly Statement: readonly object[];
}

/** What a job sends: one token, or what it may send where none is at hand. */
export type SentClaims = TokenClaims | readonly ClaimCandidate[];

/**
 * The trust policy that lets this job into the role and nobody else: its provider, its audience and its `sub`. With
 * `bothForms` the old and the immutable `sub` are both listed, as during a migration. `null` when the role's ARN is not
 * valid or no `sub` is known.
 */
export function trustRepair(roleArn: string, sent: SentClaims, bothForms = false): TrustPolicy | null {
  const role = parseRoleArn(roleArn);
  const told = candidatesOf(sent).filter(({ unknown }) => !unknown.includes('sub'));
  const wanted = bothForms ? told.flatMap(inBothForms) : told;
  const statement = role === null ? null : statementFor(wanted, role, '2012-10-17');
  return statement === null ? null : { Version: '2012-10-17', Statement: [statement] };
}

/** One token is a candidate of which everything is known. */
export function candidatesOf(sent: SentClaims): readonly ClaimCandidate[] {
  return 'issuer' in sent ? [{ claims: sent, unknown: [] }] : sent;
}

function inBothForms({ claims, unknown }: ClaimCandidate): readonly ClaimCandidate[] {
  return formsOf(claims).map((subject) => ({ claims: { ...claims, subject }, unknown }));
}
