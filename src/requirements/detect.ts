import type { Target } from './target.ts';

/** Ids of the targets that the workspace shows signs of, in the order given. */
export function detectTargets(targets: readonly Target[], exists: (path: string) => boolean): readonly string[] {
  return targets.filter((target) => target.detect.some(exists)).map((target) => target.id);
}
