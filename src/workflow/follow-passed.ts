import { fileOf, type Scope } from './scope.ts';
import { sourceFrom, type Source, type Spot } from './sources.ts';
import type { Walk } from './walk.ts';
import { findEntry, noBlock, type Block, type Declared } from './workflow.ts';

/** Secrets are passed to the directly called workflow only, so every level has to pass them (GitHub docs, "Reuse workflows"). */
export function followSecret(
  walk: Walk,
  name: string,
  scope: Scope,
  at: Spot,
  certain: boolean,
  passedBy: 'none' | 'inherit' | 'mapping',
): void {
  if (scope.action !== null) {
    walk.origins.push({ kind: 'secret-in-action', name, at, certain });
    return;
  }
  const callee = walk.place.frames[scope.frame];
  const caller = walk.place.frames[scope.frame + 1];
  if (callee === undefined || caller === undefined) {
    walk.origins.push({ kind: 'secret', name, passedBy, at, certain });
    return;
  }
  const above: Scope = { action: null, frame: scope.frame + 1 };
  const passed = caller.job.secrets;
  if (passed.kind === 'inherit') {
    followSecret(walk, name, above, at, certain, 'inherit');
    return;
  }
  const entry = passed.kind === 'mapping' ? findEntry(passed.block, name) : null;
  if (entry !== null) {
    followPassed(walk, sourceFrom(caller.workflow.file, 'job', entry), above, certain);
  } else if (passed.kind === 'mapping' && passed.block.dynamic) {
    walk.origins.push({ kind: 'untold', at, certain: false });
  } else {
    walk.origins.push({ kind: 'unpassed-secret', name, callee, caller, at, certain });
  }
}

/** What a calling job hands over under `secrets:`. */
function followPassed(walk: Walk, source: Source, scope: Scope, certain: boolean): void {
  const before = walk.origins.length;
  walk.follow(source, scope, certain);
  walk.origins.splice(
    before,
    walk.origins.length - before,
    ...walk.origins
      .slice(before)
      .map((origin) => (origin.kind === 'secret' ? { ...origin, passedBy: 'mapping' as const } : origin)),
  );
}

/** Inputs come from the `with:` of the step or job that uses the file, or else from their defaults. */
export function followInput(walk: Walk, name: string, scope: Scope, at: Spot, certain: boolean): void {
  const { frames, actions } = walk.place;
  if (scope.action !== null) {
    const action = actions[scope.action];
    const user = action?.user ?? null;
    const outer: Scope = { action: scope.action === 0 ? null : scope.action - 1, frame: scope.frame };
    const file = fileOf(walk.place, outer);
    const declared = action?.action?.inputs.get(name.toLowerCase());
    const found = { block: user?.with ?? noBlock, file, line: user?.line ?? at.line, level: 'with' as const };
    followGiven(walk, name, { ...found, of: at.file, declared, scope: outer, inner: scope }, at, certain);
    return;
  }
  const callee = frames[scope.frame];
  const caller = frames[scope.frame + 1];
  if (callee === undefined || caller === undefined) {
    walk.origins.push({ kind: 'event-input', name, at, certain });
    return;
  }
  const declared = callee.workflow.call?.inputs.get(name.toLowerCase());
  const found = { block: caller.job.with, file: caller.workflow.file, line: caller.job.line, level: 'job' as const };
  const outer: Scope = { action: null, frame: scope.frame + 1 };
  followGiven(walk, name, { ...found, of: callee.workflow.file, declared, scope: outer, inner: scope }, at, certain);
}

interface Giver {
  readonly block: Block;
  readonly file: string;
  readonly line: number;
  readonly level: Source['level'];
  /** The file that asks for the input. */
  readonly of: string;
  readonly declared: Declared | undefined;
  readonly scope: Scope;
  readonly inner: Scope;
}

function followGiven(walk: Walk, name: string, giver: Giver, at: Spot, certain: boolean): void {
  const entry = findEntry(giver.block, name);
  const fallback = giver.declared?.default ?? null;
  if (entry !== null) {
    walk.follow(sourceFrom(giver.file, giver.level, entry), giver.scope, certain);
  } else if (giver.block.dynamic) {
    walk.origins.push({ kind: 'untold', at, certain: false });
  } else if (fallback !== null && fallback.value !== '') {
    walk.follow(sourceFrom(giver.of, giver.level, fallback), giver.inner, certain);
  } else {
    const user = { file: giver.file, line: giver.line };
    walk.origins.push({ kind: 'unpassed-input', name, of: giver.of, user, at, certain });
  }
}
