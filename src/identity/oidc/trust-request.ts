import { keysOfCondition } from '../../authorization/evaluation/condition.ts';
import type { KnownContext } from '../../authorization/evaluation/context.ts';
import type { PolicyDocument } from '../../authorization/evaluation/policy-document.ts';
import type { TrustRequest } from '../../authorization/evaluation/trust.ts';
import { claimsOfEveryProvider, claimsOfGithub, isOffered, readKey, whyNeverSent } from './condition-keys.ts';
import type { ClaimCandidate } from './expected-claims.ts';
import { issuerOf, providerArnIn, type Issuer } from './issuer.ts';
import type { RoleArn } from './role-arn.ts';

export const webIdentityAction = 'sts:AssumeRoleWithWebIdentity';

/**
 * The wish that STS makes of a token. Claims that are condition keys have the token's values; every other key that the
 * policy asks for is absent where the documentation says so, and else not known: `aws:SourceIp` is AWS's to see.
 */
export function trustRequest(policy: PolicyDocument, role: RoleArn, candidate: ClaimCandidate): TrustRequest {
  const issuer = issuerOf(candidate.claims.issuer);
  const { arn, accountId } = role;
  return {
    action: webIdentityAction,
    roleArn: arn,
    principal: { kind: 'federated', arn: '', accountId, federatedProvider: providerArnIn(role, issuer) },
    context: contextOf(keysOf(policy), issuer, candidate),
  };
}

/** Every key that the policy's conditions ask for, in lower case. */
export function keysOf({ statements }: PolicyDocument): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const { conditions } of statements) {
    for (const condition of conditions) {
      keysOfCondition(condition).forEach((key) => keys.add(key.toLowerCase()));
    }
  }
  return keys;
}

function contextOf(keys: ReadonlySet<string>, issuer: Issuer, { claims, unknown }: ClaimCandidate): KnownContext {
  const sent = [...claimsOfEveryProvider, ...claimsOfGithub].flatMap((claim) => {
    const values =
      claim === 'sub' ? [claims.subject] : claim === 'aud' ? claims.audience : (claims.all.get(claim) ?? []);
    const told = isOffered(claim, issuer) === true && !unknown.includes(claim) && values.length > 0;
    return told ? [[`${issuer.address}:${claim}`, values] as const] : [];
  });
  const isAbsent = (key: string): boolean => {
    const read = readKey(key, issuer);
    return read.kind === 'own'
      ? isOffered(read.claim, issuer) !== 'unsure' && !unknown.includes(read.claim)
      : read.kind === 'foreign' || (issuer.kind !== 'other' && whyNeverSent(read, claims.all) !== null);
  };
  return { values: Object.fromEntries(sent), absent: [...keys].filter(isAbsent), others: 'unknown' };
}
