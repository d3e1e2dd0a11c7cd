import { isRecord } from '../authorization/policy-files/text/cursor.ts';

/** A member of a parsed JSON object; `undefined` when there is none, or no object. */
export function memberOf(whole: unknown, key: string): unknown {
  return isRecord(whole) && Object.hasOwn(whole, key) ? whole[key] : undefined;
}

/** The same along a way of keys. */
export function memberAt(whole: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce<unknown>((at, key) => memberOf(at, key), whole);
}

/** A member that is a text; `null` for anything else. */
export function textOf(whole: unknown, key: string): string | null {
  const value = memberOf(whole, key);
  return typeof value === 'string' ? value : null;
}

/** The elements of a member that is a list; none of anything else. */
export function listOf(whole: unknown, key: string): readonly unknown[] {
  return asList(memberOf(whole, key));
}

export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}
