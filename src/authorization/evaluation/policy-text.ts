import { readArnCodes } from './arn-pattern.ts';
import type { KeyReader } from './context.ts';
import { anyRun, makePattern, matches, wildcardCode, type Pattern } from './pattern.ts';

/** How a text of a policy is read. */
export interface TextRules {
  /** Whether `*` and `?` are wildcards. In `StringEquals` they are plain characters. */
  readonly wildcards: boolean;
  /** Whether `${key}` is a policy variable. In policies of version 2008-10-17 it is plain text. */
  readonly variables: boolean;
  /** Whether case is without meaning; the text to compare has to be in lower case then. */
  readonly folded: boolean;
  /** The text of a `Resource`, whose wildcards know the parts of an ARN. */
  readonly resource: boolean;
}

export interface Variable {
  readonly key: string;
  /** What stands in when the request does not carry the key; `null` without a default. */
  readonly fallback: string | null;
}

/** A text of a policy, compiled once. */
export interface PolicyText {
  readonly text: string;
  readonly rules: TextRules;
  /** Runs of pattern codes, and the variables between them. */
  readonly pieces: readonly (readonly number[] | Variable)[];
  /** The result, where there is no variable. */
  readonly constant: Resolved | null;
}

/** A text with its variables replaced. */
export interface Resolved {
  readonly pattern: Pattern;
  /** Whether a variable is unknown; a wildcard stands for it, so that a match is no more than possible. */
  readonly open: boolean;
}

/**
 * Compiles a text. `${*}`, `${?}` and `${$}` are the characters themselves, never wildcards (IAM User Guide, "IAM policy
 * elements: Variables and tags").
 */
export function compileText(text: string, rules: TextRules): PolicyText {
  const pieces = readPieces(rules.folded ? text.toLowerCase() : text, rules);
  const constant = pieces.every(isCodes) ? { pattern: finish(pieces.flat(), rules), open: false } : null;
  return { text, rules, pieces, constant };
}

/**
 * Replaces the variables. `null` when one has no value: such a text matches nothing (same page). Checks of one run share
 * their context as a rule, so the last result is kept; no more than one, for memory should not grow with the checks.
 */
export function resolveText(text: PolicyText, read: KeyReader): Resolved | null {
  if (text.constant !== null) {
    return text.constant;
  }
  const last = lastResolved.get(text);
  if (last?.read === read) {
    return last.resolved;
  }
  const resolved = replaceVariables(text, read);
  lastResolved.set(text, { read, resolved });
  return resolved;
}

const lastResolved = new WeakMap<PolicyText, { readonly read: KeyReader; readonly resolved: Resolved | null }>();

/** The keys of a text's variables, as they are written. */
export function keysOfText({ pieces }: PolicyText): readonly string[] {
  return pieces.flatMap((piece) => (isCodes(piece) ? [] : [piece.key]));
}

/** Whether the text is matched by a resolved text without regard to ARNs. */
export function matchesText({ pattern }: Resolved, text: string): boolean {
  return matches(pattern, text);
}

function replaceVariables({ pieces, rules }: PolicyText, read: KeyReader): Resolved | null {
  const codes: number[] = [];
  let open = false;
  for (const piece of pieces) {
    const value = isCodes(piece) ? null : valueOf(piece, read);
    if (isCodes(piece)) {
      append(codes, piece);
    } else if (value === 'unknown') {
      open = true;
      codes.push(anyRun);
    } else if (value === null) {
      return null;
    } else {
      append(codes, codesOf(rules.folded ? value.text.toLowerCase() : value.text));
    }
  }
  return { pattern: finish(codes, rules), open };
}

function readPieces(text: string, rules: TextRules): readonly (readonly number[] | Variable)[] {
  const pieces: (number[] | Variable)[] = [];
  let codes: number[] = [];
  let at = 0;
  while (at < text.length) {
    const close = rules.variables && text.startsWith('${', at) ? text.indexOf('}', at) : -1;
    const name = close === -1 ? '' : text.slice(at + 2, close);
    if (close === -1) {
      codes.push(rules.wildcards ? wildcardCode(text.charCodeAt(at)) : text.charCodeAt(at));
    } else if (name === '*' || name === '?' || name === '$') {
      codes.push(name.charCodeAt(0));
    } else {
      pieces.push(codes, readVariable(name));
      codes = [];
    }
    at = close === -1 ? at + 1 : close + 1;
  }
  return [...pieces, codes];
}

function readVariable(name: string): Variable {
  const comma = name.indexOf(',');
  const fallback = comma === -1 ? null : name.slice(comma + 1).trim();
  const quoted = fallback !== null && fallback.length >= 2 && fallback.startsWith("'") && fallback.endsWith("'");
  return {
    key: (comma === -1 ? name : name.slice(0, comma)).trim(),
    fallback: quoted ? fallback.slice(1, -1) : fallback,
  };
}

/** A variable needs exactly one value: a key with several cannot be one (same page). */
function valueOf({ key, fallback }: Variable, read: KeyReader): { readonly text: string } | 'unknown' | null {
  const state = read(key.toLowerCase());
  if (state === 'unknown') {
    return state;
  }
  const text = state.length === 0 ? fallback : state.length === 1 ? state[0] : null;
  return text === null || text === undefined ? null : { text };
}

function finish(codes: readonly number[], { resource }: TextRules): Pattern {
  return makePattern(resource ? readArnCodes(codes) : codes);
}

/** One by one: a policy may be longer than a call may have arguments. */
function append(codes: number[], more: readonly number[]): void {
  for (const code of more) {
    codes.push(code);
  }
}

function codesOf(text: string): readonly number[] {
  return Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
}

function isCodes(piece: readonly number[] | Variable): piece is readonly number[] {
  return Array.isArray(piece);
}
