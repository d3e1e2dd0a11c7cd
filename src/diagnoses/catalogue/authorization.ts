import type { Diagnosis } from '../diagnosis.ts';

const accessDenied = {
  evidence: 'aws-docs',
  source: 'IAM User Guide: troubleshoot access denied error messages',
} as const;
const policyArns = {
  evidence: 'aws-docs',
  source: 'AWS Security Blog: access denied messages with policy ARNs',
} as const;

/** Working credentials that may not do what was asked, told apart by the layer that says no. */
export const authorization = {
  'authz-quarantined': {
    title: 'AWS has quarantined this key because it was leaked',
    stage: 'authorization',
    severity: 'error',
    meaning:
      'AWS found the access key in public and attached a policy that blocks it. Others may have used it before that.',
    causes: ['The key was committed to a public repository, or printed in a public log.'],
    tell: 'The denial names the policy `AWSCompromisedKeyQuarantine` in one of its versions.',
    remedies: {
      oidc: 'Move the deployment to OIDC, which leaves no key that could leak, and delete this one.',
      any: 'Treat the key as known to everybody: create a new one, delete this one with `aws iam delete-access-key`, look through CloudTrail for what was done with it, and detach the quarantine policy only then.',
    },
    sources: [
      { evidence: 'field-report', source: 'Denials that name AWSCompromisedKeyQuarantineV3' },
      { evidence: 'source', source: 'panther-analysis detection rules' },
    ],
  },
  'authz-mfa-required': {
    title: 'A policy asks for MFA',
    stage: 'authorization',
    severity: 'error',
    meaning:
      'The key belongs to a person for whom everything is denied until a code has been entered. Keys alone carry no such proof.',
    causes: ['The user is in a group with a policy that denies everything without MFA.'],
    tell: 'An explicit deny names a policy with MFA in its name. The rule behind that is an inference, so look at the policy before you rely on it.',
    remedies: {
      oidc: 'Use a role through GitHub OIDC instead of the user of a person.',
      any: 'Use a role or user made for the deployment, which that policy does not cover.',
    },
    sources: [
      { evidence: 'aws-docs', source: 'IAM User Guide: aws:MultiFactorAuthPresent with BoolIfExists' },
      { evidence: 'unconfirmed', source: 'Recognising it by the name of the policy is an inference' },
    ],
  },
  'authz-scp': {
    title: 'A service control policy of the organization says no',
    stage: 'authorization',
    severity: 'error',
    meaning:
      'The organization that the account belongs to forbids the call. Nothing that is allowed inside the account changes that.',
    causes: [
      'The organization limits regions or services.',
      'The organization does not allow the action anywhere; AWS can word that as an explicit deny, too.',
    ],
    tell: 'AWS names a service control policy as the reason, or the simulator allows the call once those policies are left out.',
    remedies: {
      any: 'Ask the administrator of your organization, and give the policy ARN from the detail if there is one. If it is a limit on regions, deploy to an allowed one.',
    },
    sources: [accessDenied, policyArns],
  },
  'authz-rcp': {
    title: 'A resource control policy of the organization says no',
    stage: 'authorization',
    severity: 'error',
    meaning: 'The organization that owns the resource forbids the call on it, whoever asks.',
    causes: ['The organization admits only certain principals to resources of this kind, often only its own.'],
    tell: 'AWS names a resource control policy as the reason. It names one kind of policy even where several deny.',
    remedies: { any: 'Ask the administrator of the organization that owns the resource.' },
    sources: [accessDenied, policyArns],
  },
  'authz-boundary': {
    title: 'The permissions boundary does not allow it',
    stage: 'authorization',
    severity: 'error',
    meaning:
      'A boundary is set on the user or role. It grants nothing by itself, and what it leaves out is denied, even where another policy allows it.',
    causes: ['The boundary lacks the action or the resource, or denies it.'],
    tell: 'AWS names the permissions boundary as the reason, or the simulator does.',
    remedies: {
      any: 'Add the action to the boundary policy, or ask whoever owns it to do so; a policy on the role alone does not help.',
    },
    sources: [accessDenied, policyArns],
  },
  'authz-session-policy': {
    title: 'The session policy does not allow it',
    stage: 'authorization',
    severity: 'error',
    meaning: 'The role was assumed with a policy that narrows this one session, and it leaves this call out.',
    causes: [
      '`inline-session-policy` or `managed-session-policies` of aws-actions/configure-aws-credentials is too narrow.',
    ],
    tell: 'AWS names a session policy as the reason. The simulator does not see session policies.',
    remedies: {
      oidc: 'Widen or remove `inline-session-policy` and `managed-session-policies` in the configure-aws-credentials step.',
      any: 'Widen the policy that is given when the role is assumed, or leave it out.',
    },
    sources: [accessDenied, policyArns],
  },
  'authz-vpce': {
    title: 'The VPC endpoint policy does not allow it',
    stage: 'authorization',
    severity: 'error',
    meaning: 'The call goes through a VPC endpoint whose policy does not let it pass.',
    causes: ['A self-hosted runner inside a VPC uses an endpoint made for other work.'],
    tell: 'AWS names a VPC endpoint policy as the reason. The simulator does not see such policies.',
    remedies: {
      'self-hosted': 'Add the action and the resource to the policy of the endpoint that the runner uses.',
      any: 'Widen the policy of the VPC endpoint.',
    },
    sources: [accessDenied, policyArns],
  },
  'authz-resource-policy': {
    title: 'The policy of the resource does not allow it',
    stage: 'authorization',
    severity: 'error',
    meaning: 'The bucket, key, queue or other resource has a policy of its own, and that one refuses the call.',
    causes: [
      'The policy of the resource denies the caller, or everybody but some.',
      'The resource is in another account, or is a KMS key, and its policy has to allow the caller by name.',
    ],
    tell: 'AWS names a resource-based policy as the reason.',
    remedies: {
      any: 'Change the policy on the resource: for a KMS key, let the key policy allow the role of the deployment.',
    },
    sources: [accessDenied, policyArns],
  },
  'authz-trust-policy': {
    title: 'The trust policy of the role does not allow it',
    stage: 'authorization',
    severity: 'error',
    meaning: 'The role that is to be assumed does not trust the caller for this.',
    causes: ['The caller is not among the principals of the trust policy, or a condition in it does not hold.'],
    tell: 'AWS names a role trust policy as the reason.',
    remedies: {
      any: 'Add the caller to the trust policy of the role: `{"Effect":"Allow","Principal":{"AWS":"CALLER_ARN"},"Action":"sts:AssumeRole"}`.',
    },
    sources: [accessDenied, policyArns],
  },
  'authz-identity-explicit': {
    title: 'A policy of the principal denies it',
    stage: 'authorization',
    severity: 'error',
    meaning:
      'A statement with `"Effect": "Deny"` applies to this call. Allowing it elsewhere does not help, because a deny always wins.',
    causes: [
      'The statement denies outside certain regions, addresses or tags, or without MFA.',
      'The sessions of the role were revoked, which denies every older one.',
      'A lab or sandbox cancelled the credentials.',
    ],
    tell: 'AWS names an explicit deny in an identity-based policy, with the ARN of the policy unless it is an inline one.',
    remedies: {
      any: 'Read the policy that the detail names, and look at its conditions: `aws:RequestedRegion`, `aws:SourceIp`, `aws:MultiFactorAuthPresent`, `aws:TokenIssueTime`. Change it, or meet the condition.',
    },
    sources: [accessDenied, policyArns],
  },
  'authz-identity-implicit': {
    title: 'No policy of the principal allows it',
    stage: 'authorization',
    severity: 'error',
    meaning: 'Nobody denies the call; it is just not allowed by any policy of the user or role.',
    causes: [
      'The action, or this resource, is missing in the policies.',
      'The job acts as another identity than you think: compare the ARN first.',
    ],
    tell: 'AWS says that no identity-based policy allows the action.',
    remedies: {
      amplify: 'Attach the AWS managed policy `AmplifyBackendDeployFullAccess` to the deploy role.',
      'eb-cli': 'Attach the AWS managed policy `AdministratorAccess-AWSElasticBeanstalk`, or the single actions.',
      any: 'Attach a policy that allows exactly this action on this resource: `{"Effect":"Allow","Action":"SERVICE:ACTION","Resource":"ARN"}` with the values from the detail. The report has the complete policy for everything that is missing.',
    },
    sources: [
      accessDenied,
      { evidence: 'source', source: 'aws-amplify/amplify-backend, amplify_error.ts' },
      { evidence: 'unconfirmed', source: 'That AWSElasticBeanstalkFullAccess is retired' },
    ],
  },
  'authz-encoded': {
    title: 'Access denied, with the reason in encoded form',
    stage: 'authorization',
    severity: 'error',
    meaning:
      'EC2 refuses the call and gives the reason as a long encoded text that only the account itself can decode.',
    causes: ['A permission for the EC2 action, or for one of the resources it touches, is missing or denied.'],
    tell: 'AWS answers UnauthorizedOperation with an encoded authorization failure message and names no policy.',
    remedies: {
      any: 'Decode it with an identity of the same account that has `sts:DecodeAuthorizationMessage`: `aws sts decode-authorization-message --encoded-message TEXT --query DecodedMessage --output text`.',
    },
    sources: [{ evidence: 'aws-docs', source: 'STS API: DecodeAuthorizationMessage' }],
  },
  'authz-unspecified': {
    title: 'Access denied without a reason',
    stage: 'authorization',
    severity: 'error',
    meaning: 'The service refuses the call and does not say which policy is behind it.',
    causes: [
      'S3, when the bucket is in another account or public access is blocked.',
      'An older service that names no reason.',
      'A HEAD request, whose answer has no text.',
    ],
    tell: 'AWS answers AccessDenied or Forbidden, and the text names no kind of policy.',
    remedies: {
      any: 'Check in this order: whose credentials these are, the policies of that principal, the policy of the bucket or resource, the KMS key policy, Block Public Access.',
    },
    sources: [accessDenied],
  },
} as const satisfies Record<string, Diagnosis>;
