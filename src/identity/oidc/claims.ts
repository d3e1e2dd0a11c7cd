/** What a web identity token says, as far as AWS or a person looks at it. The token itself is never kept with it. */
export interface TokenClaims {
  /** With its scheme: `https://token.actions.githubusercontent.com`. */
  readonly issuer: string;
  readonly subject: string;
  readonly audience: readonly string[];
  /** Epoch milliseconds; `null` when the token does not say. */
  readonly issuedAt: number | null;
  readonly expiresAt: number | null;
  /** Every claim that is a text, number or truth value, or a list of those, as texts. */
  readonly all: ReadonlyMap<string, readonly string[]>;
}
