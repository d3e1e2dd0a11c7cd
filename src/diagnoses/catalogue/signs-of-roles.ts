import type { Sign } from './sign.ts';

/** What STS says about the token of AssumeRoleWithWebIdentity and the provider behind it. */
export const signsOfWebIdentity: readonly Sign[] = [
  { diagnosis: 'oidc-provider-missing', text: ['no openidconnect provider found in your account'] },
  { diagnosis: 'oidc-audience', text: ['incorrect token audience'] },
  { diagnosis: 'oidc-thumbprint', text: ['match configured thumbprint'] },
  { diagnosis: 'oidc-idp-unreachable', codes: ['IDPCommunicationError'] },
  { diagnosis: 'oidc-idp-unreachable', text: ['retrieve verification key from your identity provider'] },
  { diagnosis: 'oidc-token-invalid', codes: ['InvalidIdentityToken', 'IDPRejectedClaim'] },
];

/** What STS says about the other parts of a request for a session. */
export const signsOfRoles: readonly Sign[] = [
  {
    diagnosis: 'assume-role-duration',
    text: ['exceeds the maxsessionduration set for this role', 'session limit for roles assumed by role chaining'],
  },
  {
    diagnosis: 'assume-role-bad-arn',
    text: [
      'request arn is invalid',
      'is invalid or cannot be assumed',
      'source account id is needed if the role name is provided',
      "at 'rolearn' failed to satisfy constraint",
    ],
  },
  { diagnosis: 'mfa-code', text: ['multifactorauthentication failed'] },
  { diagnosis: 'assume-packed-policy', codes: ['PackedPolicyTooLarge'] },
  {
    diagnosis: 'assume-packed-policy',
    text: ['packed size of session tags consumes', 'serialized token too large for session'],
  },
  {
    diagnosis: 'oidc-trust-policy-rejected',
    codes: ['MalformedPolicyDocument'],
    when: ({ text }) => aboutIdentityProvider.some((words) => text.includes(words)),
  },
];

/** IAM's words for what a trust policy has to do with an OIDC provider; other malformed policies are not about access. */
const aboutIdentityProvider: readonly string[] = [
  'token.actions.',
  'oidc',
  'openid',
  'identity provider',
  'web identity',
  'assumerolewithwebidentity',
];
