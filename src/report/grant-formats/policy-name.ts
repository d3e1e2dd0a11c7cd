import { createHash } from 'node:crypto';
import type { GrantPolicy } from '../../authorization/policy.ts';

/**
 * The name follows from the content: under a name that stays the same, the policy of the next run would replace this
 * one, and take away what it granted.
 */
export function policyName(policy: GrantPolicy): string {
  return `preflight-${digestOf(policy)}`;
}

/** Eight hexadecimal digits, for languages whose identifiers take fewer characters. */
export function digestOf(policy: GrantPolicy): string {
  return createHash('sha256').update(JSON.stringify(policy)).digest('hex').slice(0, 8);
}
