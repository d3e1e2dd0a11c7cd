import type { Context } from './context.ts';
import { operators } from './operators.ts';
import { readPattern, type Lookup } from './pattern.ts';

/** One line of a `Condition` block: an operator, a key, and the values of which one has to match. */
export interface Condition {
  /** The operator without its set prefix and `IfExists`; one of `operators`, or `Null`. */
  readonly operator: string;
  readonly set: 'ForAllValues' | 'ForAnyValue' | null;
  readonly ifExists: boolean;
  readonly key: string;
  readonly values: readonly string[];
}

/**
 * Whether a request meets a condition (IAM user guide, "Condition operators" and "Single-valued vs. multivalued context
 * keys"). A key that is absent, or present without a value, meets `IfExists`, `ForAllValues` and negated operators, and
 * fails the others. `variables` is `null` where the policy's version knows none.
 */
export function meets(condition: Condition, context: Context, variables: Lookup | null): boolean {
  const values = context.get(condition.key.toLowerCase()) ?? [];
  const absent = values.length === 0;
  if (condition.operator === 'Null') {
    return condition.values.some((expected) => expected.toLowerCase() === String(absent));
  }
  const operator = operators[condition.operator];
  if (operator === undefined) {
    return false;
  }
  if (absent) {
    return condition.ifExists || condition.set === 'ForAllValues' || (condition.set === null && operator.negated);
  }
  const patterns = condition.values
    .map((value) => readPattern(value, { wildcards: operator.wildcards, variables }))
    .filter((pattern) => pattern !== null);
  const compares = (value: string): boolean => patterns.some((pattern) => operator.compare(value, pattern));
  switch (condition.set) {
    case 'ForAllValues':
      return values.every((value) => compares(value) !== operator.negated);
    case 'ForAnyValue':
      return values.some((value) => compares(value) !== operator.negated);
    case null:
      return values.some(compares) !== operator.negated;
  }
}
