import type { Sign } from './sign.ts';

/**
 * Sentences of the AWS SDKs other than the one for JavaScript, read in their public sources: botocore and boto3, with
 * which the AWS CLI, SAM, the EB CLI and Ansible speak; Go, with which Terraform, Pulumi, eksctl and Packer do; Java,
 * .NET, Rust, PHP and Ruby. Each is long enough that nothing else in a log says it.
 */
export const signsOfSdks: readonly Sign[] = [
  { diagnosis: 'env-profile-empty', text: ['the config profile () could not be found'] },
  {
    diagnosis: 'env-partial-pair',
    text: ['partial credentials found in ', 'your credentials are not complete. key:'],
  },
  { diagnosis: 'env-newline', codes: ['ERR_INVALID_CHAR'] },
  {
    diagnosis: 'env-newline',
    text: ["invalid header value b'", 'invalid header value b"', 'invalid header field value for "authorization"'],
  },
  {
    diagnosis: 'file-profile-not-found',
    text: [
      'failed to get shared config profile',
      'sharedconfigprofilenotexist',
      'no aws profile named ',
      'unable to find the "',
    ],
    when: ({ text }) => !text.includes('unable to find the "') || text.includes('" profile'),
  },
  {
    diagnosis: 'file-profile-not-found',
    text: ['the config profile (', 'the source_profile "'],
    when: ({ text }) => text.includes('could not be found') || text.includes('does not exist'),
  },
  {
    diagnosis: 'file-parse-error',
    text: ['unable to parse config file: ', 'failed to load shared config file', 'sharedconfigloaderror'],
  },
  {
    diagnosis: 'file-permissions',
    text: ['permission denied'],
    when: ({ text }) => text.includes('/.aws/') || text.includes('\\.aws\\'),
  },
  {
    diagnosis: 'sso-session-expired',
    text: [
      'token has expired and refresh failed',
      'error loading sso token',
      'the sso session has expired or is invalid',
      'refresh cached sso token failed',
      'failed to refresh cached sso token',
      'cached sso token is expired',
      'error when retrieving token from sso',
    ],
  },
  { diagnosis: 'sso-session-expired', codes: ['InvalidGrant'], when: ({ about }) => about.service.startsWith('sso') },
  {
    diagnosis: 'sso-config-incomplete',
    text: [
      'the specified sso-session does not exist',
      'is configured to use sso but is missing required configuration',
      'missing the following required sso configuration values',
    ],
  },
  {
    diagnosis: 'login-session',
    text: ['error loading login session token', 'unable to create or refresh login credentials'],
  },
  {
    diagnosis: 'credential-process-failed',
    text: [
      'error when retrieving credentials from custom-process',
      'refreshed credentials are still expired',
      'credential_process returned ',
      'credential_process did not return',
      'did not contain credential_process',
      'processproviderexecutionerror',
      'error in credential_process',
      'process provider error',
    ],
  },
  {
    diagnosis: 'role-profile-config',
    text: ['the credential source "', 'infinite loop in credential configuration detected'],
  },
  {
    diagnosis: 'mfa-profile',
    text: [
      'cannot refresh credentials: mfa token required',
      'enter mfa code for ',
      'assume role with mfa enabled, but',
    ],
  },
  {
    diagnosis: 'web-identity-file',
    text: [
      'webidentityerr: failed fetching webidentity token',
      'failed to retrieve jwt from provided source',
      'unable to read web identity token from ',
    ],
  },
  {
    diagnosis: 'web-identity-file',
    text: ['no such file or directory'],
    when: ({ text }) => identityTokenFiles.some((part) => text.includes(part)),
  },
  {
    diagnosis: 'region-missing',
    text: [
      'you must specify a region',
      'an aws region is required, but was not found',
      'could not find region configuration',
      'unable to find a region via the region provider chain',
      'unable to load region from any of the providers in the chain',
      'no regionendpoint or serviceurl configured',
      'no region was provided. configure the',
      'a region must be set when sending requests to s3',
    ],
  },
  { diagnosis: 'region-malformed', text: ["provided region_name '"] },
  {
    diagnosis: 'env-no-credentials',
    text: [
      'unable to locate credentials',
      'no valid credential sources',
      'no valid providers in chain',
      'emptystaticcreds: static credentials are empty',
      'unable to load aws credentials from any provider in the chain',
      'unable to load credentials from any of the providers in the chain',
      'unable to find credentials exception 1 of ',
      'failed to resolve aws credentials',
      'unable to sign request without credentials set',
      'no providers in chain provided credentials',
      'no credentials in the property bag',
    ],
  },
  {
    diagnosis: 'container-credentials',
    text: [
      'can only retrieve metadata from a loopback address',
      'error retrieving credentials from container metadata',
    ],
  },
  {
    diagnosis: 'imds-unavailable',
    text: [
      'no ec2 imds role found',
      'request to ec2 imds failed',
      'unable to retrieve token for use in imdsv2 call',
      'unable to get iam security credentials from ec2 instance metadata',
      'error retrieving credentials from the instance profile metadata',
      'failed to retrieve credentials from ec2 instance metadata',
      'ec2rolerequesterror: no ec2 instance role found',
      'unable to connect to instance metadata service',
      'from instance metadata service',
      'ec2 instance metadata service access disabled',
    ],
  },
];

/** Where Kubernetes, CodeBuild and configure-aws-credentials put the token; other files are not about AWS. */
const identityTokenFiles: readonly string[] = [
  'eks.amazonaws.com/serviceaccount/token',
  'web-identity',
  'web_identity',
  'webidentity',
  'awsjwt',
];
