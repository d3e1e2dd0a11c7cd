import type { TokenClaims } from './claims.ts';

/** In the order in which a person looks at them. */
const shown = [
  'iss',
  'aud',
  'sub',
  'repository',
  'repository_id',
  'repository_owner',
  'repository_owner_id',
  'repository_visibility',
  'ref',
  'ref_type',
  'environment',
  'event_name',
  'head_ref',
  'base_ref',
  'job_workflow_ref',
  'workflow_ref',
  'workflow',
  'runner_environment',
  'enterprise',
  'enterprise_id',
];

/** They name a person, so they are shown only where the trust policy asks for them. */
const personal = ['actor', 'actor_id'];

/** Far more than GitHub sends, and few enough for a table. */
const longestValue = 512;

/**
 * The claims that a trust policy can turn on or that explain `sub`, for showing: never the token's id, hashes, counters
 * or signature. `tested` are the claims that the policy asks for; who started the run is shown only if it is among them.
 * A claim with several values has them by comma, and a value of more than 512 characters is cut.
 */
export function claimsThatMatter(
  { all, expiresAt }: TokenClaims,
  tested: readonly string[] = [],
): readonly { readonly name: string; readonly value: string }[] {
  const asked = new Set(tested.map((name) => name.toLowerCase()));
  const names = [...shown, ...personal.filter((name) => asked.has(name))];
  const claims = names.flatMap((name) => {
    const value = (all.get(name) ?? []).join(', ');
    return value === ''
      ? []
      : [{ name, value: value.length > longestValue ? `${value.slice(0, longestValue)}...` : value }];
  });
  return expiresAt === null ? claims : [...claims, { name: 'exp', value: new Date(expiresAt).toISOString() }];
}
