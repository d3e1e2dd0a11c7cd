import type { Outcome, ProbeAnswer } from '../aws/port.ts';
import type { Observation } from '../diagnoses/finding.ts';
import { joined } from '../identity/oidc/quote.ts';
import type { PlannedRead } from '../requirements/probe.ts';
import type { TargetFinding } from '../requirements/target.ts';
import { fittingAnswer } from './answers.ts';

/** Whether the answer of another region shows that what is missing here is there. A refusal shows nothing. */
export function isThere(outcome: Outcome<ProbeAnswer>, { answers, facts }: PlannedRead): boolean {
  if (!outcome.ok || typeof outcome.value.body !== 'object' || outcome.value.body === null) {
    return false;
  }
  const answer = fittingAnswer(outcome, answers, facts);
  return answer === null || (answer.elsewhere !== true && !absent.includes(answer.finding));
}

const absent: readonly TargetFinding[] = ['target-missing', 'target-created', 'cdk-bootstrap-missing'];

/** What was seen here, under the name that it has once it was found in other regions. */
export function observeElsewhere(here: Observation, regions: readonly string[]): Observation {
  const [only, ...more] = regions;
  const found = `It was found in ${joined(regions)}`;
  const set =
    more.length === 0 ? `set aws-region to ${only ?? ''}` : `set aws-region to the one that this deployment is for`;
  return { ...here, code: 'target-elsewhere', detail: `${here.detail} ${found}: ${set}, or create it here.` };
}
