import type { Severity } from '../diagnoses/finding.ts';
import { holds, type Condition } from './condition.ts';
import type { FillFacts } from './fill.ts';

/** Something in a target file that weighs more under a condition. */
export interface Weighed {
  readonly severity: Severity;
  readonly errorWhen?: Condition;
}

/** How much it weighs with these parameters: a warning at most where it is not certain that the target is deployed. */
export function severityOf({ severity, errorWhen }: Weighed, facts: FillFacts, certain: boolean): Severity {
  const full = errorWhen !== undefined && holds(errorWhen, facts.values, facts.declared) ? 'error' : severity;
  return full === 'error' && !certain ? 'warning' : full;
}
