import { describe, expect, it } from '@jest/globals';
import type { LogEvidence } from '../../src/explain/evidence.ts';
import { explainText } from '../../src/explain/log-reader.ts';
import { evidenceOf } from './evidence.ts';

const invalid = 'UnrecognizedClientException: The security token included in the request is invalid.';
const invalidForSts =
  'An error occurred (InvalidClientTokenId) when calling the GetCallerIdentity operation: The security token included in the request is invalid.';
const expired = 'api error ExpiredToken: The security token included in the request is expired';
const ec2 =
  'An error occurred (AuthFailure) when calling the DescribeInstances operation: AWS was not able to validate the provided access credentials';
const local = 'UnrecognizedClientException: The Access Key ID or security token is invalid.';
const none =
  'Credentials could not be loaded, please check your action inputs: Could not load credentials from any providers';
const cli = 'Unable to locate credentials. You can configure credentials by running "aws configure".';
const denied =
  'AccessDenied: User: arn:aws:sts::***:assumed-role/***/user1 is not authorized to perform: iam:CreateRole on resource: arn:aws:iam::***:role/x because no identity-based policy allows the iam:CreateRole action';
const token = 'Amazon.SecurityToken.Model.ExpiredTokenException: The web identity token has passed its end';
const js =
  "ExpiredTokenException: Token has passed its end\n  operation: AssumeRoleWithWebIdentity\n  requestId: '7a62c49f-347e'";
const asia = { accessKeyPrefix: 'ASIA', hasSessionToken: true } as const;
const akia = { accessKeyPrefix: 'AKIA', hasSessionToken: false } as const;

const cases: readonly (readonly [string, string, Partial<LogEvidence>, string])[] = [
  ['an invalid token stays one without evidence', invalid, {}, 'auth-token-invalid'],
  ['a session key without its token', invalid, { ...asia, hasSessionToken: false }, 'env-asia-no-token'],
  ['nobody has looked for the token', invalid, { ...asia, hasSessionToken: null }, 'auth-token-invalid'],
  ['a session key with its token', invalid, asia, 'auth-token-invalid'],
  ['a long-term key with a token', invalid, { ...akia, hasSessionToken: true }, 'env-akia-with-token'],
  ['a long-term key alone', invalid, akia, 'auth-token-invalid'],
  ['STS knows the key, a service does not', invalid, { ...asia, identityVerified: true }, 'region-not-enabled'],
  [
    'STS knows the key now, but did not in the log',
    invalidForSts,
    { ...asia, identityVerified: true },
    'auth-token-invalid',
  ],
  ['EC2 does not know the key that STS knows', ec2, { ...akia, identityVerified: true }, 'region-not-enabled'],
  ['EC2 and a clock that is sixteen minutes off', ec2, { clockAheadSeconds: 960 }, 'auth-clock-skew'],
  ['EC2 and a clock that is ten minutes off', ec2, { clockAheadSeconds: 600 }, 'auth-token-invalid'],
  ['DynamoDB Local under an endpoint variable', local, { endpointOverride: true }, 'endpoint-override'],
  ['the same sentence without one', local, {}, 'auth-token-invalid'],
  ['a long-term key cannot expire, its token can', expired, { ...akia, hasSessionToken: true }, 'env-akia-with-token'],
  ['a long-term key alone: the tool used other credentials', expired, akia, 'auth-token-expired'],
  ['a session that is over', expired, asia, 'auth-token-expired'],
  ['STS calls the token of a job expired', token, { webIdentity: true }, 'oidc-token-invalid'],
  ['STS calls a session expired', token, {}, 'auth-token-expired'],
  ['the operation tells which token is meant', js, {}, 'oidc-token-invalid'],
  ['the job may not ask for a token', none, { idTokenMissing: true }, 'oidc-no-permission'],
  ['the job may ask for a token', none, {}, 'env-no-credentials'],
  ['the AWS CLI has no say about tokens of GitHub', cli, { idTokenMissing: true }, 'env-no-credentials'],
  ['IAM in a Learner Lab whose names are masked', denied, { learnerLab: true }, 'academy-iam-restricted'],
  ['IAM elsewhere', denied, {}, 'authz-identity-implicit'],
  [
    'another service in a Learner Lab',
    denied.replaceAll('iam:CreateRole', 'rds:CreateDBCluster'),
    { learnerLab: true },
    'authz-identity-implicit',
  ],
];

describe('what evidence decides', () => {
  it.each(cases)('%s', (_, text, evidence, expected) => {
    expect(explainText(text, evidenceOf(evidence)).observations.map(({ code }) => code)).toEqual([expected]);
  });
});
