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
  return principal.guessed.length > 0
    ? []
    : check.actions.map((action) => ({
        target: target.id,
        action,
        resource: resource.text,
        principal: principal.text,
        severity,
        context: Object.fromEntries(context.map(({ key, text }) => [key, text])),
        guessed: [...new Set(guessed)],
        why: check.why,
        ignored: null,
        location: null,
      }));
}
