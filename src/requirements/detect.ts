import type { Target } from './target.ts';

/** Every file and directory that detection asks for, relative to the workspace, each once. */
export function detectionPaths(targets: readonly Target[]): readonly string[] {
  return [...new Set(targets.flatMap((target) => target.detect))];
}

/** Ids of the targets that the workspace shows signs of, in the order given. */
export function detectTargets(targets: readonly Target[], exists: (path: string) => boolean): readonly string[] {
  return targets.filter((target) => target.detect.some(exists)).map((target) => target.id);
}
