import type { Requirement } from '../../requirements/requirement.ts';
import type { GrantPolicy } from '../policy.ts';
import { includes, permissionOf } from './permission.ts';

/** One request that a policy is evaluated for. */
export interface Trial {
  readonly action: string;
  readonly resource: string;
  readonly context: Readonly<Record<string, string>>;
}

/** Whether the policy alone allows a request: an evaluator's answer. */
export type Allows = (policy: GrantPolicy, trial: Trial) => boolean;

/** What is wrong with a grant; both lists are empty for a right one. */
export interface GrantVerification {
  /** What was asked for and is still denied. */
  readonly refused: readonly Requirement[];
  /** What is allowed and nobody asked for. */
  readonly excess: readonly Trial[];
}

/**
 * Evaluates a grant: everything asked for has to be allowed, and no other combination of the same actions, resources
 * and contexts, nor any of them without a context. `requirements` are those that the policy was made for. Their number
 * is cubed in the number of evaluations, so this is for tests and not for a run.
 */
export function verifyGrant(
  policy: GrantPolicy,
  requirements: readonly Requirement[],
  allows: Allows,
): GrantVerification {
  const asked = requirements.map(permissionOf);
  const contexts = unique([{}, ...requirements.map(({ context }) => context)]);
  const trials = unique(requirements.map(({ action }) => action)).flatMap((action) =>
    unique(requirements.map(({ resource }) => resource)).flatMap((resource) =>
      contexts.map((context) => ({ action, resource, context })),
    ),
  );
  const wasAsked = (trial: Trial): boolean => asked.some((permission) => includes(permission, permissionOf(trial)));
  return {
    refused: requirements.filter((requirement) => !allows(policy, requirement)),
    excess: trials.filter((trial) => !wasAsked(trial) && allows(policy, trial)),
  };
}

function unique<T>(values: readonly T[]): readonly T[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}
