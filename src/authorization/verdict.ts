import type { Requirement } from '../requirements/requirement.ts';

export const verdicts = [
  'denied',
  'denied-by-scp',
  'denied-by-boundary',
  'uncertain',
  'not-simulatable',
  'not-checked',
  'allowed',
] as const;

/** In order of weight. Only the three denials are definite, and only those can fail a run. */
export type Verdict = (typeof verdicts)[number];

/** A statement that decided, as the simulator names it. */
export interface MatchedStatement {
  readonly policyId: string;
  readonly policyType: string;
}

/** A requirement with its answer. */
export interface Check extends Requirement {
  readonly verdict: Verdict;
  /** Why the verdict is what it is, as a sentence. */
  readonly reason: string;
  /** Context keys that a policy asks for and nobody knows here. */
  readonly missingContext: readonly string[];
  readonly statements: readonly MatchedStatement[];
}

const definite: Readonly<Record<Verdict, boolean>> = {
  denied: true,
  'denied-by-scp': true,
  'denied-by-boundary': true,
  uncertain: false,
  'not-simulatable': false,
  'not-checked': false,
  allowed: false,
};

/** Whether the verdict says for certain that the call will be refused. */
export function isDefiniteDenial(verdict: Verdict): boolean {
  return definite[verdict];
}

/** Whether the verdict leaves open what AWS will say. */
export function isUnverified(verdict: Verdict): boolean {
  return verdict !== 'allowed' && !definite[verdict];
}

/** Whether this check alone turns the run red: established, needed by every deployment, and not ignored. */
export function failsRun(check: Check): boolean {
  return isDefiniteDenial(check.verdict) && check.severity === 'error' && check.ignored === null;
}
