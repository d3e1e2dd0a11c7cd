import { arnParts, matchesParts } from './arn-pattern.ts';
import { addressTest } from './ip.ts';
import { matchesText, type Resolved } from './policy-text.ts';

/** Whether one value of the request compares with one value of the policy. */
export type Test = (actual: string) => boolean;

/** An operator over texts, which may hold variables. */
export interface TextOperator {
  readonly kind: 'text';
  /** A negated operator is met when no value of the policy compares equal, and when the key is absent. */
  readonly negated: boolean;
  /** Whether `*` and `?` in the policy's value are wildcards. */
  readonly wildcards: boolean;
  /** Whether case is without meaning. */
  readonly folded: boolean;
  readonly prepare: (expected: Resolved) => Test;
}

/** An operator over values, which never hold variables (IAM User Guide, "IAM policy elements: Variables and tags"). */
export interface ValueOperator {
  readonly kind: 'value';
  readonly negated: boolean;
  readonly prepare: (expected: string) => Test;
}

export type Operator = TextOperator | ValueOperator;

/**
 * Every condition operator of the policy language that compares values (IAM User Guide, "IAM JSON policy elements:
 * Condition operators"). `Null` is the one that does not, and lives with the conditions.
 */
export const operators: ReadonlyMap<string, Operator> = new Map<string, Operator>([
  ...both('String', 'Equals', text(equalText, { wildcards: false, folded: false })),
  ...both('String', 'EqualsIgnoreCase', text(foldedText, { wildcards: false, folded: true })),
  ...both('String', 'Like', text(equalText, { wildcards: true, folded: false })),
  ...both('Arn', 'Equals', text(equalArn, { wildcards: true, folded: false })),
  ...both('Arn', 'Like', text(equalArn, { wildcards: true, folded: false })),
  ...both('Numeric', 'Equals', value(compareNumbers((actual, limit) => actual === limit))),
  ['NumericLessThan', value(compareNumbers((actual, limit) => actual < limit))],
  ['NumericLessThanEquals', value(compareNumbers((actual, limit) => actual <= limit))],
  ['NumericGreaterThan', value(compareNumbers((actual, limit) => actual > limit))],
  ['NumericGreaterThanEquals', value(compareNumbers((actual, limit) => actual >= limit))],
  ...both('Date', 'Equals', value(compareDates((actual, limit) => actual === limit))),
  ['DateLessThan', value(compareDates((actual, limit) => actual < limit))],
  ['DateLessThanEquals', value(compareDates((actual, limit) => actual <= limit))],
  ['DateGreaterThan', value(compareDates((actual, limit) => actual > limit))],
  ['DateGreaterThanEquals', value(compareDates((actual, limit) => actual >= limit))],
  ['Bool', value(equalFolded)],
  ['BinaryEquals', value((expected) => (actual) => actual === expected)],
  ['IpAddress', value(addressTest)],
  ['NotIpAddress', { ...value(addressTest), negated: true }],
]);

/** An operator and its negation, as `StringEquals` and `StringNotEquals`. */
function both(type: string, name: string, operator: Operator): readonly [string, Operator][] {
  return [
    [`${type}${name}`, operator],
    [`${type}Not${name}`, { ...operator, negated: true }],
  ];
}

function text(prepare: TextOperator['prepare'], how: Pick<TextOperator, 'wildcards' | 'folded'>): TextOperator {
  return { kind: 'text', negated: false, prepare, ...how };
}

function value(prepare: ValueOperator['prepare']): ValueOperator {
  return { kind: 'value', negated: false, prepare };
}

function equalText(expected: Resolved): Test {
  return (actual) => matchesText(expected, actual);
}

function foldedText(expected: Resolved): Test {
  return (actual) => matchesText(expected, actual.toLowerCase());
}

/** What stands for an unknown variable may hold colons, so an open ARN is compared as a text. */
function equalArn(expected: Resolved): Test {
  const parts = expected.open ? null : arnParts(expected.pattern.codes);
  return (actual) => (expected.open ? matchesText(expected, actual) : parts !== null && matchesParts(parts, actual));
}

function equalFolded(expected: string): Test {
  const folded = expected.toLowerCase();
  return (actual) => actual.toLowerCase() === folded;
}

function compareNumbers(compare: (actual: number, limit: number) => boolean): ValueOperator['prepare'] {
  return (expected) => {
    const limit = readNumber(expected);
    return (actual) => compare(readNumber(actual), limit);
  };
}

function compareDates(compare: (actual: number, limit: number) => boolean): ValueOperator['prepare'] {
  return (expected) => {
    const limit = readDate(expected);
    return (actual) => compare(readDate(actual), limit);
  };
}

/** `NaN` for anything else than a decimal number; no comparison with it is true. */
function readNumber(text: string): number {
  return /^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text) ? Number(text) : Number.NaN;
}

/** Milliseconds of an ISO 8601 date or of epoch seconds, the two forms that IAM takes; `NaN` for anything else. */
function readDate(text: string): number {
  if (/^\d{5,}$/.test(text)) {
    return Number(text) * 1000;
  }
  return /^\d{4}(-\d\d){0,2}(T\d\d:\d\d.*)?$/.test(text) ? Date.parse(text) : Number.NaN;
}
