import type { sources as entries } from '../../src/diagnoses/catalogue/sources.ts';
import { ssoFiles } from '../../tools/local-aws/sso-portal.ts';
import type { Evidence, Variables } from './evidence.ts';
import type { Standing } from './loopback.ts';

const profile = { AWS_REGION: 'us-east-1', AWS_PROFILE: 'dev' };
const dev = () => profile;
const role = 'role_arn = arn:aws:iam::111122223333:role/deployer';

function withPortal({ variables: { portal } }: Standing): Variables {
  return { ...profile, ...portal };
}

function atHome(files: Readonly<Record<string, string>>): Variables {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [`~/${path}`, text]));
}

/** The profile `dev` of the config file. */
function config(...lines: readonly string[]): Variables {
  return { '~/.aws/config': ['[profile dev]', ...lines, ''].join('\n') };
}

/** Why a source that is set up gives no credentials. */
export const sources: Readonly<Record<keyof typeof entries, Evidence>> = {
  'file-profile-not-found': {
    by: 'run',
    cases: [
      {
        name: 'a profile that is in neither file',
        environment: () => ({ AWS_REGION: 'us-east-1', AWS_PROFILE: 'staging' }),
        files: config('region = us-east-1'),
        finds: { severity: 'error', says: /AWS_PROFILE names "staging".*They define "dev"\./ },
        result: 'failed',
      },
      {
        name: 'a source_profile that is in neither file, at its line',
        environment: dev,
        files: config(role, 'source_profile = base'),
        finds: {
          severity: 'error',
          says: /takes its credentials from the profile "base"/,
          at: { file: '~/.aws/config', line: 3 },
        },
        result: 'failed',
      },
    ],
  },
  'file-parse-error': {
    by: 'run',
    cases: [
      {
        name: 'a credentials file without a header',
        environment: dev,
        files: ({ key }) => ({
          '~/.aws/credentials': `aws_access_key_id = ${key.AWS_ACCESS_KEY_ID}\naws_secret_access_key = ${key.AWS_SECRET_ACCESS_KEY}\n`,
        }),
        finds: { severity: 'error', says: /ConfigParseError/, at: { file: '~/.aws/credentials', line: 1 } },
        result: 'failed',
      },
      {
        name: 'a section that is there twice, beside keys in the environment',
        files: { '~/.aws/config': '[default]\nregion = us-east-1\n[default]\nregion = us-east-1\n' },
        finds: { severity: 'warning', says: /ConfigParseError/, at: { file: '~/.aws/config', line: 3 } },
        result: 'passed',
      },
    ],
  },
  'sso-session-expired': {
    by: 'run',
    cases: [
      {
        name: 'a sign-in that is over by its cached file',
        loopback: { portal: {} },
        environment: withPortal,
        files: atHome(ssoFiles('dev', '2020-01-01T00:00:00Z')),
        finds: { severity: 'error', says: /aws sso login/ },
        result: 'failed',
      },
      {
        name: 'a sign-in that Identity Center has ended',
        loopback: { portal: { sessionKnown: false } },
        environment: withPortal,
        files: () => atHome(ssoFiles('dev')),
        finds: { severity: 'error', says: /Session token not found or invalid/ },
        result: 'failed',
      },
    ],
  },
  'sso-config-incomplete': {
    by: 'run',
    cases: [
      {
        name: 'a profile whose sso-session is not there, at its line',
        environment: dev,
        files: config('sso_session = local', 'sso_account_id = 111122223333', 'sso_role_name = Deployer'),
        finds: { severity: 'error', says: /names the sso-session "local"/, at: { file: '~/.aws/config', line: 2 } },
        result: 'failed',
      },
    ],
  },
  'sso-role-forbidden': {
    by: 'run',
    cases: [
      {
        name: 'a role that is not assigned to who has signed in',
        loopback: { portal: { withoutRole: true } },
        environment: withPortal,
        files: () => atHome(ssoFiles('dev')),
        finds: { severity: 'error', says: /No access/ },
        result: 'failed',
      },
    ],
  },
  'login-session': {
    by: 'run',
    cases: [
      {
        name: 'a profile of "aws login" without the cache of its sign-in',
        environment: dev,
        files: config('login_session = arn:aws:iam::111122223333:user/ci', 'region = us-east-1'),
        finds: { severity: 'error', says: /Failed to load token from .*\.aws\/login\/cache\// },
        result: 'failed',
      },
    ],
  },
  'credential-process-failed': {
    by: 'run',
    cases: [
      {
        name: 'a program that ends with status 1',
        environment: dev,
        files: config('credential_process = false'),
        finds: { severity: 'error', says: /Command failed/, at: { file: '~/.aws/config', line: 1 } },
        result: 'failed',
      },
      {
        name: 'a program that gets a password on its command line, and prints a token when it fails',
        environment: dev,
        files: config('credential_process = ls --no-such-option=hunter2hunter2 tokenTokenToken'),
        secrets: ['hunter2hunter2', 'tokenTokenToken'],
        finds: {
          severity: 'error',
          says: /Command failed: it ended with .*\. The command and what it printed are not shown/,
        },
        result: 'failed',
      },
      {
        name: 'a program that prints something else than JSON',
        environment: dev,
        files: config('credential_process = echo signed in'),
        finds: { severity: 'error', says: /returned invalid JSON/ },
        result: 'failed',
      },
      {
        name: 'a program whose credentials are over',
        environment: dev,
        files: ({ key }) => ({
          ...config('credential_process = cat ../credentials.json'),
          '~/credentials.json': JSON.stringify({
            Version: 1,
            AccessKeyId: key.AWS_ACCESS_KEY_ID,
            SecretAccessKey: key.AWS_SECRET_ACCESS_KEY,
            SessionToken: key.AWS_SESSION_TOKEN,
            Expiration: '2020-01-01T00:00:00Z',
          }),
        }),
        finds: { severity: 'error', says: /expired/ },
        result: 'failed',
      },
    ],
  },
  'role-profile-config': {
    by: 'run',
    cases: [
      {
        name: 'a credential_source that there is not, at its line',
        environment: dev,
        files: config(role, 'credential_source = EC2'),
        finds: {
          severity: 'error',
          says: /is none of Environment, Ec2InstanceMetadata, EcsContainer/,
          at: { file: '~/.aws/config', line: 3 },
        },
        result: 'failed',
      },
      {
        name: 'profiles that name each other in a circle, at their line',
        environment: dev,
        files: {
          '~/.aws/config': `[profile dev]\n${role}\nsource_profile = base\n[profile base]\n${role}\nsource_profile = dev\n`,
        },
        finds: { severity: 'error', says: /in a circle/, at: { file: '~/.aws/config', line: 3 } },
        result: 'failed',
      },
    ],
  },
  'mfa-profile': {
    by: 'run',
    cases: [
      {
        name: 'a role for which somebody has to type a code, at its line',
        environment: dev,
        files: ({ key }) => ({
          ...config(role, 'source_profile = base', 'mfa_serial = arn:aws:iam::111122223333:mfa/jane'),
          '~/.aws/credentials': `[base]\naws_access_key_id = ${key.AWS_ACCESS_KEY_ID}\naws_secret_access_key = ${key.AWS_SECRET_ACCESS_KEY}\naws_session_token = ${key.AWS_SESSION_TOKEN}\n`,
        }),
        finds: { severity: 'error', says: /has mfa_serial/, at: { file: '~/.aws/config', line: 4 } },
        result: 'failed',
      },
    ],
  },
  'imds-unavailable': {
    by: 'run',
    cases: [
      {
        name: 'a profile that takes its keys from an instance without a role',
        loopback: { metadata: { kind: 'imds', withoutRole: true } },
        environment: ({ variables: { metadata } }) => ({ ...profile, ...metadata }),
        files: config(role, 'credential_source = Ec2InstanceMetadata'),
        finds: { severity: 'error', says: /Error response received from instance metadata service/ },
        result: 'failed',
      },
      {
        name: 'the same on an instance that does not answer, as behind one hop too many',
        loopback: { metadata: { kind: 'imds', faults: [{ path: '/', trouble: { kind: 'hang' } }] } },
        environment: ({ variables: { metadata } }) => ({ ...profile, ...metadata }),
        files: config(role, 'credential_source = Ec2InstanceMetadata'),
        finds: { severity: 'error', says: /TimeoutError from instance metadata service/ },
        result: 'failed',
      },
    ],
  },
  'container-credentials': {
    by: 'run',
    cases: [
      {
        name: 'a task without a role',
        loopback: { metadata: { kind: 'container', withoutRole: true } },
        environment: ({ variables: { metadata } }) => ({ AWS_REGION: 'us-east-1', ...metadata }),
        finds: { severity: 'error', says: /Server responded with status: 404/ },
        result: 'failed',
      },
      {
        name: 'an address that leaked from another container and is no allowed one',
        environment: () => ({
          AWS_REGION: 'us-east-1',
          AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://metadata.internal/creds',
        }),
        finds: { severity: 'error', says: /URL not accepted/ },
        result: 'failed',
      },
    ],
  },
  'web-identity-file': {
    by: 'run',
    cases: [
      {
        name: 'a token file that is not there',
        environment: () => ({
          AWS_REGION: 'us-east-1',
          AWS_WEB_IDENTITY_TOKEN_FILE: '/nowhere/token',
          AWS_ROLE_ARN: 'arn:aws:iam::111122223333:role/deployer',
        }),
        finds: { severity: 'error', says: /\/nowhere\/token/ },
        result: 'failed',
      },
      {
        name: 'the token file of another CI system, which is not there',
        through: 'command line',
        environment: () => ({ AWS_REGION: 'us-east-1', AWS_WEB_IDENTITY_TOKEN_FILE: 'token.jwt' }),
        inputs: { 'role-to-assume': 'arn:aws:iam::111122223333:role/deployer' },
        finds: { severity: 'error', says: /^token\.jwt does not exist\.$/ },
        result: 'failed',
      },
    ],
  },
  'provider-failed': {
    by: 'run',
    cases: [
      {
        name: 'an Identity Center that answers in words which nobody knows',
        loopback: {
          portal: {
            faults: [
              { path: '/', trouble: { kind: 'status', status: 400, body: '{"message":"The teapot is empty."}' } },
            ],
          },
        },
        environment: withPortal,
        files: () => atHome(ssoFiles('dev')),
        finds: { severity: 'error', says: /The teapot is empty/ },
        result: 'failed',
      },
    ],
  },
};
