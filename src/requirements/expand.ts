import { severityOf } from './certainty.ts';
import { holds } from './condition.ts';
import { fill, type FillFacts } from './fill.ts';
import type { ParameterValues } from './parameters.ts';
import type { Place } from './placeholder.ts';
import type { Requirement } from './requirement.ts';
import type { Target, TargetCheck } from './target.ts';

/**
 * What a deployment of this target calls, one requirement for each action of each check that applies. What a role does
 * of which nobody knows the name is left out. Where it is not certain that the target is deployed, nothing is an
 * `error`. Never throws, whatever the values: a value is text in an ARN, and nothing reads it again.
 */
export function expand(target: Target, values: ParameterValues, place: Place, certain = true): readonly Requirement[] {
  const facts: FillFacts = { declared: target.parameters, values, place };
  return target.checks
    .filter((check) => holds(check.when, values, target.parameters))
    .flatMap((check) => requirementsOf(check, target, facts, certain));
}

function requirementsOf(
  check: TargetCheck,
  target: Target,
  facts: FillFacts,
  certain: boolean,
): readonly Requirement[] {
  const resource = fill(check.resource, facts);
  const principal = fill(check.principal ?? 'caller', facts);
  const context = Object.entries(check.context ?? {}).map(([key, pattern]) => ({ key, ...fill(pattern, facts) }));
  const guessed = [resource, principal, ...context].flatMap((filled) => filled.guessed);
  const severity = severityOf(check, facts, certain);
  if (principal.guessed.length > 0) {
    return [];
  }
  const other = check.instead === undefined ? null : fill(check.instead.resource, facts);
  const instead = (check.instead?.actions ?? []).map((action) => ({ action, resource: other?.text ?? '*' }));
  const common = { target: target.id, principal: principal.text, why: check.why, ignored: null, location: null };
  return [
    ...check.actions.map((action) => ({
      ...common,
      action,
      resource: resource.text,
      severity,
      context: Object.fromEntries(context.map(({ key, text }) => [key, text])),
      guessed: [...new Set(guessed)],
      ...(instead.length === 0 ? {} : { instead }),
    })),
    ...instead.map((call) => ({
      ...common,
      ...call,
      severity: 'notice' as const,
      context: {},
      guessed: other?.guessed ?? [],
      aside: true as const,
    })),
  ];
}
