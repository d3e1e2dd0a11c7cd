import type { Observation } from '../diagnoses/finding.ts';
import { isDefiniteDenial, type Check } from './verdict.ts';

/** AWS's checks with the policy files' answer added where it differs, and what that means for the change at hand. */
export interface Comparison {
  readonly checks: readonly Check[];
  readonly observations: readonly Observation[];
}

/**
 * Puts the answer of the policy files beside AWS's: the same requirements in the same order. AWS's answer is what holds
 * today and keeps deciding the run; the files say what will hold once they are applied.
 */
export function besideFiles(live: readonly Check[], proposed: readonly Check[]): Comparison {
  const pairs = live.map((check, index) => ({ check, other: proposed[index] ?? check }));
  const gained = pairs.filter(({ check, other }) => check.verdict !== 'allowed' && other.verdict === 'allowed');
  const lost = pairs.filter(({ check, other }) => check.verdict === 'allowed' && isDefiniteDenial(other.verdict));
  return {
    checks: pairs.map(({ check, other }) => {
      if (gained.some((pair) => pair.check === check)) {
        return { ...check, reason: `${check.reason} The policy files of this repository allow it.` };
      }
      return lost.some((pair) => pair.check === check)
        ? { ...check, reason: `${check.reason} The policy files of this repository do not: ${other.reason}` }
        : check;
    }),
    observations: [
      ...observe(gained, 'The policy files allow what the principal lacks today', 'notice'),
      ...observe(lost, 'The policy files take away what the principal has today', 'warning'),
    ],
  };
}

function observe(
  pairs: readonly { readonly check: Check; readonly other: Check }[],
  lead: string,
  severity: 'notice' | 'warning',
): readonly Observation[] {
  const [first] = pairs;
  if (first === undefined) {
    return [];
  }
  const named = pairs.slice(0, 12).map(({ check }) => `${check.action} on ${check.resource}`);
  const more = pairs.length > named.length ? ` and ${pairs.length - named.length} more` : '';
  const location = first.other.location;
  return [
    {
      code: 'policy-files-differ',
      severity,
      detail: `${lead}: ${named.join(', ')}${more}.`,
      ...(location === null ? {} : { location }),
    },
  ];
}
