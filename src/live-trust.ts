import type { LocatedPolicy } from './authorization/evaluation/located-policy.ts';
import type { Aws, OidcProvider } from './aws/port.ts';
import type { CredentialSource } from './credentials/source.ts';
import type { Observation } from './diagnoses/finding.ts';
import { providerArnOf } from './identity/oidc/provider.ts';
import { parseRoleArn } from './identity/oidc/role-arn.ts';
import { locateTrust } from './identity/oidc/trust-policy.ts';

/** What IAM itself tells of a role and of the provider of a token; `null` where it does not. */
export interface LiveTrust {
  readonly policy: LocatedPolicy | null;
  readonly provider: OidcProvider | null;
  /** That there is no such role or provider, where IAM of the role's own account says so. */
  readonly observations: readonly Observation[];
}

export interface LiveTrustQuestion {
  readonly roleArn: string;
  readonly region: string;
  /** The `iss` claim of the token. */
  readonly issuer: string;
  /** Other credentials than the role's; `null` without any. */
  readonly reader: CredentialSource | null;
}

const nothing: LiveTrust = { policy: null, provider: null, observations: [] };

/**
 * Reads the trust policy and the provider from IAM, with other credentials of the same account: one question who they
 * are, and two reads. IAM is asked by name and looks in the caller's own account, so an answer of another account would
 * be about another role.
 */
export async function readLiveTrust(aws: Aws, question: LiveTrustQuestion): Promise<LiveTrust> {
  const { roleArn, region, issuer, reader } = question;
  const role = parseRoleArn(roleArn);
  const resolved = reader === null ? null : await aws.resolve(reader, region);
  if (role === null || resolved?.ok !== true) {
    return nothing;
  }
  const caller = await aws.getCallerIdentity(resolved.value, region);
  if (!caller.ok || caller.value.account !== role.accountId) {
    return nothing;
  }
  const { name } = role;
  const providerArn = providerArnOf(roleArn, issuer);
  const [trust, provider] = await Promise.all([
    aws.readRoleTrust(resolved.value, region, name),
    providerArn === null ? null : aws.readOidcProvider(resolved.value, region, providerArn),
  ]);
  const noRole = !trust.ok && trust.failure.code === 'NoSuchEntity';
  const noProvider = provider !== null && !provider.ok && provider.failure.code === 'NoSuchEntity';
  const located =
    trust.ok && trust.value.arn === roleArn
      ? locateTrust(trust.value.trustPolicy, { name: `trust policy of role ${name}`, file: null })
      : null;
  return {
    policy: located?.ok === true ? located.located : null,
    provider: provider?.ok === true ? provider.value : null,
    observations: [
      ...(noRole
        ? [missing('oidc-trust-mismatch', `IAM of account ${role.accountId} has no role ${name}.`)]
        : trust.ok && trust.value.arn !== roleArn
          ? [missing('oidc-trust-mismatch', `The role ${name} has another path: its ARN is ${trust.value.arn}.`)]
          : []),
      ...(noProvider
        ? [
            missing(
              'oidc-provider-missing',
              `IAM of account ${role.accountId} has no identity provider ${providerArn ?? ''}.`,
            ),
          ]
        : []),
    ],
  };
}

function missing(code: Observation['code'], detail: string): Observation {
  return { code, severity: 'error', detail };
}
