import type { FileValue } from './shared-files.ts';

/** One setting of a section, as one family cuts it out of the text. Lines count by line feeds, as editors and GitHub do. */
export interface ParsedValue extends FileValue {
  /** botocore makes indented lines under an empty value settings of their own; `null` for a plain value. */
  readonly nested: ReadonlyMap<string, FileValue> | null;
}

export interface ParsedSection {
  readonly line: number;
  readonly values: ReadonlyMap<string, ParsedValue>;
}

/** What makes a family refuse a whole file. All but `refused-name` are botocore's. */
export type ProblemKind =
  | 'utf-16'
  | 'byte-order-mark'
  | 'undecodable'
  | 'no-header'
  | 'no-divider'
  | 'no-name'
  | 'section-twice'
  | 'setting-twice'
  | 'nested-without-divider'
  | 'refused-name';

export interface FormatProblem {
  readonly kind: ProblemKind;
  readonly line: number;
  /** Where the same stood first, for what stands there twice. */
  readonly first?: number;
}

/** One file as one family reads it. */
export interface ParsedFile {
  /** By the name that the family gives the section, in the order of the file. Filled as well as can be where there are problems. */
  readonly sections: ReadonlyMap<string, ParsedSection>;
  /** What the family calls the section, by the line of each header that it takes for one; empty for a header that opens nothing. */
  readonly headers: ReadonlyMap<number, string>;
  /** Empty where the family accepts the file; the first line first, and not more than a thousand. */
  readonly problems: readonly FormatProblem[];
}

/** A file that is absent, empty or not for this family. */
export const nothingParsed: ParsedFile = { sections: new Map(), headers: new Map(), problems: [] };

/** Puts a problem into a sentence that holds nothing of the file but the number of the line. */
export function sentenceOf({ kind, line, first = line }: FormatProblem): string {
  return `Line ${line} ${sayings[kind].replace('FIRST', String(first))}.`;
}

const sayings: Readonly<Record<ProblemKind, string>> = {
  'utf-16': 'shows that the file is UTF-16, and it has to be UTF-8',
  'byte-order-mark': 'begins with a byte order mark',
  undecodable: 'holds bytes that are not UTF-8',
  'no-header': 'stands before any section header such as [default]',
  'no-divider': 'is neither a section header nor of the form "name = value"',
  'no-name': 'has no name in front of the value',
  'section-twice': 'begins a section that line FIRST has begun already',
  'setting-twice': 'sets again what line FIRST of the same section has set',
  'nested-without-divider': 'is indented under a setting without a value, and has no "="',
  'refused-name': 'is the header of a section whose name the JavaScript SDK refuses',
};
