import { readExpression, unique, type Reference } from './expression.ts';
import { readTokens, type Token } from './expression-tokens.ts';

/** A value of a workflow file: text with `${{ }}` in it, or without. */
export interface Template {
  /** `literal` has no expression; `unreadable` has one that could not be followed. */
  readonly kind: 'literal' | 'expression' | 'unreadable';
  /** True when nothing but blanks is left without the expressions. */
  readonly blank: boolean;
  /** Every reference in it, once. */
  readonly references: readonly Reference[];
  /** Those that are empty for certain when the whole value has come out empty. */
  readonly emptyWithIt: readonly Reference[];
}

const longest = 20_000;

/**
 * Lists what the expressions in a value refer to. Only as much of the language is read as that needs (GitHub docs,
 * "Evaluate expressions in workflows and actions"): references with `.name` and `['name']`, operators, calls. Never
 * throws; what is longer than 20,000 characters is not read.
 */
export function readTemplate(text: string): Template {
  const parts = text.length > longest ? null : split(text);
  if (parts === null) {
    return { kind: 'unreadable', blank: false, references: [], emptyWithIt: [] };
  }
  const read = parts.expressions.map((expression) => readExpression(expression));
  const blank = parts.rest.trim() === '';
  const meanings = read.filter((meaning) => meaning !== null);
  return {
    kind: read.length === 0 ? 'literal' : meanings.length < read.length ? 'unreadable' : 'expression',
    blank,
    references: unique(meanings.flatMap(({ all }) => all)),
    emptyWithIt: blank ? unique(meanings.flatMap(({ empty }) => empty)) : [],
  };
}

/** What is between `${{` and `}}`, and what is left; `null` when one of them is not closed. */
function split(
  text: string,
): { readonly expressions: readonly (readonly Token[] | null)[]; readonly rest: string } | null {
  const expressions: (readonly Token[] | null)[] = [];
  let rest = '';
  let position = 0;
  for (let start = text.indexOf('${{'); start >= 0; start = text.indexOf('${{', position)) {
    const { tokens, end } = readTokens(text, start + 3);
    if (end === null) {
      return null;
    }
    rest += text.slice(position, start);
    expressions.push(tokens);
    position = end;
  }
  return { expressions, rest: rest + text.slice(position) };
}
