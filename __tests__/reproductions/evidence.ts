import type { Severity } from '../../src/diagnoses/finding.ts';
import type { Result } from '../../src/report/report.ts';
import type { Loopback, Standing } from './loopback.ts';

/** How a diagnosis is shown to be what its name says. */
export type Evidence =
  /** By runs of the built files against servers on loopback. */
  | { readonly by: 'run'; readonly cases: Cases }
  /** By the log of another tool, because no call of ours meets it; `why` says so in a sentence. */
  | { readonly by: 'log'; readonly why: string; readonly cases: Cases }
  /** Not at all; `why` says in a sentence what stands in the way. */
  | { readonly by: 'none'; readonly why: string };

export type Cases = readonly [Reproduction, ...Reproduction[]];

export type Variables = Readonly<Record<string, string>>;

/** One run of a built file in a process of its own. What is left out is as in a run that passes. */
export interface Reproduction {
  /** What is wrong in this run, as the end of "the built action meets". */
  readonly name: string;
  /** `dist/index.js` as the runner starts it, or `dist/cli.js`; the action when left out. */
  readonly through?: 'action' | 'command line';
  /** What listens on loopback: an account of AWS with one live session, unless told otherwise. */
  readonly loopback?: Loopback;
  /** In place of the variables of the key and the region; the endpoint is the stand-in's unless it is named here. */
  readonly environment?: (at: Standing) => Variables;
  /** `level: identity` when they name none; no call is made with `lint`. */
  readonly inputs?: Variables | ((at: Standing) => Variables);
  /** Of the workspace, or of the home directory where the path begins with `~/`. */
  readonly files?: Variables | ((at: Standing) => Variables);
  /** Modes of those files, where the mode is what matters. */
  readonly modes?: Readonly<Record<string, number>>;
  /** Files of the package that are missing in the copy which is run. */
  readonly withoutPackaged?: readonly string[];
  /** The payload of the event. */
  readonly event?: object;
  /** Handed to `explain-log`, or to the command `explain`. */
  readonly log?: LoggedText;
  /** Values that no channel may show, besides those of the servers. */
  readonly secrets?: readonly string[];
  readonly finds: Expected;
  readonly result: Result;
}

/** A text that a tool writes into its log, and the public page or repository where it is to be found. */
export interface LoggedText {
  readonly text: string;
  readonly source: string;
}

/** The finding under the code in question. */
export interface Expected {
  readonly severity: Severity;
  /** Of the detail. */
  readonly says: RegExp;
  readonly at?: { readonly file: string; readonly line: number };
}
