import type { Place } from './place.ts';
import { isInput, type Level } from './sources.ts';
import type { Step } from './workflow.ts';

/** Where an expression stands: in a step of a composite action, or in a job or above it, at one level of calls. */
export interface Scope {
  /** Position among the actions; `null` in the job. */
  readonly action: number | null;
  /** Position among the frames. */
  readonly frame: number;
}

export interface ScopedLevel extends Level {
  readonly scope: Scope;
}

/** From the innermost step outwards: a composite action's steps inherit the `env:` of the step that uses it. */
export function levelsOf({ frames, step, actions }: Place, name: string): readonly ScopedLevel[] {
  const [{ workflow, job }] = frames;
  const { file } = workflow;
  const inner = actions.map((each, index): ScopedLevel => {
    const block = isInput(name) ? each.step?.with : each.step?.env;
    return {
      level: isInput(name) ? 'with' : 'step',
      file: each.action?.file ?? file,
      block: block ?? null,
      scope: { action: index, frame: 0 },
    };
  });
  const scope: Scope = { action: null, frame: 0 };
  const own = { file, scope };
  if (isInput(name)) {
    const innermost = inner.at(-1);
    return [innermost ?? { level: 'with', block: step?.with ?? null, ...own }];
  }
  return [
    ...inner.reverse(),
    { level: 'step', block: step?.env ?? null, ...own },
    { level: 'job', block: job.env, ...own },
    { level: 'workflow', block: workflow.env, ...own },
  ];
}

/** The steps that `steps` looks into, and the one that looks; `null` when the action is not in the workspace. */
export function stepsOf(
  place: Place,
  scope: Scope,
): { readonly list: readonly Step[]; readonly current: Step | null } | null {
  if (scope.action === null) {
    return { list: place.frames[scope.frame]?.job.steps ?? [], current: place.step };
  }
  const frame = place.actions[scope.action];
  return frame?.action ? { list: frame.action.steps, current: frame.step } : null;
}

/** The file that a scope is in; empty for one that does not exist. */
export function fileOf(place: Place, scope: Scope): string {
  const action = scope.action === null ? null : place.actions[scope.action]?.action;
  return action?.file ?? place.frames[scope.frame]?.workflow.file ?? '';
}
