import type { Spot } from '../../workflow/sources.ts';
import type { Arguments } from '../shell/arguments.ts';
import type { Word } from '../shell/word.ts';
import type { StepAt } from '../steps/step-at.ts';

/** A step that uses an action. */
export interface ActionUse {
  readonly kind: 'action';
  /** `owner/name` or `owner/name/path`, in lower case. */
  readonly name: string;
  readonly step: StepAt;
  readonly isCertain: boolean;
  readonly spot: Spot;
}

/** A command that a step runs. */
export interface CommandUse {
  readonly kind: 'command';
  readonly program: string;
  readonly words: readonly Word[];
  readonly step: StepAt;
  readonly isCertain: boolean;
  /** Where the step runs it. */
  readonly spot: Spot;
  /** The script of package.json that it stands in. */
  readonly script: string | null;
  /** Below the workspace; `null` when that is not known. */
  readonly folder: string | null;
  /** The commands of the same job, in their order. */
  readonly job: readonly CommandUse[];
}

export type Use = ActionUse | CommandUse;

/** A command whose first words are those of a sign: the words behind them, told apart. */
export interface Matched extends Arguments {
  readonly use: CommandUse;
  /** The sign's own words. */
  readonly command: string;
}
