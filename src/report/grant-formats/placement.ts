/** Where a policy goes, as far as it is known. */
export interface Placement {
  readonly kind: 'inline' | 'managed';
  /** The user or role to give it to, by a name that IAM can have given; `null` when there is none, or none is known. */
  readonly principal: { readonly kind: 'user' | 'role'; readonly name: string } | null;
}

/** A policy for whoever may need it. */
export const anywhere: Placement = { kind: 'managed', principal: null };
