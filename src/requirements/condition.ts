import { matchesWildcard } from '../authorization/wildcard.ts';
import type { ParameterValues } from './parameters.ts';
import type { TargetParameter } from './target.ts';

/** Holds when each of its properties does; see schema/target.schema.json. */
export interface Condition {
  /** The user gave a value for each. */
  readonly given?: readonly string[];
  /** The user gave a value for none. */
  readonly missing?: readonly string[];
  /** Each has a value, given or default, among the listed. `*` and `?` stand for any characters; case does not count. */
  readonly matches?: Readonly<Record<string, readonly string[]>>;
  /** None has a value among the listed. */
  readonly differs?: Readonly<Record<string, readonly string[]>>;
  /** At least one holds. */
  readonly anyOf?: readonly Condition[];
}

/** No condition always holds. A default counts as it is written, placeholders unfilled. */
export function holds(
  condition: Condition | undefined,
  values: ParameterValues,
  declared: ReadonlyMap<string, TargetParameter>,
): boolean {
  if (condition === undefined) {
    return true;
  }
  const isAmong = (name: string, patterns: readonly string[]) => {
    const value = (values.get(name) ?? declared.get(name)?.default)?.toLowerCase();
    return value !== undefined && patterns.some((pattern) => matchesWildcard(pattern.toLowerCase(), value));
  };
  const { given = [], missing = [], matches = {}, differs = {}, anyOf } = condition;
  return (
    given.every((name) => values.has(name)) &&
    missing.every((name) => !values.has(name)) &&
    Object.entries(matches).every(([name, patterns]) => isAmong(name, patterns)) &&
    Object.entries(differs).every(([name, patterns]) => !isAmong(name, patterns)) &&
    (anyOf === undefined || anyOf.some((one) => holds(one, values, declared)))
  );
}

/** Every parameter that a condition speaks of, with the way to it. */
export function parametersOf(
  condition: Condition | undefined,
): readonly { readonly name: string; readonly path: readonly (string | number)[] }[] {
  if (condition === undefined) {
    return [];
  }
  const listed = (['given', 'missing'] as const).flatMap((key) =>
    (condition[key] ?? []).map((name, index) => ({ name, path: [key, index] })),
  );
  const compared = (['matches', 'differs'] as const).flatMap((key) =>
    Object.keys(condition[key] ?? {}).map((name) => ({ name, path: [key, name] })),
  );
  const nested = (condition.anyOf ?? []).flatMap((one, index) =>
    parametersOf(one).map(({ name, path }) => ({ name, path: ['anyOf', index, ...path] })),
  );
  return [...listed, ...compared, ...nested];
}
