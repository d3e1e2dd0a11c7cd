import type { Notes } from '../reading.ts';
import { indexOr, lineCounter, notes } from '../reading.ts';

/** What is left to read of a text, from `at` to `end`. */
export interface Rest {
  readonly source: string;
  readonly blanks: string;
  readonly notes: Notes;
  at: number;
  end: number;
  /** The first such character within the rest, or its end. */
  readonly find: (wanted: string, from: number) => number;
  /** Asked with offsets that do not go down. */
  readonly lineEnd: (from: number) => number;
  readonly trimmed: (from: number, to: number) => string;
  readonly trim: () => void;
  readonly lineHere: () => number;
  /** `null` where neither an empty line nor a comment begins. */
  readonly endOfEmptyOrComment: () => number | null;
}

/** What is left to read, without carriage returns, which Node leaves out, and without blanks at its ends. */
export function startOf(text: string, blanks: string): Rest {
  const source = text.replaceAll('\r', '');
  const lineOf = lineCounter(source);
  let newline = -1;
  const rest: Rest = {
    source,
    blanks,
    notes: notes(),
    at: 0,
    end: source.length,
    find: (wanted, from) => Math.min(indexOr(source, wanted, from), rest.end),
    lineEnd: (from) => {
      newline = newline < from ? indexOr(source, '\n', from) : newline;
      return Math.min(newline, rest.end);
    },
    trimmed: (from, to) => trim(source.slice(from, to), blanks),
    trim: () => {
      while (rest.at < rest.end && blanks.includes(source[rest.at] ?? '')) {
        rest.at += 1;
      }
      while (rest.end > rest.at && blanks.includes(source[rest.end - 1] ?? '')) {
        rest.end -= 1;
      }
    },
    lineHere: () => lineOf(rest.at),
    endOfEmptyOrComment: () => {
      const first = source[rest.at];
      return first === '\n' || first === '#' ? rest.lineEnd(rest.at) : null;
    },
  };
  rest.trim();
  return rest;
}

/** Without these characters at both ends. */
export function trim(text: string, blanks: string): string {
  let from = 0;
  let to = text.length;
  while (from < to && blanks.includes(text[from] ?? '')) {
    from += 1;
  }
  while (to > from && blanks.includes(text[to - 1] ?? '')) {
    to -= 1;
  }
  return text.slice(from, to);
}
