import type { Seen } from '../../scripts/env-file-matrix.ts';
import type { Reading } from '../../src/env-files/reading.ts';

/** What a reading says of a variable, in the words of the matrix. */
export function seenIn(reading: Reading, name: string): Seen {
  const value = reading.variables.get(name)?.value;
  if (value === null || reading.broken?.sentence.includes('only be told by running it') === true) {
    return { open: true };
  }
  if (reading.broken !== null || reading.complaints.length > 0) {
    return { error: true, ...(value === undefined ? {} : { value }) };
  }
  return value ?? null;
}

/** All that a reading says, by name; `null` where only running the loader would tell. */
export function settled(reading: Reading): Readonly<Record<string, string>> | null {
  const entries: [string, string][] = [];
  for (const [name, { value }] of reading.variables) {
    if (value === null) {
      return null;
    }
    entries.push([name, value]);
  }
  return reading.broken?.sentence.includes('only be told by running it') === true ? null : sorted(entries);
}

export function sorted(entries: Iterable<readonly [string, string]>): Readonly<Record<string, string>> {
  return Object.fromEntries([...entries].sort(([one], [other]) => (one < other ? -1 : 1)));
}
