import { faultsAt, linesOf, quote } from './fault.ts';
import type { Requirement } from './requirement.ts';

/** One line of the `ignore` input. */
export interface IgnoreEntry {
  /** `service:Action` in any case, or the beginning of one and a `*`. */
  readonly action: string;
  readonly reason: string;
  readonly line: number;
}

/**
 * Reads `service:Action reason`, one a line; the action may end in `*`, blank lines and lines that start with `#` do
 * not count. Throws one InputError that names every line without an action or a reason.
 */
export function parseIgnore(text: string): readonly IgnoreEntry[] {
  const faults: { readonly line: number; readonly sentence: string }[] = [];
  const entries: IgnoreEntry[] = [];
  for (const { line, text: content } of linesOf(text)) {
    const [action = ''] = content.split(/\s/, 1);
    const reason = content.slice(action.length).trim();
    if (!/^[A-Za-z0-9-]+:(?:[A-Za-z0-9]+\*?|\*)$/.test(action)) {
      faults.push({
        line,
        sentence: `${quote(action)} is no action; write service:Action and the reason, such as "s3:CreateBucket the bucket exists".`,
      });
    } else if (reason === '') {
      faults.push({ line, sentence: `${action} has no reason; write after it why its denial does not matter.` });
    } else {
      entries.push({ action, reason, line });
    }
  }
  if (faults.length > 0) {
    throw faultsAt('ignore', null, faults);
  }
  return entries;
}

/**
 * Puts the reason of the first entry that names it on each requirement. `unused` are the entries that name none: their
 * action is misspelt, or no longer checked.
 */
export function applyIgnore(
  requirements: readonly Requirement[],
  entries: readonly IgnoreEntry[],
): { readonly requirements: readonly Requirement[]; readonly unused: readonly IgnoreEntry[] } {
  return {
    requirements: requirements.map((requirement) => {
      const entry = entries.find((candidate) => names(candidate, requirement.action));
      return entry === undefined ? requirement : { ...requirement, ignored: entry.reason };
    }),
    unused: entries.filter((entry) => !requirements.some((requirement) => names(entry, requirement.action))),
  };
}

function names(entry: IgnoreEntry, action: string): boolean {
  const wanted = entry.action.toLowerCase();
  const given = action.toLowerCase();
  return wanted.endsWith('*') ? given.startsWith(wanted.slice(0, -1)) : given === wanted;
}
