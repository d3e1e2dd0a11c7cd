import { keyIdClass } from './access-key-id.ts';
import type { CredentialFacts } from './facts.ts';
import type { CredentialSource, StaticKeys } from './source.ts';

/**
 * The source that this run signs with, or `null` when there is none. Empty counts as absent, as in botocore and in the
 * JavaScript SDK, and as configure-aws-credentials leaves variables behind under `unset-current-credentials`.
 *
 * A pair is never put together from an input and a variable, and a session token goes with the pair of its own origin:
 * configure-aws-credentials reads its three key inputs without falling back to variables (`src/helpers.ts`,
 * `translateEnvVariables`), and clears `AWS_SESSION_TOKEN` when the inputs bring none.
 *
 * Variables win over `AWS_PROFILE`, as in the AWS CLI and the CDK; the default chain of the JavaScript SDK decides the other
 * way round, and the lint warns of it.
 */
export function chooseSource(facts: CredentialFacts): CredentialSource | null {
  for (const candidate of candidates) {
    const source = candidate(facts);
    if (source !== null) {
      return source;
    }
  }
  return null;
}

/** In words, as the report shows it. */
export function describeSource(source: CredentialSource): string {
  switch (source.kind) {
    case 'inputs':
    case 'environment':
    case 'container':
    case 'instance':
      return source.kind;
    case 'web-identity':
      return 'web identity';
    case 'profile':
      return `profile ${source.name}`;
  }
}

/** The profile that the environment names; `null` when none is. botocore reads both variables, the JavaScript SDK `AWS_PROFILE` only. */
export function profileVariable(facts: CredentialFacts): string | null {
  return facts.environment['AWS_PROFILE'] || facts.environment['AWS_DEFAULT_PROFILE'] || null;
}

type Candidate = (facts: CredentialFacts) => CredentialSource | null;

/** First match wins. */
const candidates: readonly Candidate[] = [
  inputKeys,
  ({ inputs }) => profile(inputs.profile.trim()),
  environmentKeys,
  (facts) => profile(profileVariable(facts)),
  webIdentity,
  ({ profiles }) => profile(profiles !== null && Object.hasOwn(profiles, 'default') ? 'default' : null),
  container,
  instance,
];

function inputKeys({ inputs }: CredentialFacts): CredentialSource | null {
  const keys = pair(inputs.accessKeyId.trim(), inputs.secretAccessKey.trim(), inputs.sessionToken.trim());
  return keys && { kind: 'inputs', keys };
}

/**
 * botocore also reads the token from the older `AWS_SECURITY_TOKEN`; a temporary key takes it where there is no other,
 * since without one it is refused for certain. The lint warns that the JavaScript SDK does not read it.
 */
function environmentKeys({ environment }: CredentialFacts): CredentialSource | null {
  const id = environment['AWS_ACCESS_KEY_ID'] ?? '';
  const older = keyIdClass(id) === 'ASIA' ? environment['AWS_SECURITY_TOKEN'] : undefined;
  const keys = pair(id, environment['AWS_SECRET_ACCESS_KEY'] ?? '', environment['AWS_SESSION_TOKEN'] || older || '');
  return keys && { kind: 'environment', keys };
}

function pair(accessKeyId: string, secretAccessKey: string, sessionToken: string): StaticKeys | null {
  return accessKeyId === '' || secretAccessKey === ''
    ? null
    : { accessKeyId, secretAccessKey, sessionToken: sessionToken === '' ? null : sessionToken };
}

function profile(name: string | null): CredentialSource | null {
  return name === null || name === '' ? null : { kind: 'profile', name };
}

function webIdentity({ environment }: CredentialFacts): CredentialSource | null {
  const tokenFile = environment['AWS_WEB_IDENTITY_TOKEN_FILE'] ?? '';
  const roleArn = environment['AWS_ROLE_ARN'] ?? '';
  return tokenFile === '' || roleArn === '' ? null : { kind: 'web-identity', tokenFile, roleArn };
}

function container({ environment }: CredentialFacts): CredentialSource | null {
  const relative = environment['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI'] ?? '';
  const full = environment['AWS_CONTAINER_CREDENTIALS_FULL_URI'] ?? '';
  return relative === '' && full === '' ? null : { kind: 'container' };
}

function instance({ environment, selfHosted }: CredentialFacts): CredentialSource | null {
  const disabled = environment['AWS_EC2_METADATA_DISABLED']?.toLowerCase() === 'true';
  return selfHosted && !disabled ? { kind: 'instance' } : null;
}
