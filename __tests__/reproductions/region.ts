import type { region as entries } from '../../src/diagnoses/catalogue/region.ts';
import type { Evidence } from './evidence.ts';
import { everything } from './loopback.ts';

const chinese = {
  arn: 'arn:aws-cn:iam::111122223333:user/ci',
  statements: [everything],
  scenario: { partition: 'aws-cn' },
};

/** Where the calls go: region, partition, endpoint. */
export const region: Readonly<Record<keyof typeof entries, Evidence>> = {
  'region-missing': {
    by: 'run',
    cases: [
      {
        name: 'no region anywhere',
        environment: ({ key }) => ({ ...key, AWS_REGION: '' }),
        finds: { severity: 'error', says: /Neither the input aws-region nor AWS_REGION/ },
        result: 'failed',
      },
      {
        name: 'only AWS_DEFAULT_REGION, which the JavaScript SDK does not read',
        environment: ({ key: { AWS_REGION, ...key } }) => ({ ...key, AWS_DEFAULT_REGION: AWS_REGION }),
        finds: { severity: 'warning', says: /Only AWS_DEFAULT_REGION is set/ },
        result: 'passed',
      },
    ],
  },
  'region-conflict': {
    by: 'run',
    cases: [
      {
        name: 'two variables of two regions',
        environment: ({ key }) => ({ ...key, AWS_DEFAULT_REGION: 'eu-west-1' }),
        finds: { severity: 'warning', says: /AWS_REGION is "us-east-1" and AWS_DEFAULT_REGION is "eu-west-1"/ },
        result: 'passed',
      },
      {
        name: 'a region in the settings of the EB CLI that is another one, at its line',
        files: { '.elasticbeanstalk/config.yml': 'global:\n  application_name: shop\n  default_region: eu-west-1\n' },
        finds: {
          severity: 'warning',
          says: /The EB CLI deploys to "eu-west-1"/,
          at: { file: '.elasticbeanstalk/config.yml', line: 3 },
        },
        result: 'passed',
      },
    ],
  },
  'region-malformed': {
    by: 'run',
    cases: [
      {
        name: 'an availability zone in place of a region',
        environment: ({ key }) => ({ ...key, AWS_REGION: 'eu-west-1a' }),
        finds: {
          severity: 'error',
          says: /that is an availability zone or local zone\. The region is probably eu-west-1\./,
        },
        result: 'failed',
      },
      {
        name: 'a blank behind the region of a profile, at its line',
        environment: () => ({ AWS_PROFILE: 'dev' }),
        files: ({ key }) => ({
          '~/.aws/credentials': `[dev]\naws_access_key_id = ${key.AWS_ACCESS_KEY_ID}\naws_secret_access_key = ${key.AWS_SECRET_ACCESS_KEY}\naws_session_token = ${key.AWS_SESSION_TOKEN}\n`,
          '~/.aws/config': '[profile dev]\nregion = us_east_1\n',
        }),
        finds: { severity: 'error', says: /regions are written with hyphens/, at: { file: '~/.aws/config', line: 2 } },
        result: 'failed',
      },
    ],
  },
  'region-unknown': {
    by: 'run',
    cases: [
      {
        name: 'a region with a letter missing',
        environment: ({ key }) => ({ ...key, AWS_REGION: 'us-est-1' }),
        finds: { severity: 'error', says: /no region of AWS is called that\. The nearest name is us-east-1\./ },
        result: 'failed',
      },
      {
        name: 'a region that may be newer than this version',
        environment: ({ key }) => ({ ...key, AWS_REGION: 'eu-west-9' }),
        inputs: { level: 'lint' },
        finds: { severity: 'warning', says: /no region that this version knows is called that/ },
        result: 'passed',
      },
    ],
  },
  'region-partition-mismatch': {
    by: 'run',
    cases: [
      {
        name: 'a key of AWS in China in an ordinary region',
        loopback: chinese,
        finds: {
          severity: 'error',
          says: /works in cn-northwest-1, as arn:aws-cn:iam::111122223333:user\/ci: it belongs to partition aws-cn/,
        },
        result: 'failed',
      },
      {
        name: 'a role of one partition and a region of another, before any call',
        environment: ({ key }) => ({ ...key, AWS_REGION: 'cn-north-1' }),
        inputs: ({ key }) => ({
          'role-to-assume': 'arn:aws:iam::111122223333:role/deployer',
          'aws-access-key-id': key.AWS_ACCESS_KEY_ID,
          'aws-secret-access-key': key.AWS_SECRET_ACCESS_KEY,
          'aws-session-token': key.AWS_SESSION_TOKEN,
        }),
        finds: { severity: 'error', says: /is in partition aws, and .* is in partition aws-cn/ },
        result: 'failed',
      },
    ],
  },
  'region-not-enabled': {
    by: 'run',
    cases: [
      {
        name: 'a region that the account has not enabled',
        environment: ({ key }) => ({ ...key, AWS_REGION: 'ap-east-1' }),
        finds: { severity: 'error', says: /The same key works in us-east-1.*ap-east-1 does not take it/ },
        result: 'failed',
      },
      {
        name: 'a service that does not know the key which STS knows',
        loopback: {
          scenario: {
            faults: [
              {
                service: 'ec2',
                status: 401,
                code: 'AuthFailure',
                message: 'AWS was not able to validate the provided access credentials',
              },
            ],
          },
        },
        finds: { severity: 'error', says: /AuthFailure/ },
        result: 'failed',
      },
    ],
  },
  'endpoint-override': {
    by: 'run',
    cases: [
      {
        name: 'an endpoint variable that is left over from a test',
        finds: {
          severity: 'warning',
          says: /AWS_ENDPOINT_URL \(127\.0\.0\.1:?\d*\) sends calls to a host that is not AWS's/,
        },
        result: 'passed',
      },
      {
        name: 'an endpoint that is no address',
        environment: ({ key }) => ({ ...key, AWS_ENDPOINT_URL: 'localhost' }),
        finds: { severity: 'warning', says: /AWS_ENDPOINT_URL is no URL/ },
        result: 'unverified',
      },
    ],
  },
};
