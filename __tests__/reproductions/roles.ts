import type { roles as entries } from '../../src/diagnoses/catalogue/roles.ts';
import type { Evidence, Reproduction } from './evidence.ts';
import { roleArn, type Standing } from './loopback.ts';

/** The key of the caller in the inputs, with which a role is to be assumed. */
function assume({ key }: Standing): Readonly<Record<string, string>> {
  return {
    'aws-access-key-id': key.AWS_ACCESS_KEY_ID,
    'aws-secret-access-key': key.AWS_SECRET_ACCESS_KEY,
    'aws-session-token': key.AWS_SESSION_TOKEN,
    'role-to-assume': roleArn,
  };
}

/** What STS answers to AssumeRole in the place of a session. */
function refused(name: string, status: number, code: string, message: string, says: RegExp): Reproduction {
  return {
    name,
    loopback: { scenario: { faults: [{ service: 'sts', action: 'AssumeRole', status, code, message }] } },
    inputs: assume,
    finds: { severity: 'error', says },
    result: 'failed',
  };
}

const someone = 'arn:aws:sts::111122223333:assumed-role/someone/session';

/** What can go wrong when a role is assumed with other AWS credentials. */
export const roles: Readonly<Record<keyof typeof entries, Evidence>> = {
  'assume-role-tagsession': {
    by: 'log',
    why: 'The preflight assumes roles without session tags, so that only a step which sends tags is refused for them.',
    cases: [
      {
        name: 'configure-aws-credentials, whose tags the caller may not pass',
        log: {
          text: 'Run aws-actions/configure-aws-credentials@v1\n##[error]User: arn:aws:iam::111122223333:user/deployer is not authorized to perform: sts:TagSession on resource: arn:aws:iam::444455556666:role/devops\n',
          source: 'https://github.com/aws-actions/configure-aws-credentials/issues/54',
        },
        finds: { severity: 'error', says: /sts:TagSession/, at: { file: 'logs/deploy.log', line: 2 } },
        result: 'failed',
      },
      {
        name: 'the same action, which tries again and again, on a terminal',
        through: 'command line',
        log: {
          text: 'Assuming role with user credentials\nRetry AssumeRole: attempt 1 of 12 failed: Could not assume role with user credentials: User: arn:aws:sts::111122223333:assumed-role/publish/GitHubActions is not authorized to perform: sts:TagSession on resource: arn:aws:iam::444455556666:role/invalidator\n',
          source: 'https://github.com/OvertureMaps/stac/issues/113',
        },
        finds: { severity: 'error', says: /sts:TagSession/, at: { file: 'logs/deploy.log', line: 2 } },
        result: 'failed',
      },
      refused(
        'the same answer of STS to this run',
        403,
        'AccessDenied',
        `User: ${someone} is not authorized to perform: sts:TagSession on resource: ${roleArn}`,
        /sts:TagSession/,
      ),
    ],
  },
  'assume-packed-policy': {
    by: 'log',
    why: 'The preflight sends neither tags nor session policies, so that nothing of its own can be too large.',
    cases: [
      {
        name: 'configure-aws-credentials, whose tags do not fit',
        log: {
          text: 'Assuming role with user credentials\n##[error]Could not assume role with user credentials: Packed size of session tags consumes 142% of allotted space.\n',
          source: 'https://github.com/aws-actions/configure-aws-credentials/issues/1803',
        },
        finds: { severity: 'error', says: /142%/, at: { file: 'logs/deploy.log', line: 2 } },
        result: 'failed',
      },
      {
        name: 'the AWS CLI, whose tags do not fit, on a terminal',
        through: 'command line',
        log: {
          text: 'An error occurred (PackedPolicyTooLarge) when calling the AssumeRole operation: Packed size of session tags consumes 498% of allotted space.\n',
          source: 'https://github.com/aws-actions/configure-aws-credentials/issues/1898',
        },
        finds: { severity: 'error', says: /498%/, at: { file: 'logs/deploy.log', line: 1 } },
        result: 'failed',
      },
      refused(
        'the same answer of STS to this run',
        400,
        'PackedPolicyTooLarge',
        'Packed size of session tags consumes 138% of allotted space.',
        /138%/,
      ),
    ],
  },
  'assume-role-denied': {
    by: 'run',
    cases: [
      {
        name: 'a role that trusts somebody else',
        loopback: { principals: { deployer: { arn: roleArn, trust: [] } } },
        inputs: assume,
        finds: { severity: 'error', says: /is not authorized to perform: sts:AssumeRole/ },
        result: 'failed',
      },
      {
        name: 'a role that there is not, in the same words',
        inputs: assume,
        finds: { severity: 'error', says: /is not authorized to perform: sts:AssumeRole/ },
        result: 'failed',
      },
      {
        name: 'a profile whose role trusts somebody else',
        loopback: { principals: { deployer: { arn: roleArn, trust: [] } } },
        environment: () => ({ AWS_REGION: 'us-east-1', AWS_PROFILE: 'dev' }),
        files: ({ key }) => ({
          '~/.aws/config': `[profile dev]\nrole_arn = ${roleArn}\nsource_profile = base\n`,
          '~/.aws/credentials': `[base]\naws_access_key_id = ${key.AWS_ACCESS_KEY_ID}\naws_secret_access_key = ${key.AWS_SECRET_ACCESS_KEY}\naws_session_token = ${key.AWS_SESSION_TOKEN}\n`,
        }),
        finds: { severity: 'error', says: /is not authorized to perform: sts:AssumeRole/ },
        result: 'failed',
      },
    ],
  },
  'assume-role-bad-arn': {
    by: 'run',
    cases: [
      {
        name: 'the name of a role in place of its ARN, before any call',
        inputs: (at) => ({ ...assume(at), 'role-to-assume': 'deployer' }),
        finds: { severity: 'error', says: /only the name of the role/ },
        result: 'failed',
      },
      {
        name: 'a profile with the ARN of a user, at its line',
        environment: () => ({ AWS_REGION: 'us-east-1', AWS_PROFILE: 'dev' }),
        files: {
          '~/.aws/config':
            '[profile dev]\nrole_arn = arn:aws:iam::111122223333:user/ci\ncredential_source = Environment\n',
        },
        finds: {
          severity: 'warning',
          says: /names something else than a role/,
          at: { file: '~/.aws/config', line: 2 },
        },
        result: 'failed',
      },
    ],
  },
  'assume-role-duration': {
    by: 'run',
    cases: [
      {
        name: 'a profile that asks for a longer session than the role allows',
        loopback: { principals: { deployer: { arn: roleArn, trust: ['someone'], maxSessionSeconds: 3600 } } },
        environment: () => ({ AWS_REGION: 'us-east-1', AWS_PROFILE: 'dev' }),
        files: ({ key }) => ({
          '~/.aws/config': `[profile dev]\nrole_arn = ${roleArn}\nsource_profile = base\nduration_seconds = 7200\n`,
          '~/.aws/credentials': `[base]\naws_access_key_id = ${key.AWS_ACCESS_KEY_ID}\naws_secret_access_key = ${key.AWS_SECRET_ACCESS_KEY}\naws_session_token = ${key.AWS_SESSION_TOKEN}\n`,
        }),
        finds: { severity: 'error', says: /exceeds the MaxSessionDuration set for this role/ },
        result: 'failed',
      },
      refused(
        'the limit for roles that are assumed with the session of another role',
        400,
        'ValidationError',
        'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
        /role chaining/,
      ),
    ],
  },
  'mfa-code': {
    by: 'log',
    why: 'The preflight never asks anybody for a code, so that it has none that could be refused.',
    cases: [
      {
        name: 'the AWS CLI, whose code came too late',
        log: {
          text: '\nAn error occurred (AccessDenied) when calling the AssumeRole operation: MultiFactorAuthentication failed with invalid MFA one time pass code.\n',
          source: 'https://github.com/aws/aws-cli/issues/2279',
        },
        finds: { severity: 'error', says: /AssumeRole/, at: { file: 'logs/deploy.log', line: 2 } },
        result: 'failed',
      },
      {
        name: 'aws-vault with the serial number of another device, on a terminal',
        through: 'command line',
        log: {
          text: 'aws-vault: error: exec: Failed to get credentials for account2: AccessDenied: MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.\n\tstatus code: 403, request id: 00000000-0000-4000-8000-000000000000\n',
          source: 'https://github.com/99designs/aws-vault/issues/676',
        },
        finds: { severity: 'error', says: /unable to validate MFA code/, at: { file: 'logs/deploy.log', line: 1 } },
        result: 'failed',
      },
      refused(
        'the same answer of STS to this run',
        403,
        'AccessDenied',
        'MultiFactorAuthentication failed with invalid MFA one time pass code.',
        /invalid MFA one time pass code/,
      ),
    ],
  },
};
