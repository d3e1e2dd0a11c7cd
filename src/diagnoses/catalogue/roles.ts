import type { Diagnosis } from '../diagnosis.ts';

/** What can go wrong when a role is assumed with other AWS credentials. */
export const roles = {
  'assume-role-tagsession': {
    title: 'The role may not be assumed with session tags',
    stage: 'sts',
    severity: 'error',
    meaning:
      'The session is asked for with tags, and passing tags is a permission of its own, which the caller or the trust policy lacks.',
    causes: [
      'aws-actions/configure-aws-credentials sends tags with AssumeRole, and the trust policy allows `sts:AssumeRole` only.',
      'The policy of the caller allows `sts:AssumeRole` on the role and not `sts:TagSession`.',
    ],
    tell: 'STS answers AccessDenied and names `sts:TagSession`.',
    remedies: {
      'github-secrets':
        'Set `role-skip-session-tagging: true` on configure-aws-credentials, or allow `sts:TagSession` beside `sts:AssumeRole` in the trust policy.',
      any: 'Allow `["sts:AssumeRole", "sts:TagSession"]` in the trust policy of the role.',
    },
    sources: [{ evidence: 'source', source: 'aws-actions/configure-aws-credentials README: session tagging' }],
  },
  'assume-packed-policy': {
    title: 'Session tags and policies are too large',
    stage: 'sts',
    severity: 'error',
    meaning: 'AWS packs the tags and policies of a session into a space of fixed size, and these do not fit.',
    causes: [
      'The tags of configure-aws-credentials, those of EKS Pod Identity and an inline session policy come together.',
      'Names of branch, workflow or actor are very long.',
    ],
    tell: 'STS answers PackedPolicyTooLarge; the text says how much of the space would be needed.',
    remedies: {
      'github-secrets': 'Set `role-skip-session-tagging: true`, or pass fewer tags and a shorter session policy.',
      'self-hosted': 'Turn the session tags of EKS Pod Identity off.',
      any: 'Pass fewer session tags and shorter session policies.',
    },
    sources: [
      { evidence: 'source', source: 'aws-actions/configure-aws-credentials, assumeRole.ts and README' },
      { evidence: 'field-report', source: 'STS answers PackedPolicyTooLarge, "Packed size of session tags"' },
    ],
  },
  'assume-role-denied': {
    title: 'The role may not be assumed',
    stage: 'sts',
    severity: 'error',
    meaning:
      'The credentials work, but AWS does not let them take on the role. Both sides have to agree: the caller needs the permission, and the role has to trust the caller.',
    causes: [
      'The role does not exist; the answer is the same.',
      'The trust policy of the role does not name the caller.',
      'The caller lacks `sts:AssumeRole` on the role; across accounts both are needed.',
      'The role asks for an external ID or for MFA.',
      'The session carries tags, and the trust policy does not allow `sts:TagSession`.',
      'A CDK bootstrap role belongs to another account or qualifier.',
    ],
    tell: 'STS answers AccessDenied to AssumeRole. Where the text names the kind of policy, that side is the one to change.',
    remedies: {
      amplify: 'Bootstrap account and region with the same identity: `npx cdk bootstrap aws://ACCOUNT/REGION`.',
      any: 'Allow both: on the caller `{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"ROLE_ARN"}`, in the trust policy of the role `{"Effect":"Allow","Principal":{"AWS":"CALLER_ARN"},"Action":"sts:AssumeRole"}`.',
    },
    sources: [
      {
        evidence: 'aws-docs',
        source: 'IAM User Guide: troubleshoot access denied error messages; troubleshoot IAM roles',
      },
    ],
  },
  'assume-role-bad-arn': {
    title: 'The role ARN is not valid',
    stage: 'sts',
    severity: 'error',
    meaning: 'The value that should name the role is not the ARN of a role.',
    causes: [
      'The secret or variable is empty, or has quotes or blanks around it.',
      'It is the name of the role only.',
      'It is the ARN of a user or a policy.',
      'The account is written with dashes.',
    ],
    tell: 'The value does not have the form `arn:aws:iam::ACCOUNT:role/NAME`, or STS calls it invalid.',
    remedies: {
      oidc: 'Keep the ARN in a repository variable, where it can be read: `role-to-assume: ${{ vars.AWS_ROLE_ARN }}` with `arn:aws:iam::ACCOUNT:role/NAME`.',
      any: 'Write the whole ARN, `arn:aws:iam::ACCOUNT:role/NAME` with twelve digits, without quotes or blanks.',
    },
    sources: [
      { evidence: 'source', source: 'aws-actions/configure-aws-credentials, assumeRole.ts' },
      { evidence: 'field-report', source: 'STS answers ValidationError, "Request ARN is invalid"' },
    ],
  },
  'assume-role-duration': {
    title: 'The session is asked to last too long',
    stage: 'sts',
    severity: 'error',
    meaning: 'The role was asked for a longer session than it allows.',
    causes: [
      'The duration is above the maximum of the role, which is 3600 seconds unless it was raised.',
      'The role is assumed with the credentials of another role; such sessions end after 3600 seconds at most.',
    ],
    tell: 'STS names the limit that was passed; the two limits have two different texts.',
    remedies: {
      oidc: 'Lower `role-duration-seconds`, or raise the limit: `aws iam update-role --role-name NAME --max-session-duration 7200`.',
      any: 'Ask for at most 3600 seconds, or raise the maximum session duration of the role. Role chaining cannot be raised.',
    },
    sources: [
      {
        evidence: 'field-report',
        source: 'STS answers ValidationError with MaxSessionDuration or the role chaining limit',
      },
    ],
  },
  'mfa-code': {
    title: 'The MFA code was refused',
    stage: 'sts',
    severity: 'error',
    meaning: 'AWS did not accept the code of the MFA device.',
    causes: ['The code was used before or came too late.', 'The serial number names another device.'],
    tell: 'STS says that the multi-factor authentication failed.',
    remedies: {
      oidc: 'Assume a role through GitHub OIDC instead: no code is involved.',
      any: 'Wait for the next code and try again. A pipeline needs a role that does without MFA.',
    },
    sources: [{ evidence: 'field-report', source: 'STS answers AccessDenied, "MultiFactorAuthentication failed"' }],
  },
} as const satisfies Record<string, Diagnosis>;
