import type { AwsFailure, SimulationRow } from '../aws/port.ts';
import type { Requirement } from '../requirements/requirement.ts';
import type { Question } from './plan.ts';

/** What the simulator said of one requirement: a row, a failure, or nothing at all. */
export type Answer =
  | { readonly kind: 'row'; readonly row: SimulationRow }
  | { readonly kind: 'failure'; readonly failure: AwsFailure }
  | { readonly kind: 'silent' };

/** Rows and failures of one call, after splitting. */
export interface RawAnswer {
  readonly question: Question;
  readonly rows: readonly SimulationRow[];
  /** A part of the call that failed; its requirements have no row. */
  readonly failure: AwsFailure | null;
}

/** Gives every requirement its own answer. Actions are compared without case, as IAM does. */
export function answersByRequirement(raw: readonly RawAnswer[]): ReadonlyMap<Requirement, Answer> {
  const answers = new Map<Requirement, Answer>();
  for (const { question, rows, failure } of raw) {
    const byKey = new Map(rows.map((row) => [rowKey(row.action, row.resource), row]));
    for (const requirement of question.requirements) {
      const row = byKey.get(rowKey(requirement.action, requirement.resource));
      if (row !== undefined) {
        answers.set(requirement, { kind: 'row', row });
      } else {
        answers.set(requirement, failure === null ? { kind: 'silent' } : { kind: 'failure', failure });
      }
    }
  }
  return answers;
}

function rowKey(action: string, resource: string): string {
  return `${action.toLowerCase()} ${resource}`;
}
