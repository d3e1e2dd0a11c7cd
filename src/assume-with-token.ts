import type { LocatedPolicy } from './authorization/evaluation/located-policy.ts';
import type { Aws } from './aws/port.ts';
import type { Observation } from './diagnoses/finding.ts';
import { observeFailure } from './failures.ts';
import type { TokenClaims } from './identity/oidc/claims.ts';
import { claimsThatMatter } from './identity/oidc/claims-that-matter.ts';
import { checkProvider } from './identity/oidc/provider.ts';
import { readClaims } from './identity/oidc/read-claims.ts';
import { diagnoseTrust, type TrustDiagnosis } from './identity/oidc/trust-diagnosis.ts';
import { trustRepair } from './identity/oidc/trust-repair.ts';
import type { Obtained } from './obtain-credentials.ts';
import { readLiveTrust, type LiveTrust } from './live-trust.ts';
import type { CredentialSource } from './credentials/source.ts';
import type { WebToken } from './web-token.ts';

/** A role that a job wants to assume with its token. */
export interface TokenRole {
  readonly roleArn: string;
  readonly region: string;
  readonly sessionName: string;
  /** The trust policy in the repository; `null` without one. */
  readonly policyFile: LocatedPolicy | null;
  /** Other credentials, with which IAM may be asked about the role; `null` without any. */
  readonly reader: CredentialSource | null;
}

/** What a run without a token still says of the role's trust. */
export type WithoutToken = (problem: WebToken & { readonly ok: false }) => readonly Observation[];

/**
 * Assumes the role with the token, in memory. When AWS refuses, the trust policy, IAM's own where it may be read and else
 * the repository's, is compared with what the token says, so that the finding names the condition that does not fit.
 */
export async function assumeWithToken(
  aws: Aws,
  token: WebToken,
  role: TokenRole,
  withoutToken: WithoutToken,
): Promise<Obtained> {
  const common = { source: 'web identity', webIdentity: true, trustGrant: null };
  if (!token.ok) {
    return { ...common, credentials: null, token: null, observations: withoutToken(token) };
  }
  const claims = readClaims(token.jwt);
  if (claims === null) {
    const detail = 'The token is not a JSON Web Token whose claims can be read.';
    return { ...common, credentials: null, token: null, observations: [{ code: 'oidc-token-invalid', detail }] };
  }
  const { roleArn, region, sessionName } = role;
  const outcome = await aws.assumeRoleWithWebIdentity({ roleArn, region, sessionName, token: token.jwt });
  if (outcome.ok) {
    const diagnosis = role.policyFile === null ? null : diagnose(role, claims, 'accepted', null);
    return {
      ...common,
      credentials: outcome.value,
      observations: (diagnosis?.observations ?? []).map(asWarning),
      token: tokenOf(claims, diagnosis),
    };
  }
  const observations = observeFailure(outcome.failure, {
    region,
    service: 'sts',
    webIdentity: true,
    accessKeyPrefix: null,
  });
  const refused = observations.at(-1);
  if (refused === undefined || !aboutTrust.includes(refused.code)) {
    return { ...common, credentials: null, observations, token: tokenOf(claims, null) };
  }
  const live = await readLiveTrust(aws, { roleArn, region, issuer: claims.issuer, reader: role.reader });
  const settled = refused.code !== 'oidc-trust-mismatch' || live.observations.length > 0;
  const diagnosis = settled ? null : diagnose(role, claims, 'refused', live);
  const causes = [
    ...live.observations,
    ...(settled && live.provider !== null ? checkProvider(live.provider, claims) : []),
    ...(diagnosis?.observations ?? []),
  ];
  const repair = diagnosis === null ? null : trustRepair(roleArn, claims);
  return {
    ...common,
    credentials: null,
    observations: [...observations.slice(0, -1), ...together(refused, causes)],
    token: tokenOf(claims, diagnosis),
    trustGrant: repair === null ? null : { roleArn, policy: repair },
  };
}

/** Refusals behind which the trust policy or the provider may stand. */
const aboutTrust: readonly Observation['code'][] = ['oidc-trust-mismatch', 'oidc-provider-missing', 'oidc-audience'];

function diagnose(
  { roleArn, region, policyFile }: TokenRole,
  claims: TokenClaims,
  answer: 'accepted' | 'refused',
  live: LiveTrust | null,
): TrustDiagnosis {
  const policy = live?.policy ?? policyFile;
  return diagnoseTrust({ roleArn, region, claims, answer, policy, provider: live?.provider ?? null });
}

/** AWS has let the job in, so whatever the file says cannot fail this run. */
function asWarning(observation: Observation): Observation {
  return { ...observation, severity: observation.severity === 'notice' ? 'notice' : 'warning' };
}

/**
 * What AWS answered is said with the cause that was found under the same name. Where none was, both stand for
 * themselves: the refusal is established, its cause is not.
 */
function together(refused: Observation, causes: readonly Observation[]): readonly Observation[] {
  const same = causes.findIndex(({ code, severity }) => code === refused.code && severity !== 'notice');
  return same === -1
    ? [refused, ...causes]
    : causes.map((cause, index) =>
        index === same ? { ...cause, severity: 'error', detail: `${cause.detail} ${refused.detail}` } : cause,
      );
}

function tokenOf(claims: TokenClaims, diagnosis: TrustDiagnosis | null): Obtained['token'] {
  return { claims: claimsThatMatter(claims, diagnosis?.testedClaims ?? []) };
}
