import type { Position } from '../../authorization/evaluation/located-policy.ts';
import type { Location, Observation, Severity } from '../../diagnoses/finding.ts';
import { named } from './quote.ts';
import type { TrustCase } from './trust-diagnosis.ts';

/**
 * How much it weighs that the policy refuses. It is certain when AWS refused, and when the token and the role's live policy
 * were compared; a file may differ from what the role has, and what a token will say may be told wrongly.
 */
export function weightOf({ question, certain }: Pick<TrustCase, 'question' | 'certain'>): Severity {
  switch (question.answer) {
    case 'refused':
      return 'error';
    case 'accepted':
      return 'notice';
    case 'not-asked':
      return certain && question.policy !== null && question.policy.origin.file === null ? 'error' : 'warning';
  }
}

/** An observation at a line of the policy, where it came from a file. */
export function observeAt(
  { question }: Pick<TrustCase, 'question'>,
  position: Position | null,
  observation: Observation,
): Observation {
  const file = question.policy?.origin.file ?? null;
  const location: Location | null =
    file === null || position === null ? null : { file, line: position.line, endLine: position.line };
  return location === null ? observation : { ...observation, location };
}

/** `statement 2 (Deploy) of trust.json`. */
export function statementName({ question }: Pick<TrustCase, 'question'>, index: number, sid: string | null): string {
  const name = sid === null || sid === '' ? '' : ` (${named(sid)})`;
  return `statement ${index + 1}${name} of ${named(question.policy?.origin.name ?? 'the trust policy')}`;
}

/** The first letter as at the beginning of a sentence. */
export function begin(sentence: string): string {
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}`;
}
