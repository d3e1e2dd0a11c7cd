import type { Frame } from '../../workflow/place.ts';
import type { CompositeAction, Step } from '../../workflow/workflow.ts';

/** A composite action that a step stands in. */
export interface ActionUse {
  readonly action: CompositeAction;
  /** The step that uses it. */
  readonly user: Step;
}

/** Where an expression of a step stands. */
export interface Scope {
  /** The job, then the one that calls its workflow, and so on. */
  readonly frames: readonly [Frame, ...Frame[]];
  /** The outermost first. */
  readonly actions: readonly ActionUse[];
  /** `null` for what stands in the job itself. */
  readonly step: Step | null;
  /** Whether it is the job of this run. */
  readonly isOwnJob: boolean;
}

/** A step that may deploy. */
export interface StepAt {
  readonly step: Step;
  /** The file that it is written in. */
  readonly file: string;
  readonly scope: Scope;
  /** Whether it runs for certain when the run gets that far. */
  readonly isCertain: boolean;
}

/** The scope of the step that uses the innermost action; `null` when there is none. */
export function outer(scope: Scope): Scope | null {
  const innermost = scope.actions.at(-1);
  return innermost === undefined ? null : { ...scope, actions: scope.actions.slice(0, -1), step: innermost.user };
}

/** The scope of the job that calls this job's workflow; `null` when none does. */
export function caller(scope: Scope): Scope | null {
  const [, next, ...rest] = scope.frames;
  return next === undefined ? null : { frames: [next, ...rest], actions: [], step: null, isOwnJob: false };
}

/** The file that a scope is written in. */
export function fileOf({ actions, frames }: Scope): string {
  return actions.at(-1)?.action.file ?? frames[0].workflow.file;
}
