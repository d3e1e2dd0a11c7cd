/** What one loader makes of one variable. */
export interface SeenValue {
  /** `null` where only running the loader would tell: it takes in the value of another variable, or the output of a command. */
  readonly value: string | null;
  /** Where its name stands, from 1. */
  readonly line: number;
}

/** A line that a loader stumbles over. The sentence goes on from "because"; it names no character of a value. */
export interface Stumble {
  readonly line: number;
  readonly sentence: string;
}

/** What one loader makes of a whole file, its variables in the order in which they are first named. */
export interface Reading {
  /** The last definition counts. A loader that refuses the file as a whole has none, one that stops on the way has those before. */
  readonly variables: ReadonlyMap<string, SeenValue>;
  /** Where the loader gives up; `null` when it gets to the end. */
  readonly broken: Stumble | null;
  /** Lines on which it reports an error and goes on, the first hundred. A shell under `-e` ends there. */
  readonly complaints: readonly Stumble[];
}

/** Never throws, and takes time in proportion to the text. */
export type Reader = (text: string) => Reading;

/** Collects a reading. */
export interface Notes {
  readonly variables: Map<string, SeenValue>;
  readonly complain: (line: number, sentence: string) => void;
  readonly done: () => Reading;
  /** The reading of a loader that stops here and keeps what it has. */
  readonly stop: (line: number, sentence: string) => Reading;
}

export function notes(): Notes {
  const variables = new Map<string, SeenValue>();
  const complaints: Stumble[] = [];
  return {
    variables,
    complain: (line, sentence) => {
      if (complaints.length < 100) {
        complaints.push({ line, sentence });
      }
    },
    done: () => ({ variables, broken: null, complaints }),
    stop: (line, sentence) => ({ variables, broken: { line, sentence }, complaints }),
  };
}

/** The reading of a loader that takes nothing from a file with such a line. */
export function refused(line: number, sentence: string): Reading {
  return { variables: new Map(), broken: { line, sentence }, complaints: [] };
}

/** Turns offsets into line numbers. To be asked with offsets that do not go down. */
export function lineCounter(text: string): (offset: number) => number {
  let line = 1;
  let next = text.indexOf('\n');
  return (offset) => {
    while (next !== -1 && next < offset) {
      line += 1;
      next = text.indexOf('\n', next + 1);
    }
    return line;
  };
}

/** The first offset from `at` on whose character is not one of these; the length of the text when there is none. */
export function skip(text: string, at: number, isOne: (code: number) => boolean): number {
  let index = at;
  while (index < text.length && isOne(text.charCodeAt(index))) {
    index += 1;
  }
  return index;
}

/** `indexOf`, with the end of the text, or another end, for "nowhere". */
export function indexOr(text: string, wanted: string, at: number, otherwise = text.length): number {
  const index = text.indexOf(wanted, at);
  return index === -1 ? otherwise : index;
}
