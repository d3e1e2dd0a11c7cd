import type { PropertyValue, ResourceInstance } from './resource-instance.ts';

/** One value for each path; `null` for a property that is not there. */
export type Row = ReadonlyMap<string, PropertyValue | null>;

/** A list of a thousand policies would be a thousand rows; beyond this the rest is left out. */
const mostRows = 100;

/**
 * Every combination of the values at some paths. Paths into the same list go together, element by element; a list that
 * is not there gives no row at all.
 */
export function rowsOf(paths: readonly string[], values: ResourceInstance['values']): readonly Row[] {
  const groups = new Map<string, string[]>();
  for (const path of new Set(paths)) {
    const end = path.lastIndexOf('[]');
    const key = end < 0 ? `.${path}` : path.slice(0, end);
    groups.set(key, [...(groups.get(key) ?? []), path]);
  }
  let rows: readonly Row[] = [new Map()];
  for (const [, together] of groups) {
    const columns = together.map((path) => ({ path, found: values(path).slice(0, mostRows) }));
    const longest = Math.max(...columns.map(({ found }) => found.length));
    const isList = together.some((path) => path.includes('[]'));
    const count = isList ? longest : Math.max(longest, 1);
    const parts = Array.from({ length: count }, (_, index) =>
      columns.map(({ path, found }) => [path, valueAt(found, index, longest)] as const),
    );
    rows = rows.flatMap((row) => parts.map((part) => new Map([...row, ...part]))).slice(0, mostRows);
  }
  return rows;
}

/** Of lists with different lengths nobody knows which values belong together. */
function valueAt(found: readonly PropertyValue[], index: number, longest: number): PropertyValue | null {
  if (found.length === longest || found.length === 0) {
    return found[index] ?? null;
  }
  return { text: null, guessed: true };
}
