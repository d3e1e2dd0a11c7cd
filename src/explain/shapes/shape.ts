import type { Voice } from '../../diagnoses/classify.ts';
import type { Tool } from '../explanation.ts';

/** An error that stands in a message, taken apart. */
export interface Found {
  readonly voice: Voice;
  readonly tool: Tool | null;
  /** AWS's code or the name of the error, as written; empty where there is none. */
  readonly code: string;
  /** AWS's or the tool's own words. */
  readonly words: string;
  /** As the tool writes it. */
  readonly service: string | null;
  readonly operation: string | null;
  readonly status: number | null;
  readonly requestId: string | null;
  /** Where in the message it stands; `end` is behind its words. */
  readonly start: number;
  readonly end: number;
}

/** Finds what one family of tools writes. Answers in the order of the text. */
export type Shape = (text: string) => readonly Found[];

/** What most shapes leave open. */
export const unnamed = { service: null, operation: null, status: null, requestId: null } as const;

/** Errors in one message that are taken apart; a dump of hundreds says nothing new. */
const most = 40;

/** All matches of a pattern with the `g` flag, up to a bound. */
export function* matches(text: string, pattern: RegExp): Generator<RegExpMatchArray & { index: number }> {
  let count = 0;
  for (const match of text.matchAll(pattern)) {
    yield match;
    count += 1;
    if (count >= most) return;
  }
}

/** Where one text ends and another begins: a line, an escaped line break, the end of a string inside JSON. */
const ends = /\n|\\n|\\r|(?<!\\)\\?"(?=,? ?["}\]\\]|,|\))|', '|'\}|' \}| An error occurred \(|; An error occurred/g;

/** The end of the words that begin at `start`; at most `most` UTF-16 units further on. */
export function endOfWords(text: string, start: number, mostUnits = 8_192): number {
  const limit = Math.min(text.length, start + mostUnits);
  ends.lastIndex = start;
  const match = ends.exec(text);
  return match === null || match.index > limit ? limit : match.index;
}

/** The offset, or the next beginning of a word where it lies within one: half a word could be half a secret. */
export function atWord(text: string, offset: number): number {
  if (offset <= 0 || /\s/.test(text.charAt(offset - 1))) {
    return Math.max(0, offset);
  }
  const blank = text.slice(offset).search(/\s/);
  return blank === -1 ? text.length : offset + blank + 1;
}

/** What stands in quotes from the opening one at `start` on, without the quotes; to the end where no quote closes. */
export function quoted(text: string, start: number): { readonly words: string; readonly end: number } {
  const quote = text.charAt(start);
  let end = start + 1;
  while (end < text.length && end - start < 8_192 && text.charAt(end) !== quote) {
    end += text.charAt(end) === '\\' ? 2 : 1;
  }
  return { words: text.slice(start + 1, end).replace(/\\(["'`\\])/g, '$1'), end: Math.min(end + 1, text.length) };
}

/** A status as a number; `null` for 0, which means that there was no answer, and for what is none. */
export function statusOf(digits: string | undefined): number | null {
  const status = Number(digits ?? '');
  return Number.isInteger(status) && status >= 100 && status < 600 ? status : null;
}
