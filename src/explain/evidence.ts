/** What is known of the run that wrote the log; it decides between causes that share one text. */
export interface LogEvidence {
  /** Kind of the access key id that the environment holds; `null` without one. */
  readonly accessKeyPrefix: 'AKIA' | 'ASIA' | 'other' | null;
  /** True when a session token stands beside that key; `null` when nobody has looked. */
  readonly hasSessionToken: boolean | null;
  /** True when the credentials come from a web identity token. */
  readonly webIdentity: boolean;
  /** True when a role is to be assumed with the job's OIDC token and the job may not ask for one. */
  readonly idTokenMissing: boolean;
  /** The region of the deployment. */
  readonly region: string | null;
  /** Seconds that the runner's clock is ahead of AWS's (negative: behind); `null` when it was not compared. */
  readonly clockAheadSeconds: number | null;
  /** True when the caller is a session of AWS Academy's Learner Lab. */
  readonly learnerLab: boolean;
  /** True when an endpoint variable sends calls to somewhere that is not AWS. */
  readonly endpointOverride: boolean;
  /** True when STS has just said whose credentials these are. */
  readonly identityVerified: boolean;
}

/** Evidence of somebody who has only the log. */
export const noEvidence: LogEvidence = {
  accessKeyPrefix: null,
  hasSessionToken: null,
  webIdentity: false,
  idTokenMissing: false,
  region: null,
  clockAheadSeconds: null,
  learnerLab: false,
  endpointOverride: false,
  identityVerified: false,
};
