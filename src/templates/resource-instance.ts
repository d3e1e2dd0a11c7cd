import type { Location } from '../diagnoses/finding.ts';
import type { ResourceType } from './resource-type.ts';
import type { Change } from './template-reading.ts';

/** One resource of a template or a plan, whatever its language, as derive.ts asks about it. */
export interface ResourceInstance {
  /** Such as `AWS::Lambda::Function` or `aws_lambda_function`. */
  readonly typeName: string;
  readonly type: ResourceType;
  /** Logical id, or the address in a plan. */
  readonly id: string;
  readonly changes: readonly ExpectedChange[];
  /** The physical name or id where it is known: from the deployed stack, or from the plan. */
  readonly physicalName: string | null;
  readonly location: Location | null;
  /**
   * What stands at a path such as `Code.S3Bucket`, or `Layers[]` for each element; nothing when nothing does, or only an
   * empty text, list or map. A value that the file does not tell is there with `text: null`; one that hangs on a
   * condition is there once for each branch.
   */
  readonly values: (path: string) => readonly PropertyValue[];
  /** Whether an update changes what stands at a path; `null`, or no such function, when the file does not tell. */
  readonly differs?: (path: string) => boolean | null;
}

export interface ExpectedChange {
  readonly change: Change;
  /** Whether it happens for certain; otherwise its requirements weigh a warning at most. */
  readonly certain: boolean;
}

export interface PropertyValue {
  /** Texts, numbers and booleans as text, lists and maps as an empty text; `null` when the file does not tell. May hold `*` for a part that is not known. */
  readonly text: string | null;
  /** Whether a part of the text is a guess. */
  readonly guessed: boolean;
  /** Whether the file does not tell if there is anything at all, such as in one branch of a condition. */
  readonly optional?: boolean;
}
