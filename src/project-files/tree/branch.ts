/** A value of a settings file, whatever the format, with the line that it stands in: that of its key, where it has one. */
export interface Branch {
  readonly line: number;
  readonly kind: 'text' | 'number' | 'boolean' | 'null' | 'map' | 'list';
  /** As it is written, without quotes; empty for what has parts of its own. */
  readonly text: string;
  /** By key, or by position for a list. The later of two equal keys counts. */
  readonly children: ReadonlyMap<string, Branch>;
}

/** What there is to read in a file. Both may be there: a fault that does not hide the rest. */
export interface TreeText {
  readonly tree: Branch | null;
  readonly fault: TreeFault | null;
}

export interface TreeFault {
  readonly line: number;
  /** A whole sentence that holds nothing of the text. */
  readonly sentence: string;
  /** True for a text that was not read because it is too large or too deep for this check, whatever its tool does. */
  readonly isLimit: boolean;
}

export function leaf(kind: Branch['kind'], text: string, line: number): Branch {
  return { line, kind, text, children: noChildren };
}

const noChildren: ReadonlyMap<string, Branch> = new Map();

export function faulty(line: number, sentence: string): TreeText {
  return { tree: null, fault: { line, sentence, isLimit: false } };
}

export function beyondLimit(line: number, sentence: string): TreeText {
  return { tree: null, fault: { line, sentence, isLimit: true } };
}

/** The value under a path of keys; `null` where any of them is missing. */
export function under(branch: Branch | null, ...keys: readonly string[]): Branch | null {
  let at = branch;
  for (const key of keys) {
    at = at?.children.get(key) ?? null;
  }
  return at;
}

/** A text or number that is not empty; `null` for everything else. */
export function settingText(branch: Branch | null): { readonly value: string; readonly line: number } | null {
  return branch !== null && (branch.kind === 'text' || branch.kind === 'number') && branch.text !== ''
    ? { value: branch.text, line: branch.line }
    : null;
}
