import type { LocatedPolicy, PolicyProblem } from '../evaluation/located-policy.ts';

/** What a policy is evaluated as. */
export type PolicyKind = 'identity' | 'boundary' | 'trust' | 'resource' | 'scp';

/** How a policy is kept in IAM, which decides how long it may be; `null` when the file does not say. */
export type PolicyForm = 'managed' | 'role-inline' | 'user-inline' | 'group-inline' | null;

/** A policy in a file of the workspace. */
export interface FoundPolicy {
  readonly located: LocatedPolicy;
  readonly kind: PolicyKind;
  /**
   * Logical id or name of the role, user or group that it is for, when the file says so. A policy that is attached to
   * several is found once for each of them, with the same `located`.
   */
  readonly attachedTo: string | null;
  readonly form: PolicyForm;
}

/** Everything that one file says about policies. */
export interface PolicyFile {
  readonly policies: readonly FoundPolicy[];
  /** What AWS would refuse, or would read in another way than it is meant. */
  readonly problems: readonly PolicyProblem[];
  /** What was not read or is not known, as sentences. */
  readonly notes: readonly string[];
}

/** Where the policies will be used: what pseudo parameters such as `AWS::AccountId` stand for. */
export interface PolicyPlace {
  readonly partition: string;
  readonly region: string;
  readonly accountId: string;
}

/**
 * Stands in a policy for text that the file does not tell, such as the name of a resource that CloudFormation chooses.
 * It has the form of a policy variable whose value is never known, so that an evaluation has to say "unknown".
 */
export const unresolved = '${unresolved}';
