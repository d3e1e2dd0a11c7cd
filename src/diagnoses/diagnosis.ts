import type { Severity } from './finding.ts';

/** Surroundings that change what a person has to do about a failure. `any` holds everywhere. */
export type RemedyContext =
  'github-secrets' | 'oidc' | 'academy' | 'identity-center' | 'amplify' | 'eb-cli' | 'dotenv' | 'self-hosted' | 'any';

/** Where in a run the failure shows, in the order in which a run gets there. */
export type Stage =
  'input' | 'offline' | 'provider' | 'network' | 'oidc' | 'sts' | 'identity' | 'authorization' | 'service' | 'tool';

/** How well a statement is backed; facts marked `unconfirmed` are never the only ground for an `error`. */
export type Evidence = 'aws-docs' | 'github-docs' | 'source' | 'measured' | 'field-report' | 'unconfirmed';

/** One entry of the catalogue: a failure with its true name. */
export interface Diagnosis {
  readonly title: string;
  readonly stage: Stage;
  readonly severity: Severity;
  /** What the failure means, in one or two sentences for the person whose deployment just failed. */
  readonly meaning: string;
  /** Likely first. */
  readonly causes: readonly string[];
  /** How aws-cred-preflight establishes it. */
  readonly tell: string;
  readonly remedies: Readonly<Partial<Record<RemedyContext, string>>>;
  readonly sources: readonly { readonly evidence: Evidence; readonly source: string }[];
}
