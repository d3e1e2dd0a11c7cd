import type { Location, Severity } from '../diagnoses/finding.ts';

/** One thing that the deployment calls, on one resource, by one principal. */
export interface Requirement {
  /** Target id, or `actions` for those of the `actions` input. */
  readonly target: string;
  /** `service:Action`, spelt as in the service authorization reference. */
  readonly action: string;
  /** A typed ARN, or `*` for an action without resource-level permissions. */
  readonly resource: string;
  /** `caller`, or the ARN of a role that the deployment works through. */
  readonly principal: string;
  readonly severity: Severity;
  /** Context keys that this call carries, in addition to those that every call does. */
  readonly context: Readonly<Record<string, string>>;
  /** Names of the parameters that were not given, for which the ARN or the context holds a `*`: a denial is then a guess. */
  readonly guessed: readonly string[];
  /** What the deployment does with it, as a sentence without a full stop. */
  readonly why: string;
  /** The user's reason, when the `ignore` input names this action. */
  readonly ignored: string | null;
  readonly location: Location | null;
  /** What the principal does instead when this is refused, any one of these: calls that are asked about `aside`. */
  readonly instead?: readonly { readonly action: string; readonly resource: string }[];
  /** Asked only to weigh what has it `instead`, and not shown. */
  readonly aside?: true;
}
