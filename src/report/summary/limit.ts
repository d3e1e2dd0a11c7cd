import { count } from '../wording.ts';

/** How much of a report a summary shows. */
export interface Extent {
  readonly allowed: boolean;
  readonly notices: boolean;
  /** Most rows or items in any one table or list. */
  readonly rows: number;
  /** Most characters of any one foreign text. */
  readonly chars: number;
  /** Largest policy, in bytes of JSON. */
  readonly policyBytes: number;
}

/**
 * GitHub takes 1 MiB of summary per step and drops all of it beyond that, with an error annotation. The rest is left
 * to what else this step may write.
 */
export const summaryBytes = 1000 * 1024;

/** Even so nobody reads five thousand rows, and rendering more than can fit takes time. */
const everything: Extent = { allowed: true, notices: true, rows: 5000, chars: 1000, policyBytes: 200_000 };

/** In the order in which things are given up: each leaves out what the one before does, and more. */
const extents: readonly Extent[] = [
  everything,
  { ...everything, allowed: false },
  { ...everything, allowed: false, notices: false },
  ...[2000, 1000, 500, 200].map((rows) => ({ ...everything, allowed: false, notices: false, rows })),
  { allowed: false, notices: false, rows: 100, chars: 500, policyBytes: 50_000 },
  { allowed: false, notices: false, rows: 25, chars: 300, policyBytes: 10_000 },
  { allowed: false, notices: false, rows: 5, chars: 200, policyBytes: 2000 },
];

/**
 * The fullest rendering that fits. The last resort has to fit by itself: a summary that is too large is lost entirely.
 */
export function fit(maxBytes: number, render: (extent: Extent) => string, lastResort: () => string): string {
  for (const extent of extents) {
    const rendered = render(extent);
    if (Buffer.byteLength(rendered) <= maxBytes) return rendered;
  }
  return lastResort();
}

/** The first items, and how many more there are. */
export function shorten<T>(items: readonly T[], max: number): { readonly shown: readonly T[]; readonly left: number } {
  return { shown: items.slice(0, max), left: Math.max(0, items.length - max) };
}

/** What stands at the end of a list that was shortened. */
export function leftOut(left: number, noun: string, plural = `${noun}s`): string[] {
  return left === 0 ? [] : [`<p>… and ${count(left, `more ${noun}`, `more ${plural}`)}, left out here.</p>`];
}
