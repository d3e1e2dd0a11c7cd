import type { authentication as entries } from '../../src/diagnoses/catalogue/authentication.ts';
import type { Evidence, Reproduction } from './evidence.ts';
import { account, everything } from './loopback.ts';

/** A user with a long-term key. */
const user = { arn: `arn:aws:iam::${account}:user/ci`, statements: [everything] };

/** What STS, or the harmless read of EC2, answers in the place of a success. */
function answered(
  service: 'sts' | 'ec2',
  name: string,
  [status, code, message]: readonly [number, string, string],
  finds: Reproduction['finds'],
  result: Reproduction['result'],
): Reproduction {
  return { name, loopback: { scenario: { faults: [{ service, status, code, message }] } }, finds, result };
}

/** Why AWS does not accept the credentials themselves, or the account behind them. */
export const authentication: Readonly<Record<keyof typeof entries, Evidence>> = {
  'auth-token-expired': {
    by: 'run',
    cases: [
      {
        name: 'a session that is over',
        loopback: { key: { state: 'expired' } },
        finds: {
          severity: 'error',
          says: /ExpiredToken, HTTP 403: The security token included in the request is expired/,
        },
        result: 'failed',
      },
      {
        name: 'a session that was over before the step began, by what the job says',
        inputs: { 'session-expires-at': '2020-01-01T00:00:00Z' },
        finds: { severity: 'error', says: /The session ended at 2020-01-01T00:00:00\.000Z/ },
        result: 'failed',
      },
    ],
  },
  'auth-request-expired': {
    by: 'run',
    cases: [
      {
        name: 'an EC2 that calls the request of a long-term key expired',
        loopback: {
          ...user,
          scenario: {
            faults: [{ service: 'ec2', status: 400, code: 'RequestExpired', message: 'Request has expired.' }],
          },
        },
        finds: { severity: 'error', says: /RequestExpired, HTTP 400: Request has expired\./ },
        result: 'failed',
      },
    ],
  },
  'auth-clock-skew': {
    by: 'run',
    cases: [
      {
        name: 'a clock that is a quarter of an hour behind, which the SDK corrects',
        loopback: { scenario: { clockOffsetSeconds: 900 } },
        finds: { severity: 'warning', says: /seconds behind AWS's/ },
        result: 'passed',
      },
      answered(
        'sts',
        'an STS that goes on calling the request too old',
        [
          403,
          'SignatureDoesNotMatch',
          'Signature expired: 20260803T101500Z is now earlier than 20260803T104500Z (20260803T105000Z - 5 min.)',
        ],
        { severity: 'error', says: /Signature expired/ },
        'failed',
      ),
    ],
  },
  'auth-signature-mismatch': {
    by: 'run',
    cases: [
      {
        name: 'the secret of another key',
        loopback: user,
        environment: ({ key }) => ({
          ...key,
          AWS_SECRET_ACCESS_KEY: Array.from(key.AWS_SECRET_ACCESS_KEY).reverse().join(''),
        }),
        finds: { severity: 'error', says: /SignatureDoesNotMatch.*Asked again after 6 seconds, AWS said no as well\./ },
        result: 'failed',
      },
    ],
  },
  'auth-token-invalid': {
    by: 'run',
    cases: [
      {
        name: 'a key that was deactivated',
        loopback: { ...user, key: { state: 'inactive' } },
        finds: {
          severity: 'error',
          says: /InvalidClientTokenId.*By its form, the key belongs to account 111122223333\./,
        },
        result: 'failed',
      },
      {
        name: 'the token of another session',
        environment: ({ key }) => ({ ...key, AWS_SESSION_TOKEN: `${key.AWS_SESSION_TOKEN.slice(0, -8)}AAAABBBB` }),
        finds: { severity: 'error', says: /InvalidClientTokenId/ },
        result: 'failed',
      },
      {
        name: 'a key of a Learner Lab that was started anew, on a terminal',
        through: 'command line',
        environment: ({ key }) => ({ ...key, AWS_SESSION_TOKEN: `${key.AWS_SESSION_TOKEN.slice(0, -8)}CCCCDDDD` }),
        finds: { severity: 'error', says: /The security token included in the request is invalid/ },
        result: 'failed',
      },
    ],
  },
  'auth-scope-region': {
    by: 'run',
    cases: [
      answered(
        'sts',
        'an STS of another region than the one that was signed for',
        [403, 'SignatureDoesNotMatch', "Credential should be scoped to a valid region, not 'us-east-1'."],
        { severity: 'error', says: /Credential should be scoped to a valid region/ },
        'failed',
      ),
    ],
  },
  'auth-incomplete-signature': {
    by: 'run',
    cases: [
      answered(
        'sts',
        'an STS that cannot take the header apart, which a proxy has changed',
        [400, 'IncompleteSignature', "Authorization header requires 'Credential' parameter."],
        { severity: 'error', says: /IncompleteSignature/ },
        'failed',
      ),
    ],
  },
  'auth-missing-token': {
    by: 'run',
    cases: [
      answered(
        'sts',
        'an STS that sees no signature, which a proxy has taken off',
        [403, 'MissingAuthenticationToken', 'Request is missing Authentication Token'],
        { severity: 'error', says: /Request is missing Authentication Token/ },
        'failed',
      ),
    ],
  },
  'sts-region-disabled': {
    by: 'run',
    cases: [
      {
        name: 'a region in which STS is switched off',
        loopback: { scenario: { stsDisabledRegions: ['us-east-1'] } },
        finds: { severity: 'error', says: /STS is not activated in this region/ },
        result: 'failed',
      },
    ],
  },
  'auth-subscription': {
    by: 'run',
    cases: [
      answered(
        'ec2',
        'an account that is not signed up for the service',
        [
          403,
          'OptInRequired',
          'You are not subscribed to this service. Please go to http://aws.amazon.com to subscribe.',
        ],
        { severity: 'error', says: /You are not subscribed to this service/ },
        'failed',
      ),
    ],
  },
  'auth-account-blocked': {
    by: 'run',
    cases: [
      answered(
        'ec2',
        'an account that AWS does not serve',
        [403, 'Blocked', 'This account is currently blocked and not recognized as a valid account.'],
        { severity: 'error', says: /This account is currently blocked/ },
        'failed',
      ),
    ],
  },
  'aws-error-unknown': {
    by: 'run',
    cases: [
      answered(
        'sts',
        'an answer that nobody knows',
        [418, 'Teapot', 'short & <stout>'],
        { severity: 'warning', says: /answered Teapot, HTTP 418: short & <stout>/ },
        'unverified',
      ),
    ],
  },
};
