import type { variables as entries } from '../../src/diagnoses/catalogue/variables.ts';
import type { Evidence } from './evidence.ts';
import { everything } from './loopback.ts';

/** A user with a long-term key. */
const user = { arn: 'arn:aws:iam::111122223333:user/ci', statements: [everything] };
const strayToken = `IQoJb3JpZ2luX2Vj${'LeftOver'.repeat(20)}`;
const workflow = [
  'on: push',
  'jobs:',
  '  deploy:',
  '    runs-on: ubuntu-latest',
  '    steps:',
  '      - uses: org/aws-cred-preflight@v1',
  '        env:',
  '          AWS_ACCESS_KEY_ID: ${{ secrets.AWS_ACCESS_KEY_ID }}',
  '          AWS_SECRET_ACCESS_KEY: ${{ secrets.AWS_SECRET_ACCESS_KEY }}',
  '',
].join('\n');
const inWorkflow = {
  GITHUB_WORKFLOW_REF: 'org/app/.github/workflows/deploy.yml@refs/heads/main',
  GITHUB_JOB: 'deploy',
  GITHUB_ACTION: '__org_aws-cred-preflight',
  GITHUB_EVENT_NAME: 'push',
  GITHUB_REPOSITORY: 'org/app',
};

/** Which credential variables are set, and whether they fit together. */
export const variables: Readonly<Record<keyof typeof entries, Evidence>> = {
  'env-secret-empty': {
    by: 'run',
    cases: [
      {
        name: 'secrets that do not exist, which the workflow maps on this step',
        environment: () => ({
          AWS_REGION: 'us-east-1',
          AWS_ACCESS_KEY_ID: '',
          AWS_SECRET_ACCESS_KEY: '',
          ...inWorkflow,
        }),
        files: { '.github/workflows/deploy.yml': workflow },
        finds: { severity: 'error', says: /are set but empty/, at: { file: '.github/workflows/deploy.yml', line: 3 } },
        result: 'failed',
      },
      {
        name: 'an empty half, beside which a profile serves',
        environment: () => ({ AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' }),
        files: ({ key }) => ({ '~/.aws/credentials': credentialsFile('default', key) }),
        finds: { severity: 'warning', says: /Credentials come from profile "default" instead/ },
        result: 'passed',
      },
      {
        name: 'an empty variable on a terminal',
        through: 'command line',
        environment: () => ({ AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' }),
        finds: { severity: 'error', says: /are set but empty/ },
        result: 'failed',
      },
    ],
  },
  'env-no-credentials': {
    by: 'run',
    cases: [
      {
        name: 'no variable, profile or role anywhere',
        environment: () => ({ AWS_REGION: 'us-east-1' }),
        finds: { severity: 'error', says: /no AWS_ACCESS_KEY_ID/ },
        result: 'failed',
      },
      {
        name: 'a profile that is there and holds no credentials, at its line',
        environment: () => ({ AWS_REGION: 'us-east-1', AWS_PROFILE: 'dev' }),
        files: { '~/.aws/config': '[default]\nregion = us-east-1\n[profile dev]\nregion = us-east-1\n' },
        finds: {
          severity: 'error',
          says: /says nothing about where credentials come from/,
          at: { file: '~/.aws/config', line: 3 },
        },
        result: 'failed',
      },
      {
        name: 'a self-hosted runner whose instance has no role',
        loopback: { metadata: { kind: 'imds', withoutRole: true } },
        environment: ({ variables: { metadata } }) => ({
          AWS_REGION: 'us-east-1',
          RUNNER_ENVIRONMENT: 'self-hosted',
          ...metadata,
        }),
        finds: { severity: 'error', says: /No variable, profile or role gives credentials/ },
        result: 'failed',
      },
    ],
  },
  'env-partial-pair': {
    by: 'run',
    cases: [
      {
        name: 'a key id without its secret',
        environment: ({ key: { AWS_ACCESS_KEY_ID, AWS_REGION } }) => ({ AWS_ACCESS_KEY_ID, AWS_REGION }),
        finds: { severity: 'error', says: /AWS_ACCESS_KEY_ID is set and AWS_SECRET_ACCESS_KEY is not/ },
        result: 'failed',
      },
      {
        name: 'half a pair of inputs',
        environment: ({ key: { AWS_REGION } }) => ({ AWS_REGION }),
        inputs: ({ key }) => ({ 'aws-access-key-id': key.AWS_ACCESS_KEY_ID }),
        finds: {
          severity: 'error',
          says: /Of the inputs, aws-access-key-id is given and aws-secret-access-key is empty/,
        },
        result: 'failed',
      },
      {
        name: 'a profile with one half, at its line',
        environment: ({ key: { AWS_REGION } }) => ({ AWS_REGION, AWS_PROFILE: 'dev' }),
        files: ({ key }) => ({ '~/.aws/credentials': `[dev]\naws_access_key_id = ${key.AWS_ACCESS_KEY_ID}\n` }),
        finds: {
          severity: 'error',
          says: /aws_access_key_id of the profile "dev" is there, and aws_secret_access_key is not/,
          at: { file: '~/.aws/credentials', line: 2 },
        },
        result: 'failed',
      },
    ],
  },
  'env-wrong-names': {
    by: 'run',
    cases: [
      {
        name: 'the names of old versions of Terraform',
        environment: ({ key }) => ({
          AWS_ACCESS_KEY: key.AWS_ACCESS_KEY_ID,
          AWS_SECRET_KEY: key.AWS_SECRET_ACCESS_KEY,
          AWS_REGION: 'us-east-1',
        }),
        finds: { severity: 'error', says: /AWS_ACCESS_KEY is set, but the tools read AWS_ACCESS_KEY_ID/ },
        result: 'failed',
      },
      {
        name: 'a token under the name that only botocore reads',
        environment: ({ key: { AWS_SESSION_TOKEN, ...key } }) => ({ ...key, AWS_SECURITY_TOKEN: AWS_SESSION_TOKEN }),
        finds: { severity: 'warning', says: /AWS_SECURITY_TOKEN is read by tools on botocore/ },
        result: 'passed',
      },
    ],
  },
  'env-asia-no-token': {
    by: 'run',
    cases: [
      {
        name: 'a temporary key without its session token',
        environment: ({ key }) => ({ ...key, AWS_SESSION_TOKEN: '' }),
        finds: { severity: 'error', says: /AWS_SESSION_TOKEN is set but empty/ },
        result: 'failed',
      },
      {
        name: 'a temporary key in the inputs, whose token is in the environment',
        inputs: ({ key }) => ({
          'aws-access-key-id': key.AWS_ACCESS_KEY_ID,
          'aws-secret-access-key': key.AWS_SECRET_ACCESS_KEY,
        }),
        finds: { severity: 'error', says: /the input aws-session-token is empty/ },
        result: 'failed',
      },
      {
        name: 'a profile without aws_session_token, at its line',
        environment: () => ({ AWS_REGION: 'us-east-1', AWS_PROFILE: 'dev' }),
        files: ({ key }) => ({ '~/.aws/credentials': credentialsFile('dev', { ...key, AWS_SESSION_TOKEN: '' }) }),
        finds: {
          severity: 'error',
          says: /is a temporary key \(ASIA\), and its aws_session_token is not there/,
          at: { file: '~/.aws/credentials', line: 2 },
        },
        result: 'failed',
      },
    ],
  },
  'env-akia-with-token': {
    by: 'run',
    cases: [
      {
        name: 'a long-term key that works, with a token left over',
        loopback: user,
        environment: ({ key }) => ({ ...key, AWS_SESSION_TOKEN: strayToken }),
        secrets: [strayToken],
        finds: {
          severity: 'error',
          says: /Asked without the token, the key works, as arn:aws:iam::111122223333:user\/ci/,
        },
        result: 'failed',
      },
      {
        name: 'a long-term key in a profile with a token, at its line',
        loopback: user,
        environment: () => ({ AWS_REGION: 'us-east-1', AWS_PROFILE: 'dev' }),
        files: ({ key }) => ({
          '~/.aws/credentials': credentialsFile('dev', { ...key, AWS_SESSION_TOKEN: strayToken }),
        }),
        secrets: [strayToken],
        finds: { severity: 'error', says: /AWS refuses the two together/, at: { file: '~/.aws/credentials', line: 4 } },
        result: 'failed',
      },
    ],
  },
  'env-source-conflict': {
    by: 'run',
    cases: [
      {
        name: 'a profile beside keys of another account',
        environment: ({ key }) => ({ ...key, AWS_PROFILE: 'dev' }),
        files: {
          '~/.aws/credentials': `[dev]\naws_access_key_id = AKIA${'QX7M'.repeat(4)}\naws_secret_access_key = ${'k7Tq/W+x'.repeat(5)}\n`,
        },
        secrets: [`AKIA${'QX7M'.repeat(4)}`, 'k7Tq/W+x'.repeat(5)],
        finds: { severity: 'warning', says: /belongs to account 111122223333 .* to account 051498762201/ },
        result: 'passed',
      },
      {
        name: 'inputs beside the key of another step',
        loopback: user,
        environment: () => ({
          AWS_REGION: 'us-east-1',
          AWS_ACCESS_KEY_ID: `AKIA${'QX7M'.repeat(4)}`,
          AWS_SECRET_ACCESS_KEY: 'k7Tq/W+x'.repeat(5),
        }),
        inputs: ({ key }) => ({
          'aws-access-key-id': key.AWS_ACCESS_KEY_ID,
          'aws-secret-access-key': key.AWS_SECRET_ACCESS_KEY,
        }),
        secrets: [`AKIA${'QX7M'.repeat(4)}`, 'k7Tq/W+x'.repeat(5)],
        finds: { severity: 'warning', says: /The key inputs win here/ },
        result: 'passed',
      },
    ],
  },
  'env-profile-empty': {
    by: 'run',
    cases: [
      {
        name: 'an AWS_PROFILE that is set to nothing, beside keys that work',
        environment: ({ key }) => ({ ...key, AWS_PROFILE: '' }),
        finds: { severity: 'warning', says: /AWS_PROFILE is set to an empty text/ },
        result: 'passed',
      },
    ],
  },
};

function credentialsFile(
  profile: string,
  key: {
    readonly AWS_ACCESS_KEY_ID: string;
    readonly AWS_SECRET_ACCESS_KEY: string;
    readonly AWS_SESSION_TOKEN: string;
  },
): string {
  return [
    `[${profile}]`,
    `aws_access_key_id = ${key.AWS_ACCESS_KEY_ID}`,
    `aws_secret_access_key = ${key.AWS_SECRET_ACCESS_KEY}`,
    ...(key.AWS_SESSION_TOKEN === '' ? [] : [`aws_session_token = ${key.AWS_SESSION_TOKEN}`]),
    '',
  ].join('\n');
}
