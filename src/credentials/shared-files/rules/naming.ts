import type { RegionJudgement } from '../../region-name.ts';
import { judgeRegion } from '../../region-name.ts';
import { secretsInFiles } from '../secrets-in-files.ts';
import type { SharedFiles } from '../shared-files.ts';

/** Looking for the region that was meant takes its time, so that no name is judged twice. */
export function judging(): (name: string, used: boolean) => RegionJudgement | null {
  const known = new Map<string, RegionJudgement | null>();
  return (name, used) => {
    if (!known.has(name) && (used || known.size < 200)) {
      known.set(name, judgeRegion(name));
    }
    return known.get(name) ?? null;
  };
}

/** Names are foreign text: shown when they are short, plain, and have no four characters in common with a secret. */
export function naming(files: SharedFiles): (name: string) => string {
  let pieces: ReadonlySet<string> | null = null;
  return (name) => {
    if (name === 'default') {
      return '"default"';
    }
    pieces ??= new Set(secretsInFiles(files).flatMap(fourths));
    const plain = /^[ !#-_a-~]{1,64}$/.test(name) && !/[A-Za-z0-9/+]{16,}/.test(name);
    const hidden = !plain || fourths(name).some((piece) => pieces?.has(piece));
    return hidden ? `of ${name.length} characters` : `"${name}"`;
  };
}

function fourths(text: string): readonly string[] {
  return Array.from({ length: Math.max(text.length - 3, 0) }, (_, start) => text.slice(start, start + 4));
}
