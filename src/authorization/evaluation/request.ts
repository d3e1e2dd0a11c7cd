import type { KnownContext } from './context.ts';
import type { PolicyDocument } from './policy-document.ts';
import type { RequestingPrincipal } from './principal-element.ts';

/** What is asked. */
export interface AccessRequest {
  /** `service:Action`, in any case. */
  readonly action: string;
  /** A literal: a `*` in it is a plain character, which a policy's wildcard may match. */
  readonly resource: string;
  readonly principal: RequestingPrincipal;
  /** `null` where it is not known, which is taken for the principal's own account. */
  readonly resourceAccountId: string | null;
  readonly context: KnownContext;
}

/** The policies that have a say. */
export interface PolicyLayers {
  /** Those of the user, its groups, or the role. */
  readonly identity: readonly PolicyDocument[];
  /** `null` without a permissions boundary. */
  readonly boundary: readonly PolicyDocument[] | null;
  /** `null` for a session without policies of its own. */
  readonly session: readonly PolicyDocument[] | null;
  /**
   * Service control policies by level, from the organization's root down to the account. `null` outside an organization,
   * for its management account, and for service-linked roles, which they do not limit.
   */
  readonly scps: readonly (readonly PolicyDocument[])[] | null;
  /** Resource control policies of the resource's account by level; `null` as for `scps`. */
  readonly rcps: readonly (readonly PolicyDocument[])[] | null;
  /** The policy on the resource; `null` without one, or where it is not known. */
  readonly resource: PolicyDocument | null;
}
