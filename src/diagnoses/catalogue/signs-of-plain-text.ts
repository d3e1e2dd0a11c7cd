import type { Sign } from './sign.ts';
import { signsInSentences } from './signs-of-authentication.ts';
import { signsOfRoles, signsOfWebIdentity } from './signs-of-roles.ts';

/**
 * AWS's own sentences where they stand in a log without the code that belongs to them. Shorter than the tables for
 * answers, because other systems say `rate exceeded` or `missing authentication token` too.
 */
export const signsOfPlainText: readonly Sign[] = [
  {
    diagnosis: 'auth-clock-skew',
    text: ['is now earlier than ', 'is still later than '],
    when: ({ text }) => text.includes('signature expired: ') || text.includes('signature not yet current: '),
  },
  { diagnosis: 'auth-clock-skew', text: ['the difference between the request time and the current time is too large'] },
  {
    diagnosis: 'auth-scope-region',
    text: [
      'credential should be scoped to a valid region',
      'credential should be scoped to correct service',
      "is wrong; expecting '",
      'you are attempting to access must be addressed using the specified endpoint',
    ],
  },
  { diagnosis: 'env-unexpanded', text: ['credential=$aws_access_key_id/', 'credential=${aws_access_key_id}/'] },
  { diagnosis: 'env-surrounding-whitespace', text: ['(missing equal-sign) in authorization header'] },
  { diagnosis: 'region-partition-mismatch', text: ['account credentials unique to the china'] },
  {
    diagnosis: 'oidc-token-invalid',
    text: ['token expired: current date/time', 'the id token provided is not a valid jwt'],
  },
  { diagnosis: 'sts-region-disabled', text: ['sts is not activated in this region'] },
  { diagnosis: 'auth-subscription', text: ['aws access key id needs a subscription for the service'] },
  {
    diagnosis: 'auth-account-blocked',
    text: ['this account is currently blocked and not recognized as a valid account'],
  },
  { diagnosis: 'auth-missing-token', text: ['request is missing authentication token'] },
  ...signsOfWebIdentity,
  ...signsOfRoles,
  ...signsInSentences.filter(({ diagnosis }) => diagnosis !== 'auth-missing-token'),
];
