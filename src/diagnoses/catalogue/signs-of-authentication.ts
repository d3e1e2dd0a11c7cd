import type { Sample, Sign } from './sign.ts';

/** EC2 bears a clock that is a quarter of an hour off, the other services five minutes (seconds). */
const clockTolerance = { ec2: 900, others: 300 };

/** Throttling, and accounts that AWS does not serve. */
export const signsOfAccounts: readonly Sign[] = [
  {
    diagnosis: 'throttled',
    codes: [
      'Throttling',
      'Throttled',
      'RequestLimitExceeded',
      'RequestThrottled',
      'TooManyRequests',
      'SlowDown',
      'BandwidthLimitExceeded',
      'PriorRequestNotComplete',
      'EC2Throttled',
    ],
  },
  { diagnosis: 'throttled', when: ({ failure }) => failure.status === 429 },
  { diagnosis: 'throttled', text: ['rate exceeded', 'request limit exceeded'] },
  {
    diagnosis: 'auth-subscription',
    codes: ['OptInRequired', 'SubscriptionRequired', 'KMSOptInRequired', 'NotSignedUp'],
  },
  { diagnosis: 'auth-subscription', text: ['needs a subscription for the service', 'not subscribed to this service'] },
  { diagnosis: 'auth-account-blocked', codes: ['Blocked', 'PendingVerification', 'AccountProblem'] },
  {
    diagnosis: 'auth-account-blocked',
    text: [
      'this account is currently blocked',
      'account is pending verification',
      'account is suspended',
      'account is currently suspended',
      'there is a problem with your aws account',
    ],
  },
  { diagnosis: 'sts-region-disabled', codes: ['RegionDisabled'] },
  { diagnosis: 'sts-region-disabled', text: ['sts is not activated in this region'] },
];

/** Signature, token and key. The clock comes first, because it shows under the codes of the others. */
export const signsOfCredentials: readonly Sign[] = [
  { diagnosis: 'auth-clock-skew', codes: ['RequestTimeTooSkewed', 'RequestInTheFuture'] },
  {
    diagnosis: 'auth-clock-skew',
    text: ['signature expired: ', 'signature not yet current: ', 'request time and the current time is too large'],
  },
  {
    diagnosis: 'auth-clock-skew',
    codes: ['RequestExpired'],
    when: (sample) => clockOffBy(sample, clockTolerance.others),
  },
  { diagnosis: 'auth-clock-skew', codes: ['AuthFailure'], when: (sample) => clockOffBy(sample, clockTolerance.ec2) },
  { diagnosis: 'auth-scope-region', codes: ['PermanentRedirect', 'IllegalLocationConstraint'] },
  {
    diagnosis: 'auth-scope-region',
    text: [
      'credential should be scoped to a valid region',
      'credential should be scoped to correct service',
      "is wrong; expecting '",
      'must be addressed using the specified endpoint',
    ],
  },
  { diagnosis: 'region-partition-mismatch', text: ['account credentials unique to the china'] },
  { diagnosis: 'oidc-token-invalid', text: ['token expired: current date/time'] },
  {
    diagnosis: 'env-akia-with-token',
    codes: ['ExpiredToken', 'InvalidToken'],
    when: ({ about }) => about.accessKeyPrefix === 'AKIA',
  },
  {
    diagnosis: 'oidc-token-invalid',
    codes: ['ExpiredToken'],
    when: ({ about, text }) => about.webIdentity && !text.includes('security token included in the request'),
  },
  { diagnosis: 'auth-token-expired', codes: ['ExpiredToken'] },
  {
    diagnosis: 'auth-token-expired',
    codes: ['RequestExpired'],
    when: ({ about, failure }) => about.accessKeyPrefix === 'ASIA' && failure.clockAheadSeconds !== null,
  },
  { diagnosis: 'auth-request-expired', codes: ['RequestExpired'] },
  { diagnosis: 'env-unexpanded', text: ['credential=$aws_access_key_id/', 'credential=${aws_access_key_id}/'] },
  { diagnosis: 'env-surrounding-whitespace', text: ['(missing equal-sign) in authorization header'] },
  { diagnosis: 'auth-incomplete-signature', codes: ['IncompleteSignature', 'AuthorizationHeaderMalformed'] },
  { diagnosis: 'auth-missing-token', codes: ['MissingAuthenticationToken'] },
  { diagnosis: 'auth-signature-mismatch', codes: ['SignatureDoesNotMatch', 'InvalidSignature'] },
  {
    diagnosis: 'auth-token-invalid',
    codes: ['InvalidClientTokenId', 'UnrecognizedClient', 'InvalidAccessKeyId', 'AuthFailure', 'InvalidToken'],
  },
];

/** The same facts in AWS's own sentences, under a code that is new, or one that speaks of permissions. */
export const signsInSentences: readonly Sign[] = [
  {
    diagnosis: 'auth-token-expired',
    text: ['security token included in the request is expired', 'the provided token has expired'],
  },
  { diagnosis: 'auth-signature-mismatch', text: ['the request signature we calculated does not match'] },
  {
    diagnosis: 'auth-incomplete-signature',
    text: [
      'must have exactly 5 slash-delimited elements',
      "authorization header requires '",
      'does not conform to aws standards',
    ],
  },
  { diagnosis: 'auth-missing-token', text: ['missing authentication token'] },
  {
    diagnosis: 'auth-token-invalid',
    text: [
      'security token included in the request is invalid',
      'the aws access key id you provided does not exist',
      'not able to validate the provided access credentials',
      'the access key id or security token is invalid',
      'the provided token is malformed or otherwise invalid',
    ],
  },
];

function clockOffBy({ failure }: Sample, seconds: number): boolean {
  return Math.abs(failure.clockAheadSeconds ?? 0) > seconds;
}
