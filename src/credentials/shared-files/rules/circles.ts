import { profileSource } from '../profile-source.ts';
import type { SharedView } from '../shared-files.ts';

/**
 * The profiles that name each other in `source_profile` in a circle, so that none of them leads to keys: the first of
 * each circle, with the number of profiles in it. Every profile is walked over once.
 */
export function circlesOf(view: SharedView): ReadonlyMap<string, number> {
  const circles = new Map<string, number>();
  const walked = new Set<string>();
  const named = [...view.profiles.values()].filter(({ values }) => values.has('source_profile'));
  for (const { name: start } of named) {
    const path = new Map<string, number>();
    let next: string | null = start;
    while (next !== null && !walked.has(next)) {
      walked.add(next);
      path.set(next, path.size);
      next = sourceOf(view, next);
    }
    const from = next === null ? undefined : path.get(next);
    if (next !== null && from !== undefined) {
      circles.set(next, path.size - from);
    }
  }
  return circles;
}

function sourceOf(view: SharedView, name: string): string | null {
  const source = profileSource(view, name, true);
  return source.kind === 'role' ? (source.sourceProfile?.value ?? null) : null;
}
