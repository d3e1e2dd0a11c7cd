import type { GrantPolicy } from '../authorization/policy.ts';
import type { Check, MatchedStatement, Verdict } from '../authorization/verdict.ts';
import type { Finding, Location, Severity } from '../diagnoses/finding.ts';
import type { PrincipalKind } from '../identity/identity.ts';
import type { Calls, Report, ReportedDeployment, ReportedIdentity, ReportedToken, Result } from './report.ts';

/** The report file, as schema/report.schema.json describes it. */
export interface ReportJson {
  readonly schemaVersion: 1;
  readonly result: Result;
  readonly identity: IdentityJson | null;
  readonly findings: readonly Finding[];
  readonly checks: readonly CheckJson[];
  readonly policy: GrantPolicy | null;
  /** Only there when a token was asked for and came. */
  readonly token?: { readonly claims: Readonly<Record<string, string>> };
  /** Only there when something is known to be deployed. */
  readonly deployments?: readonly ReportedDeployment[];
  readonly calls: Calls;
  readonly durationMs: number;
}

export interface IdentityJson {
  readonly accountId: string;
  readonly arn: string;
  readonly principalArn: string | null;
  readonly kind: PrincipalKind;
  readonly source: string;
  readonly expiresAt: string | null;
}

export interface CheckJson {
  readonly target: string;
  readonly action: string;
  readonly resource: string;
  readonly principal: string;
  readonly severity: Severity;
  readonly verdict: Verdict;
  readonly reason: string;
  readonly missingContext: readonly string[];
  readonly statements: readonly MatchedStatement[];
  readonly location: Location | null;
}

/** Every field is named here, so that a field added to the report inside the program does not leak into the contract. */
export function reportJson(report: Report): ReportJson {
  return {
    schemaVersion: 1,
    result: report.result,
    identity: report.identity === null ? null : identityJson(report.identity),
    findings: report.findings.map(findingJson),
    checks: report.checks.map(checkJson),
    policy: report.policy,
    ...tokenJson(report.token ?? null),
    ...deploymentsJson(report.deployments ?? []),
    calls: { sts: report.calls.sts, iam: report.calls.iam, probes: report.calls.probes },
    durationMs: Math.max(0, Math.round(report.durationMs)),
  };
}

function identityJson({ accountId, arn, principalArn, kind, source, expiresAt }: ReportedIdentity): IdentityJson {
  return { accountId, arn, principalArn, kind, source, expiresAt };
}

/** Built by `fromEntries`, which makes an own property of any name. */
function tokenJson(token: ReportedToken | null): Pick<ReportJson, 'token'> {
  return token === null
    ? {}
    : { token: { claims: Object.fromEntries(token.claims.map(({ name, value }) => [name, value])) } };
}

function deploymentsJson(told: readonly ReportedDeployment[]): Pick<ReportJson, 'deployments'> {
  return told.length === 0 ? {} : { deployments: told.map(deploymentJson) };
}

function deploymentJson({ target, detectedBy, location, certain, parameters }: ReportedDeployment): ReportedDeployment {
  return {
    target,
    detectedBy,
    location: locationJson(location),
    certain,
    parameters: parameters.map(({ name, value, from, location: place }) => ({
      name,
      value,
      from,
      location: locationJson(place),
    })),
  };
}

function findingJson({ code, severity, title, detail, remedies, docs, location }: Finding): Finding {
  return { code, severity, title, detail, remedies, docs, location: locationJson(location) };
}

/** An ignored check weighs nothing, and says why. */
function checkJson(check: Check): CheckJson {
  const { target, action, resource, principal, verdict, missingContext, ignored } = check;
  return {
    target,
    action,
    resource,
    principal,
    severity: ignored === null ? check.severity : 'notice',
    verdict,
    reason: ignored === null ? check.reason : `ignored: ${ignored}; ${check.reason}`,
    missingContext,
    statements: check.statements.map(({ policyId, policyType }) => ({ policyId, policyType })),
    location: locationJson(check.location),
  };
}

function locationJson(location: Location | null): Location | null {
  return location === null ? null : { file: location.file, line: location.line, endLine: location.endLine };
}
