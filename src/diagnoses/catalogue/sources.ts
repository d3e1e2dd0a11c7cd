import type { Diagnosis } from '../diagnosis.ts';

/** Why a source that is set up gives no credentials. Raised only for the source that would have been used. */
export const sources = {
  'file-profile-not-found': {
    title: 'The named profile does not exist here',
    stage: 'provider',
    severity: 'error',
    meaning: 'Something asks for a profile by name, and the AWS files on this machine have no such profile.',
    causes: [
      "The profile exists on a developer's machine only.",
      'The EB CLI committed `profile: eb-cli` in `.elasticbeanstalk/config.yml`.',
      'The section has the wrong header: `~/.aws/config` wants `[profile NAME]`, `~/.aws/credentials` wants `[NAME]`.',
      '`HOME` is another one than expected: sudo, a container, a service.',
      'There are two blanks in the header, which JavaScript tools do not accept.',
    ],
    tell: 'Both files are read and their section names compared with the one asked for; near misses are named.',
    remedies: {
      'github-secrets':
        'Remove the profile setting for CI and set the key variables; or let aws-actions/configure-aws-credentials write the profile with `aws-profile: NAME`.',
      'identity-center':
        'Add `[profile NAME]` with `sso_session = NAME` to `~/.aws/config`, most easily by `aws configure sso`.',
      amplify: 'Leave `--profile` out in CI. On your machine, `npx ampx configure profile --name NAME` creates it.',
      'eb-cli':
        'Set `profile: null` in `.elasticbeanstalk/config.yml`: key variables alone do not override a profile named there.',
      any: 'Create the profile on this machine, or unset `AWS_PROFILE`.',
    },
    sources: [
      {
        evidence: 'measured',
        source: 'Section headers of both files in AWS SDK for JavaScript 3.1169 and botocore 1.43.11',
      },
      { evidence: 'source', source: 'awsebcli profile selection' },
    ],
  },
  'file-parse-error': {
    title: 'A config or credentials file cannot be read',
    stage: 'offline',
    severity: 'error',
    meaning:
      'A file of settings breaks the rules of its format. With one of the two AWS files, the AWS CLI, SAM and boto3 then stop altogether, and JavaScript tools go on with what they make of the rest, without a word.',
    causes: [
      'Lines were pasted without a section header such as `[default]` above them.',
      'A section or a key is there twice.',
      'The file is UTF-16, or begins with a byte order mark.',
      'A line has no `=`.',
    ],
    tell: 'The file is parsed line by line; the detail names the first line that does not fit.',
    remedies: {
      'github-secrets': 'Write the file with `printf` or a here-document, one section, one `name = value` a line.',
      academy:
        'Paste the whole block with its `[default]` line into `~/.aws/credentials`, in place of the old one, not after it.',
      amplify:
        '`ampx configure profile` adds sections at the end: remove the second `[default]`, which stops the AWS CLI.',
      any: 'Correct the line that the detail names.',
    },
    sources: [
      {
        evidence: 'measured',
        source: '49 variants of both files in AWS SDK for JavaScript 3.1169 and botocore 1.43.11',
      },
    ],
  },
  'sso-session-expired': {
    title: 'The IAM Identity Center session is missing or over',
    stage: 'provider',
    severity: 'error',
    meaning:
      'The profile signs in through IAM Identity Center, which needs a person at a browser from time to time. There is no valid sign-in on this machine.',
    causes: [
      'An SSO profile is used in CI, where nobody can sign in.',
      'The session on this machine has ended, commonly after 8 to 12 hours.',
      'The cache of the sign-in was copied without its refresh token.',
    ],
    tell: 'The SDK finds no token in `~/.aws/sso/cache`, or one that has expired, or Identity Center refuses it.',
    remedies: {
      oidc: 'In CI use a role for GitHub OIDC in the same account instead of an SSO profile.',
      'identity-center': 'On your machine run `aws sso login --profile NAME`. In CI do not use SSO profiles.',
      amplify:
        'Run `aws sso login --profile NAME` before `ampx sandbox --profile NAME`; pipelines use the role of the branch.',
      'self-hosted': 'Give the runner an instance role, or use OIDC.',
      any: 'Run `aws sso login --profile NAME` where a browser is at hand; for CI choose another source of credentials.',
    },
    sources: [
      { evidence: 'measured', source: 'AWS SDK for JavaScript 3.1169 and botocore 1.43.11' },
      { evidence: 'source', source: '@aws-sdk/credential-provider-sso; @aws-sdk/token-providers' },
    ],
  },
  'sso-config-incomplete': {
    title: 'The SSO profile lacks settings',
    stage: 'provider',
    severity: 'error',
    meaning: 'The profile is meant for IAM Identity Center, but does not say everything that is needed to sign in.',
    causes: [
      'The `[sso-session NAME]` section that the profile names is missing or called differently.',
      '`sso_account_id` or `sso_role_name` is missing.',
      'Profile and session name different regions or start addresses.',
    ],
    tell: 'The SDK says which setting is missing, or stumbles over a session section that is not there.',
    remedies: {
      'identity-center':
        'Run `aws configure sso` again. The profile needs `sso_session`, `sso_account_id` and `sso_role_name`; the section `[sso-session NAME]` needs `sso_start_url` and `sso_region`.',
      any: 'Complete the profile in `~/.aws/config`, or use another source of credentials.',
    },
    sources: [
      { evidence: 'measured', source: 'AWS SDK for JavaScript 3.1169' },
      { evidence: 'source', source: '@aws-sdk/credential-provider-sso, validateSsoProfile' },
    ],
  },
  'sso-role-forbidden': {
    title: 'Signed in, but the SSO role is not assigned to you',
    stage: 'provider',
    severity: 'error',
    meaning: 'The sign-in to IAM Identity Center is valid, and it refuses to hand out this role in this account.',
    causes: [
      'The permission set is not assigned to this person in this account.',
      '`sso_account_id` or `sso_role_name` is wrong; the role name is case-sensitive.',
    ],
    tell: 'Identity Center answers `ForbiddenException` to GetRoleCredentials while the token is valid.',
    remedies: {
      'identity-center':
        'Compare `sso_account_id` and `sso_role_name` with what the access portal shows, then ask your administrator for the assignment.',
      any: 'Ask the administrator of IAM Identity Center for the permission set in this account.',
    },
    sources: [{ evidence: 'field-report', source: 'GetRoleCredentials answers "No access"' }],
  },
  'login-session': {
    title: 'The `aws login` session cannot be used',
    stage: 'provider',
    severity: 'error',
    meaning:
      'The profile takes its credentials from a sign-in by `aws login`, and that sign-in is missing or has ended.',
    causes: [
      'The profile was copied to CI, where its cache does not exist.',
      'The session has expired, or the password was changed.',
      'The identity may not refresh the session.',
    ],
    tell: 'The SDK asks for a new sign-in, or finds no usable file in `~/.aws/login/cache`.',
    remedies: {
      any: 'Run `aws login` again where a browser is at hand. It needs a person, so in CI use OIDC or keys.',
    },
    sources: [
      { evidence: 'measured', source: 'AWS SDK for JavaScript 3.1169 and botocore 1.43.11' },
      { evidence: 'source', source: '@aws-sdk/credential-provider-login' },
    ],
  },
  'credential-process-failed': {
    title: 'The credential_process program failed',
    stage: 'provider',
    severity: 'error',
    meaning: 'The profile runs a program to get credentials, and the program did not give any.',
    causes: [
      'The program is not installed on this machine.',
      'It wants a browser, a keychain or a hardware key.',
      'It prints something other than the JSON that AWS tools expect, with `Version` being the number 1.',
      'The credentials it printed have already expired.',
    ],
    tell: 'The program is run as the profile says; the SDK reports its exit or what is wrong with its output.',
    remedies: {
      any: 'Run the command of the profile by itself and look at what it prints. In CI, use OIDC or keys instead of a program made for a desk.',
    },
    sources: [
      { evidence: 'measured', source: 'AWS SDK for JavaScript 3.1169 and botocore 1.43.11' },
      { evidence: 'source', source: '@aws-sdk/credential-provider-process' },
    ],
  },
  'role-profile-config': {
    title: 'A profile with role_arn is not set up right',
    stage: 'provider',
    severity: 'error',
    meaning: 'The profile assumes a role, but does not say properly with whose credentials.',
    causes: [
      '`credential_source` is not one of `Environment`, `Ec2InstanceMetadata` and `EcsContainer`.',
      '`source_profile` names a profile that does not exist, or the profiles name each other in a circle.',
      'The profile has both `source_profile` and `credential_source`.',
    ],
    tell: 'The SDK refuses the setting, or finds that the profiles form a circle.',
    remedies: {
      any: 'Give the profile exactly one of `source_profile` and `credential_source` in `~/.aws/config`, with a value that exists.',
    },
    sources: [
      { evidence: 'measured', source: 'AWS SDK for JavaScript 3.1169 and botocore 1.43.11' },
      { evidence: 'source', source: '@aws-sdk/credential-provider-ini' },
    ],
  },
  'mfa-profile': {
    title: 'The profile asks for an MFA code',
    stage: 'provider',
    severity: 'error',
    meaning: 'The profile has an `mfa_serial`, so that somebody must type a code. A pipeline cannot.',
    causes: ['The profile of a person is used in CI.'],
    tell: 'The SDK says that the profile requires multi-factor authentication.',
    remedies: {
      oidc: 'Assume the role through GitHub OIDC: no code is involved.',
      any: 'Use a role for CI whose trust policy does not ask for `aws:MultiFactorAuthPresent`. For a single run by hand, sign in first and export the session.',
    },
    sources: [
      { evidence: 'measured', source: 'AWS SDK for JavaScript 3.1169' },
      { evidence: 'source', source: '@aws-sdk/credential-provider-ini, resolveAssumeRoleCredentials' },
    ],
  },
  'imds-unavailable': {
    title: 'The instance gives no credentials',
    stage: 'provider',
    severity: 'error',
    meaning:
      'All that is left as a source is the metadata service of an EC2 instance, and it cannot be reached or has no role to give.',
    causes: [
      'The instance has no instance profile.',
      'The job runs in a container, and the hop limit of 1 keeps it from the metadata service.',
      'A proxy is used for `169.254.169.254` as well.',
      '`AWS_EC2_METADATA_DISABLED` is set.',
      'The runner is hosted by GitHub: there is never a role there, and the real fault is that no earlier source has credentials.',
    ],
    tell: 'The metadata service refuses, times out or answers without a role. It is asked on self-hosted runners when nothing else is set, and wherever a profile names it.',
    remedies: {
      'github-secrets': 'Look further up: the keys that should have been used are not set in this step.',
      'self-hosted':
        'Attach an instance profile. For containers run `aws ec2 modify-instance-metadata-options --instance-id ID --http-put-response-hop-limit 2 --http-tokens required`, and put `169.254.169.254` into `NO_PROXY`.',
      any: 'Set credentials for this step, or give the machine a role.',
    },
    sources: [
      { evidence: 'source', source: '@smithy/credential-provider-imds' },
      { evidence: 'field-report', source: 'Terraform logs' },
    ],
  },
  'container-credentials': {
    title: 'The container gives no credentials',
    stage: 'provider',
    severity: 'error',
    meaning:
      'Variables point to the credentials service of an ECS, EKS or CodeBuild container, and that service cannot be used from here.',
    causes: [
      '`AWS_CONTAINER_CREDENTIALS_RELATIVE_URI` or `AWS_CONTAINER_CREDENTIALS_FULL_URI` leaked from another container into this job.',
      'The file with the authorization token cannot be read, or holds a line break.',
      'A proxy is used for the address, or the address is not an allowed one.',
      'The task has no role.',
    ],
    tell: 'The variables are set, and the service refuses, times out or is not at an address that the SDK allows.',
    remedies: {
      'self-hosted':
        'Correct the role of the task or pod; put `169.254.170.2` and `169.254.170.23` into `NO_PROXY`. In a job outside that container, unset both variables.',
      any: 'Unset `AWS_CONTAINER_CREDENTIALS_RELATIVE_URI` and `AWS_CONTAINER_CREDENTIALS_FULL_URI`, unless this really runs in such a container.',
    },
    sources: [
      {
        evidence: 'source',
        source: '@aws-sdk/credential-provider-http; @smithy/credential-provider-imds; botocore utils',
      },
    ],
  },
  'web-identity-file': {
    title: 'The web identity token file is missing',
    stage: 'provider',
    severity: 'error',
    meaning: 'A role is to be assumed with a token from a file, and that file cannot be read here.',
    causes: [
      '`AWS_WEB_IDENTITY_TOKEN_FILE` names a path of another container or machine.',
      'An earlier step that should write the token did not run.',
      '`AWS_ROLE_ARN` is missing: the two variables only work together.',
    ],
    tell: 'Opening the file fails, or one of the two variables is not set.',
    remedies: {
      oidc: 'On GitHub, let aws-actions/configure-aws-credentials fetch the token; the variable is not needed.',
      'self-hosted': 'Mount the projected service account token into the pod, or unset both variables.',
      any: 'Unset `AWS_WEB_IDENTITY_TOKEN_FILE` and `AWS_ROLE_ARN`, or make the file available to this step.',
    },
    sources: [
      { evidence: 'measured', source: 'AWS SDK for JavaScript 3.1169' },
      { evidence: 'source', source: '@aws-sdk/credential-provider-web-identity' },
    ],
  },
  'provider-failed': {
    title: 'The source of credentials gave an error',
    stage: 'provider',
    severity: 'error',
    meaning:
      'The place that the credentials should come from answered with an error that this version has no name for. Its text is in the detail.',
    causes: [
      'The source is set up in a way that the SDK does not accept.',
      'The source answered in a form that nobody expects.',
    ],
    tell: 'The source that would be used was asked by itself, and its error fits no known one.',
    remedies: {
      any: 'Read the text in the detail, and try the same source by itself: `aws sts get-caller-identity --profile NAME`. If the error deserves a name of its own, please open an issue with its text.',
    },
    sources: [{ evidence: 'source', source: 'aws-cred-preflight, classification of failures' }],
  },
} as const satisfies Record<string, Diagnosis>;
