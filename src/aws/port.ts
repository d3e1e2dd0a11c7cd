import type { CredentialSource, StaticKeys } from '../credentials/source.ts';
import type { Calls } from '../report/report.ts';
import type { PrincipalPolicies } from './principal-policies.ts';

/** An answer that is not a success. A value, never thrown. */
export interface AwsFailure {
  /** `aws`: AWS answered with an error. `network`: no answer of AWS's. `provider`: no credentials came out of the source. `timeout`: the run's time is used up. */
  readonly kind: 'aws' | 'network' | 'provider' | 'timeout';
  /** AWS's error code without namespace and `Exception`, Node's error code, or the error's name. */
  readonly code: string;
  /** AWS's or Node's own sentence: foreign text. */
  readonly message: string;
  /** HTTP status, or `null` without an answer. */
  readonly status: number | null;
  readonly requestId: string | null;
  /** Host that was asked, where it is known. */
  readonly host: string | null;
  /** Seconds that the runner's clock is ahead of the answer's `Date` header (negative: behind), or `null` without one. */
  readonly clockAheadSeconds: number | null;
}

export type Outcome<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: AwsFailure };

/** Credentials ready to sign with, from one source. */
export interface ResolvedCredentials extends StaticKeys {
  /** ISO 8601, or `null` for long-term keys. */
  readonly expiresAt: string | null;
}

/** The answer of sts:GetCallerIdentity, unchecked. */
export interface CallerIdentityAnswer {
  readonly account: string;
  readonly arn: string;
  readonly userId: string;
  readonly requestId: string;
  readonly clockAheadSeconds: number | null;
}

export interface ContextEntry {
  readonly key: string;
  readonly type: 'string' | 'stringList' | 'boolean' | 'date' | 'numeric' | 'ip';
  readonly values: readonly string[];
}

/** Which layers the simulator leaves out. */
export type Exclusion = 'scp' | 'permission-boundary';

/** One call of the simulator. No `resources` means the literal resource `*`. */
export interface SimulationRequest {
  readonly principalArn: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly context: readonly ContextEntry[];
  readonly exclude: readonly Exclusion[];
}

/** One row of the simulator's answer, the same for both response shapes. `resource` is `*` when none was sent. */
export interface SimulationRow {
  readonly action: string;
  readonly resource: string;
  readonly decision: 'allowed' | 'explicitDeny' | 'implicitDeny';
  readonly statements: readonly { readonly policyId: string; readonly policyType: string }[];
  readonly missingContext: readonly string[];
  /** `null` when the answer does not say. */
  readonly allowedByOrganizations: boolean | null;
  readonly allowedByBoundary: boolean | null;
}

/** A signed read that changes nothing; see `probe` in schema/target.schema.json. */
export interface ProbeRequest {
  /** The service's name in host names and endpoint variables, such as `lambda`; and in the signature where that differs. */
  readonly service: string;
  readonly signingName: string;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A success. */
export interface ProbeAnswer {
  /** HTTP status. */
  readonly status: number;
  /** JSON or XML as plain values, foreign and unchecked; see answer-body.ts. `null` for any other body. */
  readonly body: unknown;
}

/** A role to assume with a web identity token. */
export interface WebIdentityRequest {
  readonly roleArn: string;
  /** The token: a secret. */
  readonly token: string;
  readonly region: string;
  readonly sessionName: string;
}

/** What iam:GetRole tells of a role. */
export interface RoleTrust {
  readonly arn: string;
  /** The trust policy as JSON text, decoded. */
  readonly trustPolicy: string;
  readonly maxSessionSeconds: number | null;
}

/** What iam:GetOpenIDConnectProvider tells of an identity provider. */
export interface OidcProvider {
  /** Without a scheme: `token.actions.githubusercontent.com`. */
  readonly url: string;
  readonly clientIds: readonly string[];
  readonly thumbprints: readonly string[];
}

/** The only door to AWS. */
export interface Aws {
  resolve(source: CredentialSource, region: string): Promise<Outcome<ResolvedCredentials>>;
  /** sts:AssumeRoleWithWebIdentity, unsigned. The credentials stay in memory. */
  assumeRoleWithWebIdentity(request: WebIdentityRequest): Promise<Outcome<ResolvedCredentials>>;
  /** sts:AssumeRole, without session tags. The credentials stay in memory. */
  assumeRole(
    credentials: ResolvedCredentials,
    request: { readonly roleArn: string; readonly region: string; readonly sessionName: string },
  ): Promise<Outcome<ResolvedCredentials>>;
  readRoleTrust(credentials: ResolvedCredentials, region: string, roleName: string): Promise<Outcome<RoleTrust>>;
  readOidcProvider(
    credentials: ResolvedCredentials,
    region: string,
    providerArn: string,
  ): Promise<Outcome<OidcProvider>>;
  getCallerIdentity(credentials: ResolvedCredentials, region: string): Promise<Outcome<CallerIdentityAnswer>>;
  /** Asks every page. */
  simulatePrincipalPolicy(
    credentials: ResolvedCredentials,
    region: string,
    request: SimulationRequest,
  ): Promise<Outcome<readonly SimulationRow[]>>;
  /** The same question under a policy that allows everything. */
  simulateAllowAll(
    credentials: ResolvedCredentials,
    region: string,
    request: SimulationRequest,
  ): Promise<Outcome<readonly SimulationRow[]>>;
  /** What IAM tells about a principal's own policies; what it does not is said in the answer. */
  readPrincipal(credentials: ResolvedCredentials, region: string, principalArn: string): Promise<PrincipalPolicies>;
  /** Name of the role in an instance profile; `null` for a profile without one. */
  readInstanceProfile(
    credentials: ResolvedCredentials,
    region: string,
    profileName: string,
  ): Promise<Outcome<string | null>>;
  probe(credentials: ResolvedCredentials, region: string, request: ProbeRequest): Promise<Outcome<ProbeAnswer>>;
  readonly calls: () => Calls;
}
