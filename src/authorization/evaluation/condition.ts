import type { KeyReader } from './context.ts';
import type { Position } from './located-policy.ts';
import { operators, type Operator, type Test } from './operators.ts';
import { compileText, keysOfText, resolveText, type PolicyText } from './policy-text.ts';
import { not, some, type Truth } from './truth.ts';

/** One line of a `Condition` block: an operator, a key, and the values of which one has to match. */
export interface Condition {
  /** As it is written: `ForAnyValue:StringLikeIfExists`. */
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
  /** Where the key's values begin. */
  readonly position: Position | null;
  readonly foldedKey: string;
  readonly set: 'ForAllValues' | 'ForAnyValue' | null;
  readonly ifExists: boolean;
  /** `null` for `Null`. */
  readonly negated: boolean | null;
  readonly expected: readonly Expected[];
}

/** One value of the policy: a test, or a text that becomes one when its variables are known. */
type Expected = Test | { readonly text: PolicyText; readonly prepare: (text: PolicyText, read: KeyReader) => OpenTest };

interface OpenTest {
  readonly test: Test;
  readonly open: boolean;
}

/** What a condition is made of; `null` where the operator is none of the language. */
export function compileCondition(
  written: { readonly operator: string; readonly key: string; readonly values: readonly string[] },
  variables: boolean,
  position: Position | null,
): Condition | null {
  const [, set, name = '', suffix] =
    /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/.exec(written.operator) ?? [];
  const operator = operators.get(name);
  if (operator === undefined && name !== 'Null') {
    return null;
  }
  return {
    ...written,
    position,
    foldedKey: written.key.toLowerCase(),
    set: set === 'ForAllValues' || set === 'ForAnyValue' ? set : null,
    ifExists: suffix !== undefined,
    negated: operator === undefined ? null : operator.negated,
    expected: operator === undefined ? [] : written.values.map((value) => compileValue(value, operator, variables)),
  };
}

/**
 * Whether a request meets a condition (IAM User Guide, "Condition operators", "Null condition operator" and "Single-valued
 * vs. multivalued context keys"). A key that is absent, or present without a value, meets `IfExists`, `ForAllValues` and
 * negated operators, and fails the others. An unknown key may be absent too, so it leaves every condition open.
 */
export function evaluateCondition(condition: Condition, read: KeyReader): Truth {
  const { set, ifExists, negated, expected } = condition;
  const values = read(condition.foldedKey);
  if (values === 'unknown') {
    return 'unknown';
  }
  if (negated === null) {
    const absent = String(values.length === 0);
    return condition.values.some((value) => value.toLowerCase() === absent);
  }
  if (values.length === 0) {
    return ifExists || set === 'ForAllValues' || (set === null && negated);
  }
  const compares = (value: string): Truth => {
    const truth = compare(expected, value, read);
    return negated ? not(truth) : truth;
  };
  if (values.length === 1) {
    return compares(values[0] ?? '');
  }
  // A negated operator without a set prefix wants every value outside, as `ForAllValues` does.
  const all = set === 'ForAllValues' || (set === null && negated);
  return all ? not(some(values.map((value) => not(compares(value))))) : some(values.map(compares));
}

/** The keys that a condition asks for, as they are written: its own, and those of its values' variables. */
export function keysOfCondition({ key, expected }: Condition): readonly string[] {
  return [key, ...expected.flatMap((one) => (typeof one === 'function' ? [] : keysOfText(one.text)))];
}

function compare(expected: readonly Expected[], value: string, read: KeyReader): Truth {
  let truth: Truth = false;
  for (const one of expected) {
    if (typeof one === 'function') {
      if (one(value)) {
        return true;
      }
      continue;
    }
    const { test, open } = one.prepare(one.text, read);
    if (test(value)) {
      if (!open) {
        return true;
      }
      truth = 'unknown';
    }
  }
  return truth;
}

function compileValue(value: string, operator: Operator, variables: boolean): Expected {
  if (operator.kind === 'value') {
    return operator.prepare(value);
  }
  const { wildcards, folded } = operator;
  const text = compileText(value, { wildcards, folded, variables, resource: false });
  if (text.constant !== null) {
    return operator.prepare(text.constant);
  }
  return {
    text,
    prepare: (unresolved, read) => {
      const resolved = resolveText(unresolved, read);
      return resolved === null
        ? { test: () => false, open: false }
        : { test: operator.prepare(resolved), open: resolved.open };
    },
  };
}
