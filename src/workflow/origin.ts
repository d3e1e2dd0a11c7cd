import type { Frame } from './place.ts';
import type { Spot } from './sources.ts';
import type { Step } from './workflow.ts';

/** What a value hangs on in the end. */
export type Origin = OriginKind & {
  /** The expression that asks for it; of a chain of calls, the last one. */
  readonly at: Spot;
  /** Whether it is empty for certain when the variable or input is. */
  readonly certain: boolean;
};

type OriginKind =
  /** A secret of the repository, the organization or an environment, asked for in the workflow that the event started. */
  | { readonly kind: 'secret'; readonly name: string; readonly passedBy: 'none' | 'inherit' | 'mapping' }
  /** A secret that a called workflow asks for and the calling job does not pass on. */
  | { readonly kind: 'unpassed-secret'; readonly name: string; readonly callee: Frame; readonly caller: Frame }
  /** `secrets` within a composite action, where that context does not exist. */
  | { readonly kind: 'secret-in-action'; readonly name: string }
  /** A configuration variable, `vars.NAME`. */
  | { readonly kind: 'variable'; readonly name: string }
  /** An input of a called workflow or a composite action that is not given and has no default. */
  | { readonly kind: 'unpassed-input'; readonly name: string; readonly of: string; readonly user: Spot }
  /** An input of the run itself. */
  | { readonly kind: 'event-input'; readonly name: string }
  /** `env.NAME` where the variable is set beside it, which is too late. */
  | { readonly kind: 'same-block'; readonly name: string; readonly level: 'step' | 'job' | 'workflow' }
  /** `env.NAME` that nothing in the files sets. */
  | { readonly kind: 'unset-env'; readonly name: string }
  | {
      readonly kind: 'step-output';
      readonly id: string;
      readonly output: string;
      /** The steps before this one, and whether the step of that id comes too late; `null` when there is none. */
      readonly from: { readonly step: Step; readonly before: boolean; readonly at: Spot } | null;
    }
  | {
      readonly kind: 'job-output';
      readonly id: string;
      readonly output: string;
      readonly frame: Frame;
    }
  /** A value that is written as nothing. */
  | { readonly kind: 'blank' }
  /** Anything that the files do not tell. */
  | { readonly kind: 'untold' };
