import type { Check } from '../authorization/verdict.ts';
import type { FurtherGrant } from '../authorization/grant/grant.ts';
import type { GrantPolicy } from '../authorization/policy.ts';
import type { Finding, Location } from '../diagnoses/finding.ts';
import type { Identity } from '../identity/identity.ts';

export const results = ['passed', 'failed', 'unverified', 'skipped'] as const;

/**
 * `passed`: everything that was asked for was checked and nothing speaks against the deployment. `failed`: something
 * is established that will stop it. `unverified`: nothing is established, and something could not be checked.
 * `skipped`: this run has no credentials by design (a fork's or Dependabot's pull request).
 */
export type Result = (typeof results)[number];

/** Requests sent to AWS, retries not counted. */
export interface Calls {
  readonly sts: number;
  readonly iam: number;
  readonly probes: number;
}

/** Identity as the report shows it: with the source that won, and the time the session ends where it is known. */
export interface ReportedIdentity extends Identity {
  /** In words: `inputs`, `environment`, `profile NAME`, `web identity`, `container`, `instance`. */
  readonly source: string;
  /** ISO 8601, or `null` when nobody told. */
  readonly expiresAt: string | null;
}

/** What the job's OIDC token says, of what AWS or a person looks at; never the token itself. */
export interface ReportedToken {
  /** By their names in the token, `iss` and `sub` among them. A claim with several values has them by comma. */
  readonly claims: readonly { readonly name: string; readonly value: string }[];
}

/** A trust policy that would let this job in, and no other repository. */
export interface TrustGrant {
  readonly roleArn: string;
  /** The whole document. */
  readonly policy: object;
}

/** One deployment of one target, and where what is known of it comes from. Every text but `target` may be foreign. */
export interface ReportedDeployment {
  readonly target: string;
  /** What shows that it is deployed, in words without the place; `null` when the user named the target. */
  readonly detectedBy: string | null;
  readonly location: Location | null;
  /** Whether this run deploys it for certain. */
  readonly certain: boolean;
  readonly parameters: readonly ReportedParameter[];
}

export interface ReportedParameter {
  readonly name: string;
  readonly value: string;
  /** In words, without the place. */
  readonly from: string;
  readonly location: Location | null;
}

/** Everything the run found, from which annotations, summary, outputs, JSON and terminal text are rendered. */
export interface Report {
  readonly result: Result;
  readonly identity: ReportedIdentity | null;
  /** What is deployed, and where each value comes from; left out when nothing is known to be. */
  readonly deployments?: readonly ReportedDeployment[];
  readonly findings: readonly Finding[];
  readonly checks: readonly Check[];
  /** What to add to the principal so that the denied and uncertain checks pass; `null` when there are none. */
  readonly policy: GrantPolicy | null;
  /** What else can be added: for roles that the deployment works through, and for rare variants of it. */
  readonly furtherGrants?: readonly FurtherGrant[];
  /** What to grant so that the simulation itself may be called; `null` unless it was refused. */
  readonly simulationGrant: GrantPolicy | null;
  /** `null` when no token was asked for, or none came. */
  readonly token?: ReportedToken | null;
  /** What to put in place of the role's trust policy; `null` when that lets this job in, or nobody knows it. */
  readonly trustGrant?: TrustGrant | null;
  /** What this run did not look at, in sentences: limits of the simulator, targets not detected, levels not reached. */
  readonly notCovered: readonly string[];
  readonly calls: Calls;
  readonly durationMs: number;
}
