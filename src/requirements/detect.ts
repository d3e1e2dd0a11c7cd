import type { Target } from './target.ts';

/** Ids of the targets that the workspace shows signs of, in the order given. */
export function detectTargets(targets: readonly Target[], exists: (path: string) => boolean): readonly string[] {
  return targets
    .filter((target) => target.detect.some((sign) => typeof sign === 'string' && exists(sign)))
    .map((target) => target.id);
}
