import type { Aws } from './aws/port.ts';
import { furtherGrants, grantFor } from './authorization/grant/grant.ts';
import type { GrantPolicy } from './authorization/policy.ts';
import { failsRun, isUnverified, type Check } from './authorization/verdict.ts';
import { isFatal } from './credentials/lint.ts';
import { explain, type Observation } from './diagnoses/finding.ts';
import type { Facts } from './facts.ts';
import { InputError } from './input-error.ts';
import type { Level } from './inputs.ts';
import { reportedDeployments } from './report/deployments.ts';
import type { Deployed } from './requirements/deployed.ts';
import type { DiagnosisCode, RemedyContext } from './diagnoses/catalogue/index.ts';
import type { Report, ReportedIdentity, ReportedToken, Result, TrustGrant } from './report/report.ts';

/**
 * What a run has found so far. It only grows, so that a run which stops half way still reports everything that it had
 * established by then.
 */
export class Draft {
  deployed: readonly Deployed[] = [];
  checks: readonly Check[] = [];
  identity: ReportedIdentity | null = null;
  simulationGrant: GrantPolicy | null = null;
  token: ReportedToken | null = null;
  trustGrant: TrustGrant | null = null;
  /** Set when a part of what was asked for could not be done and no check says so. */
  incomplete = false;
  /** Set when there was nothing to ask with, by design. */
  skipped = false;
  readonly notCovered: string[] = [];
  remedyContexts: ReadonlySet<RemedyContext> = new Set();
  private readonly facts: Facts;
  private observations: Observation[] = [];
  private aws: Aws | null = null;

  constructor(facts: Facts) {
    this.facts = facts;
  }

  observe(observations: readonly Observation[]): void {
    this.observations.push(...observations);
  }

  /** For what only adds to the picture when nothing else has said the same. */
  observeUnlessKnown(observations: readonly Observation[]): void {
    this.observe(observations.filter(({ code }) => !this.observations.some((known) => known.code === code)));
  }

  addRemedyContexts(contexts: ReadonlySet<RemedyContext>): void {
    this.remedyContexts = contexts;
  }

  /** Keeps the door to AWS, whose calls the report counts. */
  connectedBy(aws: Aws): Aws {
    this.aws = aws;
    return aws;
  }

  /** Whether something is established that no further question can take back. */
  failed(): boolean {
    return isFatal(this.observations);
  }

  /** Whether nothing else than this fails the run. */
  failedOnlyBy(code: DiagnosisCode): boolean {
    return !isFatal(this.observations.filter((observation) => observation.code !== code));
  }

  /** Adds a sentence to what is known under a code. */
  add(code: DiagnosisCode, sentence: string): void {
    this.observations = this.observations.map((observation) =>
      observation.code === code && sentence !== ''
        ? { ...observation, detail: `${observation.detail} ${sentence}` }
        : observation,
    );
  }

  /** A run that has no credentials by design is no failure. */
  observeWithoutSecrets({ forkPullRequest }: { readonly forkPullRequest: boolean }): void {
    const startedBy = forkPullRequest ? "a fork's pull request" : 'Dependabot';
    this.observe([
      {
        code: 'fork-without-secrets',
        detail: `This run was started by ${startedBy}, to which GitHub passes no Actions secrets, and nothing else gives credentials.`,
      },
    ]);
  }

  /** Says what was asked for and not looked at: without an account there is not even an ARN to list. */
  leaveOut(level: Level, deployment: { readonly targetIds: readonly string[] }): void {
    if (level === 'permissions' && deployment.targetIds.length > 0) {
      this.notCovered.push(
        `The permissions for ${deployment.targetIds.join(', ')}: the credentials could not be verified first.`,
      );
    }
  }

  /** An input that cannot be used, or a fault of our own: told in a sentence, never as a stack trace. */
  recordFault(error: unknown): void {
    if (error instanceof InputError) {
      const location = error.location === null ? {} : { location: error.location };
      this.observe([{ code: 'input-invalid', detail: error.message, ...location }]);
      return;
    }
    const told = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    this.observe([{ code: 'internal-fault', detail: `The run stopped at "${told}".` }]);
  }

  finish(durationMs: number): Report {
    const { docsBase, location } = this.facts;
    const situation = { docsBase, location, remedyContexts: this.remedyContexts };
    return {
      result: this.result(),
      identity: this.identity,
      findings: this.observations.map((observation) => explain(observation, situation)),
      checks: this.checks,
      policy: grantFor(this.checks),
      furtherGrants: furtherGrants(this.checks),
      simulationGrant: this.simulationGrant,
      token: this.token,
      trustGrant: this.trustGrant,
      notCovered: this.notCovered,
      ...(this.deployed.length > 0 ? { deployments: reportedDeployments(this.deployed) } : {}),
      calls: this.aws?.calls() ?? { sts: 0, iam: 0, probes: 0 },
      durationMs,
    };
  }

  /**
   * A preflight that cannot run has not failed: only what is established fails it. What every deployment needs has to
   * be verified for a pass; what variants of it need has not.
   */
  private result(): Result {
    if (this.failed() || this.checks.some(failsRun)) {
      return 'failed';
    }
    if (this.skipped) {
      return 'skipped';
    }
    const open = this.checks.some(
      (check) => isUnverified(check.verdict) && check.severity === 'error' && check.ignored === null,
    );
    return this.incomplete || open ? 'unverified' : 'passed';
  }
}
