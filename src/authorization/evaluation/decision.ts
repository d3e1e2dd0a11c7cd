import type { PolicyOrigin, Position } from './located-policy.ts';

/** A kind of policy that has a say (IAM User Guide, "Policies and permissions in AWS: Policy types"). */
export type Layer = 'identity' | 'boundary' | 'session' | 'scp' | 'rcp' | 'resource';

/** A statement that a decision rests on. */
export interface DecidingStatement {
  readonly origin: PolicyOrigin;
  readonly sid: string | null;
  readonly effect: 'Allow' | 'Deny';
  readonly position: Position | null;
  /** Its place among the policy's statements, from 0. */
  readonly index: number;
}

/** Whether a request is allowed, and why. */
export interface Decision {
  /** `unknown` only where an unknown key decides whether the request is allowed. */
  readonly outcome: 'allowed' | 'explicitDeny' | 'implicitDeny' | 'unknown';
  /** The layer that denies or leaves it open; of an allowed request the one that grants. */
  readonly layer: Layer;
  /**
   * The statements that deny, or that allow, or that leave it open. Where a layer is silent that has to allow, what the
   * layers beside it allow.
   */
  readonly statements: readonly DecidingStatement[];
  /** The keys that decide, as the first statement spells them; empty unless the outcome is `unknown`. */
  readonly unknownKeys: readonly string[];
  /** One sentence. */
  readonly why: string;
}
