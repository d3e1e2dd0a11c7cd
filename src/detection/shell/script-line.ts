/** A line of a script as its shell takes it: continued lines are one, comments and here-documents are gone. */
export interface ScriptLine {
  /** With marks (marks.ts) for what is not text. */
  readonly text: string;
  /** Where it begins, counted from 0. */
  readonly line: number;
  /** The scripts of `$( )` and backticks in it, which run before it. */
  readonly inner: readonly ScriptLine[];
}

export type Shell = 'posix' | 'powershell' | 'cmd';
