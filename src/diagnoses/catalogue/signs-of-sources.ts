import type { Sign } from './sign.ts';

/**
 * Those of the sentences below that are long and particular enough to be known in the middle of any text, such as a log.
 */
export const signsOfSpokenSources: readonly Sign[] = [
  {
    diagnosis: 'login-session',
    text: [
      're-authenticate using aws login',
      're-authenticate using `aws login`',
      "reauthenticate using 'aws login'",
      'your session has expired. please reauthenticate',
      'because of a change in your password. please reauthenticate',
      "missing permission for the 'createoauth2token' action",
      'failed to load token from ',
      'does not contain login_session',
    ],
  },
  {
    diagnosis: 'sso-config-incomplete',
    text: [
      'profile is configured with invalid sso credentials',
      "(reading 'sso_region')",
      "(reading 'sso_start_url')",
      'is not configured with sso credentials',
      'conflicting sso region',
      'conflicting sso start_url',
      'the fromsso() argument hash must include',
      "is missing required property 'sso_",
    ],
  },
  {
    diagnosis: 'sso-config-incomplete',
    text: ["sso session '"],
    when: ({ text }) => text.includes('could not be found'),
  },
  {
    diagnosis: 'sso-session-expired',
    text: [
      'sso session associated with this profile',
      'sso session token associated with profile',
      'to refresh this sso session',
      'in sso token',
      'session token not found or invalid',
    ],
  },
  { diagnosis: 'mfa-profile', text: ['requires multi-factor authentication'] },
  {
    diagnosis: 'role-profile-config',
    text: [
      'unsupported credential source in profile',
      'detected a cycle attempting to resolve credentials',
      'contains both source_profile and credential_source',
    ],
  },
  {
    diagnosis: 'file-profile-not-found',
    text: ['could not resolve credentials using profile', 'could not be found in shared credentials file'],
  },
];

/** Sentences of the AWS SDK for JavaScript 3.1169: credential-provider-*, token-providers, credential-provider-imds. */
export const signsOfSources: readonly Sign[] = [
  { diagnosis: 'credential-process-failed', when: ({ text }) => text.startsWith('command failed:') },
  {
    diagnosis: 'credential-process-failed',
    text: [
      'credential_process did not return',
      'credential_process returned',
      'did not contain credential_process',
      'stdout maxbuffer length exceeded',
    ],
  },
  ...signsOfSpokenSources,
  {
    diagnosis: 'login-session',
    text: [
      'token refresh response missing required fields',
      'token validation failed, missing fields',
      'failed to generate dpop proof',
      'invalid der signature',
    ],
  },
  { diagnosis: 'sso-role-forbidden', text: ['forbiddenexception'] },
  { diagnosis: 'throttled', text: ['toomanyrequestsexception'] },
  {
    diagnosis: 'file-profile-not-found',
    when: ({ text }) => text.startsWith('profile ') && text.endsWith(' was not found.'),
  },
  { diagnosis: 'file-parse-error', text: ['found invalid profile name'] },
  {
    diagnosis: 'container-credentials',
    text: [
      '169.254.170.2',
      'pods.eks.amazonaws.com',
      'no http credential provider host provided',
      'url not accepted. it must either be https or match',
      'authorization token contains invalid',
      'http credential provider response not of the required format',
      'server responded with status: ',
      'is not a valid container metadata service',
      'the container metadata credential provider cannot be used unless',
      'from container metadata:',
      "unsupported host '",
    ],
  },
  {
    diagnosis: 'imds-unavailable',
    text: [
      'instance metadata service',
      'ec2 metadata token request returned error',
      'aws ec2 metadata v1 fallback has been blocked',
      'unsupported endpoint mode',
      '169.254.169.254',
      'no ec2 imds role found',
    ],
  },
  {
    diagnosis: 'web-identity-file',
    text: ['web identity configuration not specified', 'web identity token file does not exist'],
  },
  {
    diagnosis: 'web-identity-file',
    text: ['enoent: ', 'eacces: ', 'eisdir: ', 'enotdir: ', 'eperm: ', 'no such file or directory'],
    when: ({ text, about }) => about.webIdentity || text.includes('token'),
  },
  {
    diagnosis: 'env-no-credentials',
    text: [
      'could not load credentials from any providers',
      'unable to find environment variable credentials',
      'credential is missing',
    ],
  },
  { diagnosis: 'env-newline', codes: ['ERR_INVALID_CHAR'] },
  { diagnosis: 'env-newline', text: ['invalid character in header content'] },
  { diagnosis: 'region-missing', text: ['region is missing', 'missing region in config'] },
  { diagnosis: 'region-malformed', text: ['region not accepted: region='] },
  { diagnosis: 'endpoint-override', codes: ['ERR_INVALID_URL'] },
];
