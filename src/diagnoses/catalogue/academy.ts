import type { Diagnosis } from '../diagnosis.ts';

/** AWS Academy's Learner Lab, which has rules of its own. */
export const academy = {
  'academy-session-ended': {
    title: 'The Learner Lab session has ended',
    stage: 'authorization',
    severity: 'error',
    meaning:
      'The lab has cancelled the credentials with a policy that denies everything. `aws sts get-caller-identity` still works with them, and nothing else does.',
    causes: [
      'The timer ran out, or End Lab was pressed.',
      'The lab was started again: the values of the earlier session are cancelled then, too.',
      'The budget is used up.',
    ],
    tell: 'A call other than GetCallerIdentity is denied by the policy `voc-cancel-cred`. That the policy is attached proves nothing, since it is also attached during a live session.',
    remedies: {
      academy:
        'Press Start Lab, wait for the green light, open AWS Details, AWS CLI, Show, store all three values with `gh secret set`, and start a new run: one that is already queued keeps the old values. The old ones never come back.',
      'github-secrets':
        'Replace all three secrets, or ask for the values as inputs of `workflow_dispatch` and mask them first.',
      oidc: 'OIDC is no way out here: a Learner Lab does not let you create an identity provider.',
      any: 'Start the lab again and replace all three values.',
    },
    sources: [
      { evidence: 'field-report', source: 'More than ten public CI logs with voc-cancel-cred' },
      { evidence: 'field-report', source: 'The deny policy is listed during a live session as well' },
      { evidence: 'github-docs', source: 'Secrets are read when a run is queued' },
    ],
  },
  'academy-iam-restricted': {
    title: 'A Learner Lab does not allow this IAM action',
    stage: 'authorization',
    severity: 'error',
    meaning:
      'In a Learner Lab nobody can create users, groups or roles. Deployments have to use the roles that are already there.',
    causes: ['The deployment creates a role or user, often through a template or `cdk bootstrap`.'],
    tell: 'The caller is the role `voclabs`, and the denied action is one of IAM, or a policy of the lab is named.',
    remedies: {
      academy:
        'Use the given role `LabRole` and the instance profile `LabInstanceProfile` instead of creating any: in Terraform `data "aws_iam_role"`, in the CDK `Role.fromRoleName(this, "LabRole", "LabRole")`, in Elastic Beanstalk as service role and instance profile. `cdk bootstrap` creates roles and cannot be used as it is.',
      any: 'Refer to `LabRole` and `LabInstanceProfile` instead of creating roles.',
    },
    sources: [{ evidence: 'field-report', source: 'Public copies of the Learner Lab readme; public logs' }],
  },
  'academy-region': {
    title: 'A Learner Lab works in us-east-1 and us-west-2 only',
    stage: 'identity',
    severity: 'warning',
    meaning:
      'According to the readme of the lab, every service is limited to two regions, and this deployment names another one.',
    causes: ['The region of an example or of another project was kept.'],
    tell: 'The caller is a Learner Lab session, and the region is neither `us-east-1` nor `us-west-2`.',
    remedies: {
      academy: 'Set `AWS_REGION: us-east-1`, where the key pair `vockey` is, or `us-west-2`.',
      any: 'Deploy to `us-east-1` or `us-west-2`.',
    },
    sources: [{ evidence: 'field-report', source: 'Public copies of the Learner Lab readme, 2022 to 2025' }],
  },
} as const satisfies Record<string, Diagnosis>;
