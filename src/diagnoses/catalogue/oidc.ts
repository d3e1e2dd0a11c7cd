import type { Diagnosis } from '../diagnosis.ts';

/** What can go wrong when a role is assumed with a web identity token, such as the one that GitHub issues to a job. */
export const oidc = {
  'oidc-trust-mismatch': {
    title: 'The trust policy of the role does not accept this workflow',
    stage: 'oidc',
    severity: 'error',
    meaning:
      'AWS received the token of this job and refused to let it assume the role. It gives the same answer for a condition that does not fit, a role that does not exist and a role that trusts somebody else, and never says which.',
    causes: [
      'The condition on `sub` names something else than this job sends: a branch instead of a tag or `pull_request`, other capitals, or `*` under `StringEquals`, where it is a plain character.',
      'The job has an `environment:`, so that `sub` ends in `:environment:NAME` and not in the branch.',
      'The repository was created, renamed or transferred after 2026-07-15 and sends a `sub` with numbers: `repo:OWNER@ID/REPO@ID:...`.',
      'A template of the organization or repository builds `sub` from other claims.',
      'The role does not exist, or the ARN has the wrong account.',
      'A condition uses a claim that AWS does not offer, such as `iss`, `event_name` or `run_id`, or the wrong `aud`.',
      'The trust policy names `sts:AssumeRole` or an AWS principal instead of `sts:AssumeRoleWithWebIdentity` and the provider.',
      'The enterprise has an issuer of its own, and the condition keys lack its path.',
      'A policy of the organization denies it.',
      'The trust policy was changed within the last minute.',
    ],
    tell: 'STS answers AccessDenied to AssumeRoleWithWebIdentity. With `trust-policy-file` the claims of the token are compared with the policy offline, and the condition that fails is named. The token itself is never shown.',
    remedies: {
      oidc: 'Make the condition equal to what the job sends: under `StringEquals` put `"token.actions.githubusercontent.com:aud": "sts.amazonaws.com"` and `"token.actions.githubusercontent.com:sub"` with the `sub` from the detail; use `StringLike` if there is a `*` in it. Give `trust-policy-file` to have the failing condition named.',
      academy: 'A Learner Lab does not allow OIDC: use the three values from AWS Details.',
      any: 'Compare the trust policy with the claims of the token, the role name and the account, one after the other; wait a minute after a change.',
    },
    sources: [
      { evidence: 'github-docs', source: 'OpenID Connect reference: subject claims, immutable subject claims' },
      { evidence: 'aws-docs', source: 'IAM User Guide: available keys for AWS OIDC federation; condition operators' },
      { evidence: 'field-report', source: 'aws-actions/configure-aws-credentials issues 318, 672, 690, 1137, 1888' },
    ],
  },
  'oidc-provider-missing': {
    title: 'The account has no identity provider for this token',
    stage: 'oidc',
    severity: 'error',
    meaning:
      'The account of the role does not know the issuer of the token, so that no role in it can be assumed with it.',
    causes: [
      'The provider was never created in this account.',
      'The account in the role ARN is the wrong one.',
      'The address of the provider differs from the issuer: a slash at the end, `http`, or the missing path of an enterprise.',
    ],
    tell: 'STS says that it finds no OpenIDConnect provider for the address; the issuer in the token is compared with it.',
    remedies: {
      oidc: 'Create it once per account: `aws iam create-open-id-connect-provider --url https://token.actions.githubusercontent.com --client-id-list sts.amazonaws.com`. With an enterprise issuer, use the `iss` claim as the address.',
      any: 'Check the account in the role ARN, then create the provider there with the issuer as its address.',
    },
    sources: [
      { evidence: 'github-docs', source: 'Configuring OpenID Connect in Amazon Web Services' },
      { evidence: 'field-report', source: 'STS answers InvalidIdentityToken, "No OpenIDConnect provider found"' },
    ],
  },
  'oidc-audience': {
    title: 'The audience of the token is not registered',
    stage: 'oidc',
    severity: 'error',
    meaning: 'The token was made out to an audience that the identity provider in AWS does not list.',
    causes: [
      'The provider lacks `sts.amazonaws.com` among its client IDs.',
      'The workflow asks for another audience; without one, GitHub uses the address of the owner.',
      'In China the audience is `sts.amazonaws.com.cn`.',
    ],
    tell: 'STS calls the audience incorrect; the `aud` claim of the token is shown.',
    remedies: {
      oidc: 'Ask for `audience: sts.amazonaws.com`, which is the default of aws-actions/configure-aws-credentials, or register yours: `aws iam add-client-id-to-open-id-connect-provider --open-id-connect-provider-arn ARN --client-id AUDIENCE`.',
      any: 'Use the same audience in the workflow, in the provider and in the condition on `aud`.',
    },
    sources: [
      { evidence: 'github-docs', source: 'Configuring OpenID Connect in Amazon Web Services' },
      { evidence: 'field-report', source: 'STS answers InvalidIdentityToken, "Incorrect token audience"' },
    ],
  },
  'oidc-thumbprint': {
    title: 'The certificate of the identity provider has changed',
    stage: 'oidc',
    severity: 'error',
    meaning: 'AWS compares the certificate of the issuer with a thumbprint in the provider, and they differ.',
    causes: ['GitHub Enterprise Server or another private issuer renewed its certificate.'],
    tell: 'STS says that the certificate does not match the thumbprint. For github.com AWS ignores the thumbprint, so it should not occur there.',
    remedies: {
      oidc: 'For a private issuer: `aws iam update-open-id-connect-provider-thumbprint --open-id-connect-provider-arn ARN --thumbprint-list THUMBPRINT`.',
      any: 'Update the thumbprint of the provider in IAM.',
    },
    sources: [
      {
        evidence: 'source',
        source: 'aws-actions/configure-aws-credentials README: the thumbprint is ignored for github.com',
      },
      { evidence: 'field-report', source: 'STS answers InvalidIdentityToken, "doesn\'t match configured thumbprint"' },
    ],
  },
  'oidc-idp-unreachable': {
    title: 'AWS could not fetch the keys of the identity provider',
    stage: 'oidc',
    severity: 'warning',
    meaning: 'To check the token, AWS has to fetch keys from its issuer, and that failed this time.',
    causes: [
      'A passing fault between AWS and GitHub.',
      'GitHub Enterprise Server is not reachable from AWS.',
      'The issuer has another address than the provider.',
    ],
    tell: 'STS says that it could not retrieve the verification key. It is a fault that AWS marks as worth a retry.',
    remedies: {
      oidc: 'Run the job again. For GitHub Enterprise Server, open `/.well-known/openid-configuration` and the keys it names to AWS.',
      any: 'Run the job again; if it stays, compare the address of the provider with the issuer.',
    },
    sources: [
      { evidence: 'aws-docs', source: 'STS API model: IDPCommunicationError is retryable' },
      {
        evidence: 'field-report',
        source: 'STS answers "Couldn\'t retrieve verification key from your identity provider"',
      },
    ],
  },
  'oidc-token-invalid': {
    title: 'The web identity token is expired or not a token',
    stage: 'oidc',
    severity: 'error',
    meaning: 'AWS cannot accept the identity token itself, whatever the role trusts.',
    causes: [
      'The token was fetched early and used late; tokens of GitHub last about five minutes.',
      'The token file is empty or holds something else.',
      'An access token was sent instead of an ID token.',
    ],
    tell: 'STS calls the token expired or no valid JWT; its `exp` claim is compared with the time.',
    remedies: {
      oidc: 'Fetch the token right before it is used: run aws-actions/configure-aws-credentials directly before the deployment.',
      any: 'Let the token be issued anew, and check the content of the file that `AWS_WEB_IDENTITY_TOKEN_FILE` names.',
    },
    sources: [
      { evidence: 'github-docs', source: 'OpenID Connect reference: example token, exp minus iat is 300 seconds' },
      { evidence: 'field-report', source: 'STS answers InvalidIdentityToken, "not a valid JWT"' },
      { evidence: 'unconfirmed', source: 'The wording "Token expired: current date/time"' },
    ],
  },
} as const satisfies Record<string, Diagnosis>;
