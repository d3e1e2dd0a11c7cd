/** What kind of principal an ARN from GetCallerIdentity names. */
export type PrincipalKind = 'iam-user' | 'assumed-role' | 'sso-role' | 'learner-lab' | 'root' | 'federated-user';

/** Who AWS says the caller is. */
export interface Identity {
  readonly accountId: string;
  /** As AWS answered, except that the person behind an AWS Academy session is left out. */
  readonly arn: string;
  /** The ARN that the IAM policy simulator takes, in the caller's own partition; `null` for root and federated users. */
  readonly principalArn: string | null;
  readonly kind: PrincipalKind;
  readonly partition: string;
  /** GetCallerIdentity's `UserId`: the value of the context key `aws:userid`. */
  readonly userId: string;
}
