import type { Reference } from './expression.ts';
import { fileOf, levelsOf, stepsOf, type Scope, type ScopedLevel } from './scope.ts';
import { sourceFrom, type Source, type Spot } from './sources.ts';
import type { Walk } from './walk.ts';

/**
 * `env` holds what stands above: for `with:` also the step's own `env:`, for the step's `env:` not, and in the `env:` of
 * a job or workflow there is no such context (GitHub docs, "Contexts", context availability).
 */
export function followEnv(walk: Walk, name: string, source: Source, scope: Scope, certain: boolean): void {
  const { at, level } = source;
  if (level === 'job' || level === 'workflow' || scope.frame > 0) {
    const told = level === 'job' || level === 'workflow' ? level : 'job';
    walk.origins.push({ kind: 'same-block', name, level: told, at, certain });
    return;
  }
  const all = levelsOf(walk.place, 'ENV');
  const first = all.findIndex((each) => each.scope.action === scope.action && each.level === 'step');
  const outer = all.slice(level === 'with' ? first : first + 1);
  const winner = lookUpEnv(outer, name);
  if (winner !== null) {
    walk.follow(winner.source, winner.scope, certain);
  } else if (outer.some(({ block }) => block === null || block.dynamic)) {
    walk.origins.push({ kind: 'untold', at, certain: false });
  } else {
    const beside = all[first]?.block?.entries.has(name) === true;
    walk.origins.push(
      beside ? { kind: 'same-block', name, level: 'step', at, certain } : { kind: 'unset-env', name, at, certain },
    );
  }
}

function lookUpEnv(levels: readonly ScopedLevel[], name: string): { source: Source; scope: Scope } | null {
  for (const { level, file, block, scope } of levels) {
    const entry = block?.entries.get(name);
    if (entry !== undefined) {
      return { source: sourceFrom(file, level, entry), scope };
    }
  }
  return null;
}

/** `steps.ID.outputs.NAME` and `needs.ID.outputs.NAME`. */
export function followOutput(walk: Walk, reference: Reference, scope: Scope, at: Spot, certain: boolean): void {
  const [id, word, output] = reference.path ?? [];
  const frame = walk.place.frames[scope.frame];
  const asked = word?.toLowerCase() === 'outputs' && reference.path?.length === 3;
  if (id === undefined || output === undefined || !asked || frame === undefined) {
    walk.origins.push({ kind: 'untold', at, certain: false });
  } else if (reference.context === 'needs') {
    walk.origins.push({ kind: 'job-output', id, output, frame, at, certain });
  } else {
    const steps = stepsOf(walk.place, scope);
    const here = steps === null ? -1 : steps.list.findIndex((step) => step === steps.current);
    const index = steps?.list.findIndex((step) => step.id === id) ?? -1;
    const step = steps?.list[index];
    const spot = { file: fileOf(walk.place, scope), line: step?.line ?? at.line };
    const from = step === undefined ? null : { step, before: here < 0 || index < here, at: spot };
    walk.origins.push(
      steps === null ? { kind: 'untold', at, certain: false } : { kind: 'step-output', id, output, from, at, certain },
    );
  }
}
