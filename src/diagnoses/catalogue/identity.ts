import type { Diagnosis } from '../diagnosis.ts';

/** Working credentials that are still not the right ones. */
export const identity = {
  'identity-unexpected': {
    title: 'Working credentials of the wrong account or role',
    stage: 'identity',
    severity: 'error',
    meaning: 'AWS accepts the credentials, and they belong to somebody else than you said.',
    causes: [
      'A secret is empty, and the tools went on to the role of the runner itself.',
      'The secrets of staging and production are mixed up.',
      '`AWS_PROFILE` on the runner leads to another account.',
    ],
    tell: 'The answer of GetCallerIdentity is compared with `allowed-account-ids` and `expected-principal`.',
    remedies: {
      'github-secrets': 'Check which environment the job names, and that its secrets are those of this account.',
      'self-hosted':
        'Set `AWS_EC2_METADATA_DISABLED: true` so that a missing secret does not end in the role of the machine.',
      any: 'Correct the source of the credentials that the report names, or the expectation if that is what is out of date.',
    },
    sources: [
      { evidence: 'source', source: 'aws-actions/configure-aws-credentials, validateAccountId' },
      { evidence: 'measured', source: 'Empty variables fall through to the next source in both SDKs' },
    ],
  },
  'identity-root': {
    title: 'The keys belong to the root user of the account',
    stage: 'identity',
    severity: 'warning',
    meaning:
      'These keys may do everything in the account, and no policy of the account can limit them. Whoever gets hold of them owns the account. The policy simulator cannot be asked about them either.',
    causes: ['Access keys were created while signed in as the owner of the account.'],
    tell: 'The ARN that GetCallerIdentity answers ends in `:root`.',
    remedies: {
      oidc: 'Create a role with the permissions of the deployment and assume it through GitHub OIDC, then delete the root keys.',
      any: 'Create an IAM role or user for the deployment, and delete the access keys of the root user.',
    },
    sources: [
      { evidence: 'aws-docs', source: 'IAM API: the policy simulator takes users, groups and roles' },
      { evidence: 'unconfirmed', source: 'General practice: no root keys in CI' },
    ],
  },
  'session-too-short': {
    title: 'The session ends too soon for the deployment',
    stage: 'identity',
    severity: 'error',
    meaning:
      'The credentials work now, and end before the time that `min-session-minutes` asks for. A deployment that is cut off half way is worse than one that does not start.',
    causes: [
      'The session was opened early in a long job.',
      'The role allows short sessions only, or the default of one hour was kept.',
      'A Learner Lab is near the end of its time.',
    ],
    tell: '`session-expires-at`, or the end that the source of the credentials gives, leaves fewer minutes than `min-session-minutes`.',
    remedies: {
      oidc: 'Run aws-actions/configure-aws-credentials right before the deployment, or raise `role-duration-seconds` up to the maximum of the role.',
      academy: 'Press Start Lab again before the time is over, which extends it, and store the new values.',
      'identity-center': 'Run `aws sso login --profile NAME` and export again.',
      any: 'Open a new session right before the deployment, or lower `min-session-minutes` if it asks for more than needed.',
    },
    sources: [
      { evidence: 'source', source: 'aws-actions/configure-aws-credentials, aws-expiration output' },
      { evidence: 'aws-docs', source: 'STS API: Expiration of a session; the default duration is 3600 seconds' },
    ],
  },
} as const satisfies Record<string, Diagnosis>;
