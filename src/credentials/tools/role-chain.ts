import type { DiagnosisCode } from '../../diagnoses/catalogue/index.ts';
import type { Family } from '../shared-files/shared-files.ts';
import type { ToolFacts } from './tool-facts.ts';

/** Why a profile with a role cannot be used. */
export interface RoleFault {
  /** What botocore stops with; the JavaScript SDK goes on to the next source instead, except at `mfa`. */
  readonly error: string;
  readonly saidBy: DiagnosisCode;
  readonly why: string;
  readonly isMfa?: boolean;
}

/** More than anybody chains; a circle is found before. */
const longestChain = 50;

/**
 * Follows `source_profile` from profile to profile until credentials are found, and answers what stands in the way;
 * `null` when nothing does as far as the files tell.
 *
 * Sources: `AssumeRoleProvider` of botocore; `resolveAssumeRoleCredentials` of @aws-sdk/credential-provider-ini.
 */
export function roleFault(family: Family, name: string, tools: ToolFacts): RoleFault | null {
  const visited = new Set<string>();
  let current = name;
  while (visited.size < longestChain) {
    const profile = tools[family].profile(current, visited.size > 0);
    if (profile.kind !== 'role') {
      return sourceFault(profile.kind, family, profile);
    }
    const { sourceProfile, credentialSource, mfaSerial } = profile;
    if (family === 'javascript' && mfaSerial !== null) {
      return { ...fault('CredentialsProviderError', 'The profile asks for an MFA code.', 'mfa-profile'), isMfa: true };
    }
    if (sourceProfile !== null && credentialSource !== null) {
      return fault('InvalidConfigError', 'The profile has both source_profile and credential_source.');
    }
    if (sourceProfile === null) {
      return credentialSource === null
        ? fault('PartialCredentialsError', 'The profile has neither source_profile nor credential_source.')
        : namedSourceFault(credentialSource.value, family, tools);
    }
    visited.add(current);
    const isOwn = sourceProfile.value === current && visited.size === 1;
    if (visited.has(sourceProfile.value) && !(isOwn && hasKeys(family, current, tools))) {
      return fault('InfiniteLoopConfigError', 'The profiles name each other in a circle.');
    }
    current = sourceProfile.value;
  }
  return fault('InfiniteLoopConfigError', 'The chain of profiles has no end.');
}

/** A profile may name itself, if it has keys beside the role. */
function hasKeys(family: Family, name: string, tools: ToolFacts): boolean {
  return tools[family].profile(name, true).kind === 'static';
}

function sourceFault(
  kind: string,
  family: Family,
  profile: { readonly kind: string; readonly secretAccessKey?: unknown },
): RoleFault | null {
  switch (kind) {
    case 'missing':
      return fault('InvalidConfigError', 'The source_profile does not exist.');
    case 'empty':
      return fault('InvalidConfigError', 'The source_profile has no credentials.');
    case 'static':
      return family === 'botocore' && profile.secretAccessKey === null
        ? fault('PartialCredentialsError', 'The source_profile has a key id without a secret.')
        : null;
    default:
      return null;
  }
}

/** botocore compares the name with its case; none of the three may come up empty. */
function namedSourceFault(source: string, family: Family, { environment, hasInstance }: ToolFacts): RoleFault | null {
  const comesUpEmpty = (what: string): RoleFault =>
    fault('CredentialRetrievalError', `The profile takes its credentials from ${what}, and there are none.`);
  switch (source) {
    case 'Environment':
      if (environment['AWS_ACCESS_KEY_ID'] && !environment['AWS_SECRET_ACCESS_KEY']) {
        return fault('PartialCredentialsError', 'AWS_SECRET_ACCESS_KEY is not set.', 'env-partial-pair');
      }
      return environment['AWS_ACCESS_KEY_ID'] ? null : comesUpEmpty('the environment');
    case 'EcsContainer':
      return environment['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI'] || environment['AWS_CONTAINER_CREDENTIALS_FULL_URI']
        ? null
        : comesUpEmpty('the container');
    case 'Ec2InstanceMetadata':
      return hasInstance &&
        !(family === 'botocore' && environment['AWS_EC2_METADATA_DISABLED']?.toLowerCase() === 'true')
        ? null
        : comesUpEmpty('the instance');
    default:
      return fault('InvalidConfigError', 'The credential_source of the profile is none that exists.');
  }
}

function fault(error: string, why: string, saidBy: DiagnosisCode = 'role-profile-config'): RoleFault {
  return { error, saidBy, why };
}
