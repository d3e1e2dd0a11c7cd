import { InputError } from '../input-error.ts';

const longestQuote = 80;
const mostSentences = 10;

/**
 * An error about one line of an input. Lines count from 1. With a file the error carries a location; without one the
 * line is a line of the input's own text.
 */
export function faultAt(input: string, file: string | null, line: number, sentence: string): InputError {
  return faultsAt(input, file, [{ line, sentence }]);
}

/** One error for several lines, a line of message each; the location is the first one's. */
export function faultsAt(
  input: string,
  file: string | null,
  faults: readonly { readonly line: number; readonly sentence: string }[],
): InputError {
  const line = faults[0]?.line ?? 1;
  const shown = faults
    .slice(0, mostSentences)
    .map((fault) => `${file ?? input}, line ${fault.line}: ${fault.sentence}`);
  const rest = faults.length - shown.length;
  const message = [...shown, ...(rest > 0 ? [`And ${rest} more like these.`] : [])].join('\n');
  return new InputError(input, message, file === null ? null : { file, line, endLine: line });
}

/** Text as it may stand in a message: in quotes, on one line, and short. */
export function quote(text: string): string {
  return JSON.stringify(text.length > longestQuote ? `${text.slice(0, longestQuote)}…` : text);
}

/** The lines of an input that say something, trimmed, with their numbers. Blank lines and lines that start with `#` say nothing. */
export function linesOf(text: string): readonly { readonly line: number; readonly text: string }[] {
  return text
    .split(/\r\n|\n|\r/)
    .map((content, index) => ({ line: index + 1, text: content.trim() }))
    .filter((entry) => entry.text !== '' && !entry.text.startsWith('#'));
}
