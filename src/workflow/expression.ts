import type { Token } from './expression-tokens.ts';

/** One look into a context: `secrets.A`, `steps.login.outputs.token`. */
export interface Reference {
  /** `secrets`, `vars`, `inputs`, `env`, `steps`, `needs`, `matrix`, `github`, ..., in lower case. */
  readonly context: string;
  /** What follows, as written; `null` when a part of it is computed, so that it cannot be told. */
  readonly path: readonly string[] | null;
}

const deepest = 50;

/** The references of an expression, and those of them that are empty whenever it is. */
export interface Meaning {
  readonly all: readonly Reference[];
  readonly empty: readonly Reference[];
}

const nothing: Meaning = { all: [], empty: [] };

/** Reads the tokens of one expression; `null` when they do not make one. */
export function readExpression(tokens: readonly Token[] | null): Meaning | null {
  if (tokens === null || tokens.length === 0) {
    return null;
  }
  const cursor = { tokens, at: 0, depth: 0, fault: false };
  const meaning = readOr(cursor);
  return cursor.fault || cursor.at < tokens.length ? null : meaning;
}

interface Cursor {
  readonly tokens: readonly Token[];
  at: number;
  depth: number;
  fault: boolean;
}

/** When `a || b` is empty, both are. */
function readOr(cursor: Cursor): Meaning {
  let left = readAnd(cursor);
  while (take(cursor, '||')) {
    const right = readAnd(cursor);
    left = { all: [...left.all, ...right.all], empty: [...left.empty, ...right.empty] };
  }
  return left;
}

/** When `a && b` is empty, either may be. */
function readAnd(cursor: Cursor): Meaning {
  let left = readCompared(cursor);
  while (take(cursor, '&&')) {
    left = { all: [...left.all, ...readCompared(cursor).all], empty: [] };
  }
  return left;
}

function readCompared(cursor: Cursor): Meaning {
  let left = readUnary(cursor);
  while (['==', '!=', '<', '<=', '>', '>='].some((operator) => take(cursor, operator))) {
    left = { all: [...left.all, ...readUnary(cursor).all], empty: [] };
  }
  return left;
}

function readUnary(cursor: Cursor): Meaning {
  let negated = false;
  while (take(cursor, '!')) {
    negated = true;
  }
  const value = readValue(cursor);
  return negated ? { all: value.all, empty: [] } : value;
}

function readValue(cursor: Cursor): Meaning {
  const token = cursor.tokens[cursor.at];
  cursor.at += 1;
  cursor.depth += 1;
  const meaning = cursor.depth > deepest || token === undefined ? fail(cursor) : readPrimary(cursor, token);
  cursor.depth -= 1;
  return meaning;
}

function readPrimary(cursor: Cursor, token: Token): Meaning {
  if (token.kind === 'text' || token.kind === 'number') {
    return nothing;
  }
  if (token.kind === 'sign') {
    if (token.text !== '(') {
      return fail(cursor);
    }
    const inner = readOr(cursor);
    const closed = take(cursor, ')');
    const { path, inside } = readPath(cursor);
    return closed ? { all: [...inner.all, ...inside], empty: path?.length === 0 ? inner.empty : [] } : fail(cursor);
  }
  if (take(cursor, '(')) {
    return readCall(cursor, token.text.toLowerCase());
  }
  const { path, inside } = readPath(cursor);
  if (path?.length === 0 && ['true', 'false', 'null', 'nan', 'infinity'].includes(token.text.toLowerCase())) {
    return nothing;
  }
  const reference = { context: token.text.toLowerCase(), path };
  return { all: [reference, ...inside], empty: path === null ? [] : [reference] };
}

/** `format('{0}', x)` is empty when x is; of other calls nothing is known. */
function readCall(cursor: Cursor, name: string): Meaning {
  const first = cursor.tokens[cursor.at];
  const args: Meaning[] = [];
  if (!take(cursor, ')')) {
    do {
      args.push(readOr(cursor));
    } while (take(cursor, ',') && !cursor.fault);
    if (!take(cursor, ')')) {
      return fail(cursor);
    }
  }
  const { path, inside } = readPath(cursor);
  const plain = name === 'format' && first?.kind === 'text' && first.text === '{0}' && path?.length === 0;
  return { all: [...args.flatMap(({ all }) => all), ...inside], empty: plain ? (args[1]?.empty ?? []) : [] };
}

/** `.name`, `['name']`, `.*` and `[computed]`, as often as they come. `inside` is what a computed index refers to. */
function readPath(cursor: Cursor): { readonly path: readonly string[] | null; readonly inside: readonly Reference[] } {
  const path: string[] = [];
  const inside: Reference[] = [];
  let told = true;
  for (;;) {
    if (take(cursor, '.')) {
      const token = cursor.tokens[cursor.at];
      cursor.at += 1;
      if (token?.kind === 'name') {
        path.push(token.text);
      } else {
        told = false;
        cursor.fault ||= token?.text !== '*';
      }
    } else if (take(cursor, '[')) {
      const token = cursor.tokens[cursor.at];
      if (token?.kind === 'text' && cursor.tokens[cursor.at + 1]?.text === ']') {
        path.push(token.text);
        cursor.at += 1;
      } else if (!take(cursor, '*')) {
        told = false;
        inside.push(...readOr(cursor).all);
      } else {
        told = false;
      }
      cursor.fault ||= !take(cursor, ']');
    } else {
      return { path: told ? path : null, inside };
    }
    if (cursor.fault) {
      return { path: null, inside };
    }
  }
}

function take(cursor: Cursor, sign: string): boolean {
  const token = cursor.tokens[cursor.at];
  const there = token?.kind === 'sign' && token.text === sign;
  cursor.at += there ? 1 : 0;
  return there;
}

function fail(cursor: Cursor): Meaning {
  cursor.fault = true;
  cursor.at = cursor.tokens.length;
  return nothing;
}

/** The same references, each once. */
export function unique(references: readonly Reference[]): readonly Reference[] {
  const known = new Map<string, Reference>();
  for (const reference of references) {
    const key = JSON.stringify([reference.context, reference.path]);
    known.set(key, known.get(key) ?? reference);
  }
  return [...known.values()];
}
