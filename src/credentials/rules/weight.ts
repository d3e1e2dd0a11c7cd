import type { Severity } from '../../diagnoses/finding.ts';
import type { LintContext, Serves } from './context.ts';

/** How much a missing value weighs, by what takes its place. */
export const weightOf: Readonly<Record<Serves, Severity>> = {
  nothing: 'error',
  ambient: 'warning',
  explicit: 'notice',
};

/** As `weightOf`, for a pair of variables of which only one is there. */
export function weightOfHalf(context: LintContext): Severity {
  return context.serves === 'explicit' && stopsBotocore(context) ? 'warning' : weightOf[context.serves];
}

/**
 * True where botocore stops with PartialCredentialsError: it takes a key id in the environment for a decision, while
 * the JavaScript SDK goes on to the next source without a word. Inputs are exported over the half pair.
 */
export function stopsBotocore({ facts, winner }: LintContext): boolean {
  const { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret } = facts.environment;
  return Boolean(id) && !secret && winner?.kind !== 'inputs';
}
