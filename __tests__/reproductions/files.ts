import type { files as entries } from '../../src/diagnoses/catalogue/files.ts';
import type { Evidence } from './evidence.ts';
import type { Standing } from './loopback.ts';

const profile = { AWS_REGION: 'us-east-1', AWS_PROFILE: 'dev' };
const dev = () => profile;
const leaked = { id: `AKIA${'QX7M'.repeat(4)}`, secret: 'k7Tq/W+x'.repeat(5) };

/** A credentials file with the caller's key, `lines` in the place of what is given there. */
function credentials({ key }: Standing, lines: Readonly<Record<number, string>> = {}): string {
  const clean = [
    '[dev]',
    `aws_access_key_id = ${key.AWS_ACCESS_KEY_ID}`,
    `aws_secret_access_key = ${key.AWS_SECRET_ACCESS_KEY}`,
    `aws_session_token = ${key.AWS_SESSION_TOKEN}`,
  ];
  return `${clean.map((line, index) => lines[index + 1] ?? line).join('\n')}\n`;
}

/** Files that hold credentials or say which are used. */
export const files: Readonly<Record<keyof typeof entries, Evidence>> = {
  'file-value-not-clean': {
    by: 'run',
    cases: [
      {
        name: 'a comment behind a value, which the AWS CLI takes into it',
        environment: dev,
        files: (at) => ({
          '~/.aws/credentials': credentials(at, {
            3: `aws_secret_access_key = ${at.key.AWS_SECRET_ACCESS_KEY} # deploy`,
          }),
        }),
        finds: {
          severity: 'warning',
          says: /has a comment behind its value/,
          at: { file: '~/.aws/credentials', line: 3 },
        },
        result: 'passed',
      },
      {
        name: 'a colon in place of the equals sign, which JavaScript tools do not read',
        environment: dev,
        files: (at) => ({
          '~/.aws/credentials': credentials(at, { 2: `aws_access_key_id: ${at.key.AWS_ACCESS_KEY_ID}` }),
        }),
        finds: { severity: 'error', says: /is followed by a colon/, at: { file: '~/.aws/credentials', line: 2 } },
        result: 'failed',
      },
    ],
  },
  'file-section-unread': {
    by: 'run',
    cases: [
      {
        name: 'a header of the config file that stands in the credentials file',
        environment: dev,
        files: (at) => ({ '~/.aws/credentials': credentials(at, { 1: '[profile dev]' }) }),
        finds: { severity: 'error', says: /without "profile"/, at: { file: '~/.aws/credentials', line: 1 } },
        result: 'failed',
      },
    ],
  },
  'file-permissions': {
    by: 'run',
    cases: [
      {
        name: 'a credentials file that every user of a self-hosted runner may read',
        environment: () => ({ ...profile, RUNNER_ENVIRONMENT: 'self-hosted' }),
        files: (at) => ({ '~/.aws/credentials': credentials(at) }),
        modes: { '~/.aws/credentials': 0o644 },
        finds: {
          severity: 'warning',
          says: /mode 0644: all users of this machine may read it/,
          at: { file: '~/.aws/credentials', line: 1 },
        },
        result: 'passed',
      },
    ],
  },
  'file-unreadable': {
    by: 'run',
    cases: [
      {
        name: 'a .env file that is no text',
        inputs: { 'env-files': '.env' },
        files: { '.env': 'AWS_REGION=us-east-1\u0000' },
        finds: { severity: 'warning', says: /\.env is not text/, at: { file: '.env', line: 1 } },
        result: 'passed',
      },
      {
        name: 'a config file in the place of which there is a folder',
        files: { '~/.aws/config/left-over': '' },
        finds: { severity: 'notice', says: /is a directory/, at: { file: '~/.aws/config', line: 1 } },
        result: 'passed',
      },
    ],
  },
  'dotenv-dialect': {
    by: 'run',
    cases: [
      {
        name: 'quotes in a .env file, which some loaders keep',
        inputs: { 'env-files': 'deploy/*.env' },
        files: ({ key }) => ({
          'deploy/production.env': `AWS_REGION=us-east-1\nAWS_SECRET_ACCESS_KEY="${key.AWS_SECRET_ACCESS_KEY}"\n`,
        }),
        finds: {
          severity: 'warning',
          says: /AWS_SECRET_ACCESS_KEY \(line 2\): .*docker --env-file.* keep the quotes in the value/,
          at: { file: 'deploy/production.env', line: 2 },
        },
        result: 'passed',
      },
    ],
  },
  'file-credentials': {
    by: 'run',
    cases: [
      {
        name: 'a key in the settings of the Serverless Framework',
        files: {
          'serverless.yml': `service: shop\nprovider:\n  name: aws\n  environment:\n    AWS_ACCESS_KEY_ID: ${leaked.id}\n    AWS_SECRET_ACCESS_KEY: ${leaked.secret}\n`,
        },
        secrets: [leaked.id, leaked.secret],
        finds: {
          severity: 'warning',
          says: /a value of the form of its secret access key with it/,
          at: { file: 'serverless.yml', line: 5 },
        },
        result: 'passed',
      },
    ],
  },
  'project-profile': {
    by: 'run',
    cases: [
      {
        name: 'the profile that eb init wrote, which is not on this machine',
        files: { '.elasticbeanstalk/config.yml': 'global:\n  application_name: shop\n  profile: eb-cli\n' },
        finds: {
          severity: 'warning',
          says: /the EB CLI stops with InvalidProfileError/,
          at: { file: '.elasticbeanstalk/config.yml', line: 3 },
        },
        result: 'passed',
      },
      {
        name: 'the profile that sam deploy --guided saved',
        files: { 'samconfig.toml': 'version = 0.1\n[default.global.parameters]\nprofile = "dev"\n' },
        finds: { severity: 'warning', says: /the SAM CLI stops/, at: { file: 'samconfig.toml', line: 3 } },
        result: 'passed',
      },
    ],
  },
};
