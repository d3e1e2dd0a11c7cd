/** Any run of characters, the empty one included: `*` in a policy. */
export const anyRun = Symbol('*');
/** Any one character: `?` in a policy. */
export const anyOne = Symbol('?');

/** A policy's text, ready to compare: characters that stand for themselves, and wildcards. */
export type Pattern = readonly (string | typeof anyRun | typeof anyOne)[];

/** The value of a policy variable, or `null` where the request has none, or has more than one. */
export type Lookup = (key: string) => string | null;

export interface PatternRules {
  /** Whether `*` and `?` are wildcards. In `StringEquals` they are plain characters. */
  readonly wildcards: boolean;
  /** Where `${key}` gets its value, or `null` when variables are plain text, as in policies of version 2008-10-17. */
  readonly variables: Lookup | null;
}

/**
 * Reads a policy's text. `${key}`, `${key, 'default'}`, `${*}`, `${?}` and `${$}` become the characters that they stand
 * for, never wildcards. Answers `null` when a variable has no value: such a text matches nothing (IAM user guide, "IAM
 * policy elements: Variables and tags").
 */
export function readPattern(text: string, rules: PatternRules): Pattern | null {
  const pattern: (string | typeof anyRun | typeof anyOne)[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const close = rules.variables !== null && text.startsWith('${', at) ? text.indexOf('}', at) : -1;
    if (rules.variables !== null && close !== -1) {
      const value = valueOf(text.slice(at + 2, close), rules.variables);
      if (value === null) {
        return null;
      }
      pattern.push(...value.split(''));
      at = close;
    } else {
      pattern.push(readCharacter(text.charAt(at), rules.wildcards));
    }
  }
  return pattern;
}

/**
 * Whether the whole text matches. Only the last `*` is ever taken back, so the time is at most the product of both
 * lengths, whatever the policy holds, and proportional to the text for patterns as people write them.
 */
export function matches(pattern: Pattern, text: string): boolean {
  let place = 0;
  let afterRun = -1;
  let runEnd = 0;
  let at = 0;
  while (at < text.length) {
    const expected = pattern[place];
    if (expected === anyRun) {
      place += 1;
      afterRun = place;
      runEnd = at;
    } else if (expected === anyOne || expected === text[at]) {
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
  return pattern.slice(place).every((rest) => rest === anyRun);
}

/** The text that a pattern was read from, its variables replaced: for operators that know no wildcards. */
export function textOf(pattern: Pattern): string {
  return pattern.map((part) => (part === anyRun ? '*' : part === anyOne ? '?' : part)).join('');
}

function readCharacter(character: string, wildcards: boolean): string | typeof anyRun | typeof anyOne {
  if (!wildcards) {
    return character;
  }
  return character === '*' ? anyRun : character === '?' ? anyOne : character;
}

function valueOf(variable: string, lookup: Lookup): string | null {
  if (variable === '*' || variable === '?' || variable === '$') {
    return variable;
  }
  const comma = variable.indexOf(',');
  if (comma === -1) {
    return lookup(variable.trim());
  }
  return lookup(variable.slice(0, comma).trim()) ?? unquote(variable.slice(comma + 1).trim());
}

function unquote(text: string): string {
  return text.length >= 2 && text.startsWith("'") && text.endsWith("'") ? text.slice(1, -1) : text;
}
