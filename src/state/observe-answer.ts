import type { Outcome, ProbeAnswer } from '../aws/port.ts';
import type { Observation } from '../diagnoses/finding.ts';
import { scrub } from '../explain/scrub.ts';
import { clip, plain } from '../report/plain.ts';
import { answerPointer } from '../requirements/answer-placeholder.ts';
import { severityOf } from '../requirements/certainty.ts';
import { fill, type FillFacts } from '../requirements/fill.ts';
import { partsOf } from '../requirements/placeholder.ts';
import type { PlannedRead } from '../requirements/probe.ts';
import type { TargetAnswer } from '../requirements/target.ts';
import { textOf } from './answers.ts';
import { valueAt } from './json-pointer.ts';

/** What an answer that fits says about the target. */
export function observeAnswer(
  answer: TargetAnswer,
  outcome: Outcome<ProbeAnswer>,
  { facts, certain }: Pick<PlannedRead, 'facts' | 'certain'>,
): Observation {
  const body = outcome.ok ? outcome.value.body : null;
  return {
    code: answer.finding,
    severity: severityOf(answer, facts, certain),
    detail: `${sentenceOf(answer.says, body, facts)}.`,
  };
}

/** Values are put in once: what looks like a placeholder in one of them stays as it is. */
function sentenceOf(says: string, body: unknown, facts: FillFacts): string {
  const told = partsOf(says).map((part) => {
    if (part.kind === 'text') {
      return part.text;
    }
    const pointer = answerPointer(part);
    const { name, filter } = part;
    return pointer === null
      ? clip(plain(fill(`\${${name}${filter === null ? '' : `:${filter}`}}`, facts).text), mostShown)
      : foreign(valueAt(body, pointer));
  });
  return told.join('');
}

/** A value of the answer may be of any length, and even hold a secret. */
function foreign(value: unknown): string {
  return clip(scrub((textOf(value) ?? 'nothing').slice(0, mostRead)), mostShown);
}

const mostRead = 4000;
const mostShown = 200;
