import { isInBlock } from './ip.ts';
import { matches, textOf, type Pattern } from './pattern.ts';

/** How one value of the request is compared with one value of the policy. */
export interface Operator {
  /** A negated operator is met when no value of the policy compares equal, and when the key is absent. */
  readonly negated: boolean;
  /** Whether `*` and `?` in the policy's value are wildcards. */
  readonly wildcards: boolean;
  readonly compare: (value: string, pattern: Pattern) => boolean;
}

type Comparison = Operator['compare'];

/**
 * Every condition operator of the policy language that compares values (IAM user guide, "IAM JSON policy elements:
 * Condition operators"). `Null` is the one that does not, and lives with the conditions.
 */
export const operators: Readonly<Record<string, Operator>> = {
  StringEquals: is(matchText),
  StringNotEquals: isNot(matchText),
  StringEqualsIgnoreCase: is(matchFolded),
  StringNotEqualsIgnoreCase: isNot(matchFolded),
  StringLike: like(matchText),
  StringNotLike: notLike(matchText),
  NumericEquals: is(compareNumbers((value, limit) => value === limit)),
  NumericNotEquals: isNot(compareNumbers((value, limit) => value === limit)),
  NumericLessThan: is(compareNumbers((value, limit) => value < limit)),
  NumericLessThanEquals: is(compareNumbers((value, limit) => value <= limit)),
  NumericGreaterThan: is(compareNumbers((value, limit) => value > limit)),
  NumericGreaterThanEquals: is(compareNumbers((value, limit) => value >= limit)),
  DateEquals: is(compareDates((value, limit) => value === limit)),
  DateNotEquals: isNot(compareDates((value, limit) => value === limit)),
  DateLessThan: is(compareDates((value, limit) => value < limit)),
  DateLessThanEquals: is(compareDates((value, limit) => value <= limit)),
  DateGreaterThan: is(compareDates((value, limit) => value > limit)),
  DateGreaterThanEquals: is(compareDates((value, limit) => value >= limit)),
  Bool: is(matchFolded),
  BinaryEquals: is(matchText),
  IpAddress: is((value, pattern) => isInBlock(value, textOf(pattern))),
  NotIpAddress: isNot((value, pattern) => isInBlock(value, textOf(pattern))),
  ArnEquals: like(matchArn),
  ArnNotEquals: notLike(matchArn),
  ArnLike: like(matchArn),
  ArnNotLike: notLike(matchArn),
};

function is(compare: Comparison): Operator {
  return { negated: false, wildcards: false, compare };
}

function isNot(compare: Comparison): Operator {
  return { negated: true, wildcards: false, compare };
}

function like(compare: Comparison): Operator {
  return { negated: false, wildcards: true, compare };
}

function notLike(compare: Comparison): Operator {
  return { negated: true, wildcards: true, compare };
}

function matchText(value: string, pattern: Pattern): boolean {
  return matches(pattern, value);
}

function matchFolded(value: string, pattern: Pattern): boolean {
  return value.toLowerCase() === textOf(pattern).toLowerCase();
}

/** Each of the six parts of an ARN is compared by itself, so that a wildcard never reaches over a colon before the last. */
function matchArn(value: string, pattern: Pattern): boolean {
  const ours = parts(value.split(''));
  const theirs = parts(pattern);
  return (
    ours.length === 6 &&
    theirs.length === 6 &&
    theirs.every((part, index) => matches(part, (ours[index] ?? []).join('')))
  );
}

function parts<T>(characters: readonly T[]): readonly (readonly T[])[] {
  const found: T[][] = [[]];
  for (const character of characters) {
    if (character === ':' && found.length < 6) {
      found.push([]);
    } else {
      found.at(-1)?.push(character);
    }
  }
  return found;
}

function compareNumbers(compare: (value: number, limit: number) => boolean): Comparison {
  return (value, pattern) => compare(readNumber(value), readNumber(textOf(pattern)));
}

function compareDates(compare: (value: number, limit: number) => boolean): Comparison {
  return (value, pattern) => compare(readDate(value), readDate(textOf(pattern)));
}

/** `NaN` for anything else than a decimal number; no comparison with it is true. */
function readNumber(text: string): number {
  return /^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text) ? Number(text) : Number.NaN;
}

/** Milliseconds of an ISO 8601 date or of epoch seconds, the two forms that IAM takes; `NaN` for anything else. */
function readDate(text: string): number {
  return /^\d{5,}$/.test(text) ? Number(text) * 1000 : Date.parse(text);
}
