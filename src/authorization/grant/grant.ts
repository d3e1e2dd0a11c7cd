import type { GrantPolicy } from '../policy.ts';
import type { Check } from '../verdict.ts';
import { isCurable } from './curable.ts';
import { includes, permissionsFor } from './permission.ts';
import { policyOf } from './statement.ts';

/** What another policy than the main one grants, and to whom. */
export interface FurtherGrant {
  /** `caller`, or the ARN of a role that the deployment works through. */
  readonly principal: string;
  /** True for what only rare variants of the deployment need. */
  readonly rare: boolean;
  readonly policy: GrantPolicy;
}

/**
 * The smallest policy that turns every denied and uncertain check of the caller green that a grant can cure; `null` when
 * there is none. Rare variants (`notice`) are left out: most deployments that this policy is pasted for never need them,
 * so by least privilege they are a policy of their own, among the further grants.
 */
export function grantFor(checks: readonly Check[]): GrantPolicy | null {
  return neededBy('caller', checks);
}

/** The same for each role that the deployment works through, by its ARN: a grant to the caller does not reach them. */
export function grantsByPrincipal(checks: readonly Check[]): ReadonlyMap<string, GrantPolicy> {
  const roles = [...new Set(checks.map(({ principal }) => principal))].filter((principal) => principal !== 'caller');
  return new Map(
    roles.flatMap((role): [string, GrantPolicy][] => {
      const policy = neededBy(role, checks);
      return policy === null ? [] : [[role, policy]];
    }),
  );
}

/** Every policy beside the main one: first for other principals, then for rare variants. */
export function furtherGrants(checks: readonly Check[]): readonly FurtherGrant[] {
  const principals = new Set(['caller', ...checks.map(({ principal }) => principal)]);
  const needed = [...grantsByPrincipal(checks)].map(([principal, policy]) => ({ principal, rare: false, policy }));
  const rare = [...principals].flatMap((principal) => {
    const policy = rareFor(principal, checks);
    return policy === null ? [] : [{ principal, rare: true, policy }];
  });
  return [...needed, ...rare];
}

function neededBy(principal: string, checks: readonly Check[]): GrantPolicy | null {
  return policyOf(permissionsFor(curableOf(principal, checks).filter(({ severity }) => severity !== 'notice')));
}

/** What rare variants need in addition to the main policy. */
function rareFor(principal: string, checks: readonly Check[]): GrantPolicy | null {
  const curable = curableOf(principal, checks);
  const needed = permissionsFor(curable.filter(({ severity }) => severity !== 'notice'));
  const rare = permissionsFor(curable.filter(({ severity }) => severity === 'notice'));
  return policyOf(rare.filter((permission) => !needed.some((other) => includes(other, permission))));
}

function curableOf(principal: string, checks: readonly Check[]): readonly Check[] {
  return checks.filter((check) => check.principal === principal && isCurable(check));
}
