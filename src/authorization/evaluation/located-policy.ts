/** A place in a text; both count from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Where a policy document comes from. */
export interface PolicyOrigin {
  /** The policy's own name, or what a person would call it: `DeployPolicy`, `inline policy orders of role deployer`. */
  readonly name: string;
  /** Path relative to the workspace; `null` for a policy that was read from IAM. */
  readonly file: string | null;
}

/** A policy document as JSON values, not yet checked, with the way back to the text that it was written in. */
export interface LocatedPolicy {
  readonly origin: PolicyOrigin;
  readonly value: unknown;
  /** Where the value at this path begins: keys and positions from the document's root; `null` when that is not known. */
  readonly locate: (path: readonly (string | number)[]) => Position | null;
}

/** A place in a policy that cannot be used or looks wrong, as a sentence. */
export interface PolicyProblem {
  readonly origin: PolicyOrigin;
  readonly position: Position | null;
  readonly sentence: string;
}
