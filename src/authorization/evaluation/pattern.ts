/** Any run of characters, the empty one included: `*`. */
export const anyRun = -1;
/** Any one character: `?`. */
export const anyOne = -2;
/** A `*` in the midst of one of an ARN's first five parts, which stays within it. */
export const anyRunOfPart = -3;
/** A `?` in one of an ARN's first five parts, which is no colon. */
export const anyOneOfPart = -4;

/** A policy's text, ready to compare. */
export interface Pattern {
  /** The whole pattern: UTF-16 units that stand for themselves, and the wildcards above. */
  readonly codes: readonly number[];
  /** What the text has to begin with, up to the first wildcard. */
  readonly head: string;
  /** From the first wildcard on; empty where there is none. */
  readonly rest: readonly number[];
  /** No shorter text can match. */
  readonly least: number;
  /** Whether a wildcard is bound to its part of an ARN. */
  readonly bound: boolean;
}

/**
 * Whether the whole text matches (IAM User Guide, "IAM JSON policy elements: Resource" and "Condition operators"). Only
 * the last `*` is ever taken back, which is enough for patterns of this kind: the time is at most the product of both
 * lengths, whatever the policy holds. Wildcards that are bound to a part are taken for free ones here; `matchesResource`
 * binds them.
 */
export function matches({ head, rest, least }: Pattern, text: string): boolean {
  if (text.length < least || !text.startsWith(head)) {
    return false;
  }
  if (rest.length === 0) {
    return text.length === head.length;
  }
  return rest.length === 1 && isRun(rest[0]) ? true : matchesRest(rest, text, head.length);
}

/** Runs that follow each other are one run, which is free if one of them is. */
export function makePattern(codes: readonly number[]): Pattern {
  const joined: number[] = [];
  for (const code of codes) {
    const last = joined.at(-1);
    if (!isRun(code) || !isRun(last)) {
      joined.push(code);
    } else if (code === anyRun) {
      joined[joined.length - 1] = anyRun;
    }
  }
  const wild = joined.findIndex((code) => code < 0);
  const plain = wild === -1 ? joined : joined.slice(0, wild);
  return {
    codes: joined,
    head: textOf(plain),
    rest: wild === -1 ? [] : joined.slice(wild),
    least: joined.reduce((count, code) => (isRun(code) ? count : count + 1), 0),
    bound: joined.some((code) => code === anyRunOfPart || code === anyOneOfPart),
  };
}

/** The pattern of a text in which `*` and `?` are wildcards and everything else stands for itself. */
export function wildcardPattern(text: string): Pattern {
  return makePattern(Array.from({ length: text.length }, (_, at) => wildcardCode(text.charCodeAt(at))));
}

export function wildcardCode(code: number): number {
  return code === 0x2a ? anyRun : code === 0x3f ? anyOne : code;
}

export function isRun(code: number | undefined): boolean {
  return code === anyRun || code === anyRunOfPart;
}

function matchesRest(rest: readonly number[], text: string, from: number): boolean {
  let place = 0;
  let at = from;
  let afterRun = -1;
  let runEnd = 0;
  while (at < text.length) {
    const expected = rest[place];
    if (isRun(expected)) {
      place += 1;
      afterRun = place;
      runEnd = at;
    } else if (expected === text.charCodeAt(at) || expected === anyOne || expected === anyOneOfPart) {
      place += 1;
      at += 1;
    } else if (afterRun !== -1) {
      runEnd += 1;
      at = runEnd;
      place = afterRun;
    } else {
      return false;
    }
  }
  while (isRun(rest[place])) {
    place += 1;
  }
  return place === rest.length;
}

function textOf(codes: readonly number[]): string {
  return codes.map((code) => String.fromCharCode(code)).join('');
}
