import { isDefiniteDenial, type Check } from './verdict.ts';

/**
 * The checks that are shown. An error that a tool gets around with the same principal's own permissions stays one only
 * if all of those are denied for certain, too; what was asked only to know that is left out.
 */
export function weighInstead(checks: readonly Check[]): readonly Check[] {
  const aside = new Map(checks.filter((check) => check.aside === true).map((check) => [keyOf(check, check), check]));
  return checks
    .filter((check) => check.aside !== true)
    .map((check) => {
      const ways = (check.instead ?? []).map((call) => aside.get(keyOf(check, call)));
      const isBlocked = ways.every((way) => way !== undefined && isDefiniteDenial(way.verdict));
      return ways.length === 0 || isBlocked || check.severity !== 'error' || !isDefiniteDenial(check.verdict)
        ? check
        : { ...check, severity: 'warning', reason: `${check.reason} ${detour}` };
    });
}

const detour =
  "The tool goes on with the principal's own permissions then, and it is not established that those do not do.";

function keyOf(
  { target, principal }: Pick<Check, 'target' | 'principal'>,
  { action, resource }: Pick<Check, 'action' | 'resource'>,
): string {
  return JSON.stringify([target, principal, action, resource]);
}
