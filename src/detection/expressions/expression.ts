import type { Token } from '../../workflow/expression-tokens.ts';
import { callFunction } from './functions.ts';
import { asText, plain, type Told, unknown } from './value.ts';

/** What `context.path` stands for. */
export type LookUp = (context: string, path: readonly string[]) => Told;

const deepest = 50;

/** What one expression comes to; not known for tokens that make none. */
export function readExpression(tokens: readonly Token[], lookUp: LookUp): Told {
  const cursor = { tokens, lookUp, at: 0, depth: 0, isFaulty: false };
  const told = readOr(cursor);
  return cursor.isFaulty || cursor.at < tokens.length ? unknown : told;
}

interface Cursor {
  readonly tokens: readonly Token[];
  readonly lookUp: LookUp;
  at: number;
  depth: number;
  isFaulty: boolean;
}

/** A value that is not known leaves the whole open: what follows may or may not count. */
function readOr(cursor: Cursor): Told {
  let left = readAnd(cursor);
  while (take(cursor, '||')) {
    const right = readAnd(cursor);
    left = !left.known ? unknown : isTrue(left) ? left : right;
  }
  return left;
}

function readAnd(cursor: Cursor): Told {
  let left = readCompared(cursor);
  while (take(cursor, '&&')) {
    const right = readCompared(cursor);
    left = !left.known ? unknown : isTrue(left) ? right : left;
  }
  return left;
}

function readCompared(cursor: Cursor): Told {
  const left = readUnary(cursor);
  const operator = ['==', '!='].find((each) => take(cursor, each));
  if (operator === undefined) {
    return left;
  }
  const right = readUnary(cursor);
  if (!left.known || !right.known || typeof left.value !== typeof right.value) {
    return unknown;
  }
  const isEqual = asText(left.value).toLowerCase() === asText(right.value).toLowerCase();
  return plain(isEqual === (operator === '=='), null);
}

function readUnary(cursor: Cursor): Told {
  let isNegated = false;
  let isChanged = false;
  while (take(cursor, '!')) {
    isNegated = !isNegated;
    isChanged = true;
  }
  const told = readValue(cursor);
  return isChanged && told.known ? plain(isTrue(told) !== isNegated, null) : told;
}

function readValue(cursor: Cursor): Told {
  const token = cursor.tokens[cursor.at];
  cursor.at += 1;
  cursor.depth += 1;
  const told = token === undefined || cursor.depth > deepest ? fail(cursor) : readPrimary(cursor, token);
  cursor.depth -= 1;
  return told;
}

function readPrimary(cursor: Cursor, token: Token): Told {
  if (token.kind === 'text') {
    return plain(token.text, null);
  }
  if (token.kind === 'number') {
    return plain(Number(token.text), null);
  }
  if (token.kind === 'sign') {
    const inner = token.text === '(' ? readOr(cursor) : fail(cursor);
    return take(cursor, ')') ? inner : fail(cursor);
  }
  if (take(cursor, '(')) {
    return readCall(cursor, token.text);
  }
  const path = readPath(cursor);
  const word = words.get(token.text.toLowerCase());
  return word !== undefined && path?.length === 0
    ? plain(word, null)
    : path === null
      ? unknown
      : cursor.lookUp(token.text.toLowerCase(), path);
}

const words: ReadonlyMap<string, boolean | null> = new Map<string, boolean | null>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

function readCall(cursor: Cursor, name: string): Told {
  const args: Told[] = [];
  if (!take(cursor, ')')) {
    do {
      args.push(readOr(cursor));
    } while (take(cursor, ',') && !cursor.isFaulty);
    if (!take(cursor, ')')) {
      return fail(cursor);
    }
  }
  const path = readPath(cursor);
  return path?.length === 0 ? callFunction(name.toLowerCase(), args) : unknown;
}

/** `.name` and `['name']`; `null` for what is computed, which is stepped over where it ends at once. */
function readPath(cursor: Cursor): readonly string[] | null {
  const path: string[] = [];
  let isTold = true;
  for (;;) {
    const isDot = take(cursor, '.');
    if (!isDot && !take(cursor, '[')) {
      return isTold ? path : null;
    }
    const token = cursor.tokens[cursor.at];
    cursor.at += 1;
    if (token === undefined) {
      fail(cursor);
      return null;
    }
    isTold &&= token.kind === (isDot ? 'name' : 'text');
    path.push(token.text);
    if (!isDot && !take(cursor, ']')) {
      fail(cursor);
      return null;
    }
  }
}

function isTrue(told: Told): boolean {
  return told.known && told.value !== '' && told.value !== 0 && told.value !== false && told.value !== null;
}

function take(cursor: Cursor, sign: string): boolean {
  const token = cursor.tokens[cursor.at];
  const isThere = token?.kind === 'sign' && token.text === sign;
  cursor.at += isThere ? 1 : 0;
  return isThere;
}

function fail(cursor: Cursor): Told {
  cursor.isFaulty = true;
  cursor.at = cursor.tokens.length;
  return unknown;
}
