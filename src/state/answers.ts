import { normaliseCode } from '../aws/failure.ts';
import type { AwsFailure, Outcome, ProbeAnswer } from '../aws/port.ts';
import { matchesWildcard } from '../authorization/wildcard.ts';
import { holds } from '../requirements/condition.ts';
import type { FillFacts } from '../requirements/fill.ts';
import type { TargetAnswer } from '../requirements/target.ts';
import { valueAt } from './json-pointer.ts';

/**
 * The first of a read's answers that fits what AWS answered, or `null` when none does: then nothing is known of the
 * state. What is no answer of AWS's, and a success whose body is neither JSON nor XML, fits none.
 */
export function fittingAnswer(
  outcome: Outcome<ProbeAnswer>,
  answers: readonly TargetAnswer[],
  { values, declared }: FillFacts,
): TargetAnswer | null {
  const fits = (answer: TargetAnswer): boolean =>
    outcome.ok ? fitsBody(outcome.value.body, answer) : fitsFailure(outcome.failure, answer);
  return answers.find((answer) => fits(answer) && holds(answer.when, values, declared)) ?? null;
}

function fitsFailure({ kind, code, message }: AwsFailure, answer: TargetAnswer): boolean {
  return (
    kind === 'aws' &&
    !aboutBody(answer) &&
    (answer.error ?? []).some((name) => normaliseCode(name) === code) &&
    (answer.message === undefined || isAmong(message, answer.message))
  );
}

function fitsBody(body: unknown, answer: TargetAnswer): boolean {
  const { error, missing, has = {}, lacks = {}, below = {} } = answer;
  if (error !== undefined || !aboutBody(answer) || typeof body !== 'object' || body === null) {
    return false;
  }
  return (
    (missing === undefined || isNothing(valueAt(body, missing))) &&
    Object.entries(has).every(([pointer, texts]) => compares(valueAt(body, pointer), texts) === true) &&
    Object.entries(lacks).every(([pointer, texts]) => compares(valueAt(body, pointer), texts) === false) &&
    Object.entries(below).every(([pointer, limit]) => (numberOf(valueAt(body, pointer)) ?? limit) < limit)
  );
}

function aboutBody({ missing, has, lacks, below }: TargetAnswer): boolean {
  return [missing, has, lacks, below].some((part) => part !== undefined);
}

/** An empty list of the Query protocol is an empty element, which is read as an empty text. */
function isNothing(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

/** `null` where no single value stands, so that nothing can be said of it. */
function compares(value: unknown, patterns: readonly string[]): boolean | null {
  const text = textOf(value);
  return text === null ? null : isAmong(text, patterns);
}

/** A longer text than any name or sentence of AWS's is none of the listed. */
function isAmong(text: string, patterns: readonly string[]): boolean {
  return text.length <= longest && patterns.some((pattern) => matchesWildcard(pattern, text));
}

const longest = 4000;

/** A single value as text; `null` for a list, an object and nothing. */
export function textOf(value: unknown): string | null {
  return typeof value === 'string'
    ? value
    : typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : null;
}

/** Parameters of Systems Manager and everything in XML are texts, numbers too. `null` for what is no number. */
function numberOf(value: unknown): number | null {
  if (typeof value === 'number') {
    return value;
  }
  return typeof value === 'string' && /^[+-]?\d{1,15}(?:\.\d{1,15})?$/.test(value.trim()) ? Number(value) : null;
}
