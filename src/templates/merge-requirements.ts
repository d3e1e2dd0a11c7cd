import type { Severity } from '../diagnoses/finding.ts';
import type { Requirement } from '../requirements/requirement.ts';

const weights: Readonly<Record<Severity, number>> = { notice: 0, warning: 1, error: 2 };

/**
 * One requirement for all that ask the same question: the same action on the same resource by the same principal with
 * the same context. The weightiest one is kept, the first of equals, with its reason and location. A certain one comes
 * before a guess.
 */
export function mergeRequirements(requirements: readonly Requirement[]): readonly Requirement[] {
  const kept = new Map<string, Requirement>();
  for (const requirement of requirements) {
    const { target, action, resource, principal, context, aside = false } = requirement;
    const key = JSON.stringify([target, action, resource, principal, context, aside]);
    const known = kept.get(key);
    if (known === undefined || outweighs(requirement, known)) {
      kept.set(key, requirement);
    }
  }
  return [...kept.values()];
}

function outweighs(one: Requirement, other: Requirement): boolean {
  const difference = weights[one.severity] - weights[other.severity];
  return difference > 0 || (difference === 0 && one.guessed.length < other.guessed.length);
}
