/** An IAM policy statement as this project writes them; never parsed from outside. */
export interface GrantStatement {
  readonly Sid?: string;
  readonly Effect: 'Allow';
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** An IAM policy document that grants. */
export interface GrantPolicy {
  readonly Version: '2012-10-17';
  readonly Statement: readonly GrantStatement[];
}
