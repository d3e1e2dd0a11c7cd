import type { Diagnosis } from '../diagnosis.ts';

/** What can go wrong when a role is assumed with a web identity token, such as the one that GitHub issues to a job. */
export const oidc = {
  'oidc-no-permission': {
    title: 'The job may not ask for an OIDC token',
    stage: 'oidc',
    severity: 'error',
    meaning:
      'GitHub gives a job the means to ask for a token only if it has the permission `id-token: write`. This job does not have them.',
    causes: [
      '`permissions:` lacks `id-token: write`; a block on the job replaces the one of the workflow altogether.',
      'The job is in a reusable workflow, and the job that calls it does not grant the permission.',
      'The pull request comes from a fork, to which GitHub grants no write permission.',
      'The step runs in a container or a script that does not pass `ACTIONS_ID_TOKEN_REQUEST_URL` and `ACTIONS_ID_TOKEN_REQUEST_TOKEN` on.',
    ],
    tell: '`ACTIONS_ID_TOKEN_REQUEST_URL` or its token is not set, although a role is to be assumed. The permissions in the workflow file say why, where it is in the workspace.',
    remedies: {
      oidc: 'Put `permissions:` with `id-token: write` and `contents: read` on the job, and for a reusable workflow on the job that calls it as well.',
      any: 'Grant `id-token: write` to the job.',
    },
    sources: [
      { evidence: 'github-docs', source: 'OpenID Connect reference: adding permissions settings' },
      { evidence: 'source', source: 'actions/toolkit oidc-utils.ts; actions/runner NodeScriptActionHandler' },
    ],
  },
  'oidc-token-endpoint': {
    title: 'GitHub did not issue a token',
    stage: 'oidc',
    severity: 'warning',
    meaning:
      'The job has the permission, and the request for the token failed on the way or at GitHub. It says nothing about the role.',
    causes: [
      'A passing fault at GitHub.',
      'A firewall or proxy of a self-hosted runner blocks `*.actions.githubusercontent.com`.',
      'The job has been running so long that its request token is no longer valid.',
    ],
    tell: 'The address in `ACTIONS_ID_TOKEN_REQUEST_URL` is asked; the status of its answer is in the detail.',
    remedies: {
      oidc: 'Run the job again.',
      'self-hosted': 'Let the runner reach `*.actions.githubusercontent.com` on port 443.',
      any: 'Run the job again; check https://www.githubstatus.com for Actions.',
    },
    sources: [{ evidence: 'source', source: 'actions/toolkit oidc-utils.ts' }],
  },
  'oidc-trust-policy-rejected': {
    title: 'IAM refused to save a trust policy',
    stage: 'oidc',
    severity: 'warning',
    meaning:
      'IAM wants the trust policy of a role for a shared provider such as GitHub to look at the claim that names the tenant. For GitHub that is `sub`.',
    causes: ['The policy has no condition on `sub`, or one that is a bare `*`.'],
    tell: 'A log shows MalformedPolicyDocument for a trust policy with an OIDC provider.',
    remedies: {
      oidc: 'Add a condition on `token.actions.githubusercontent.com:sub` that names your repository, such as `repo:OWNER/REPO:*` under `StringLike`.',
      any: 'Add a condition on the claim of the provider that names your organization.',
    },
    sources: [
      { evidence: 'aws-docs', source: 'IAM User Guide: identity-provider controls for shared OIDC providers' },
      { evidence: 'unconfirmed', source: 'Exact text of the refusal' },
    ],
  },
  'oidc-trust-too-wide': {
    title: 'The trust policy lets in more than this repository',
    stage: 'oidc',
    severity: 'warning',
    meaning:
      'The role can be assumed by jobs of other repositories, because nothing in its trust policy ties it to one owner.',
    causes: [
      'There is no condition on `sub`, only one on `aud`.',
      'The pattern for `sub` begins with a wildcard, such as `repo:*`.',
      'The condition is of a kind that a missing claim satisfies: `...IfExists`, `ForAllValues:`, or a negated operator.',
    ],
    tell: 'The statement is evaluated with the claims of a made-up repository of another owner, and allows it.',
    remedies: {
      oidc: 'Add `"token.actions.githubusercontent.com:sub": "repo:OWNER/REPO:*"` under `StringLike`, or the exact `sub` under `StringEquals`.',
      any: 'Name the owner and repository in the condition on `sub`.',
    },
    sources: [
      { evidence: 'github-docs', source: 'Configuring OpenID Connect in Amazon Web Services: configuring the subject' },
      { evidence: 'aws-docs', source: 'IAM User Guide: condition operators, ForAllValues and IfExists' },
    ],
  },
  'trust-policy-file-unusable': {
    title: 'The trust policy file cannot be used',
    stage: 'oidc',
    severity: 'warning',
    meaning: 'The file that `trust-policy-file` names holds no trust policy that can be evaluated.',
    causes: [
      'It is not JSON, or has a fault in it.',
      'It is another kind of policy, without `Principal`.',
      'It is a template with expressions in it that only its tool can fill in.',
    ],
    tell: 'The file is read as a policy document; the detail names the line that does not fit.',
    remedies: {
      any: 'Give the plain JSON of the trust policy: `aws iam get-role --role-name NAME --query Role.AssumeRolePolicyDocument`.',
    },
    sources: [{ evidence: 'aws-docs', source: 'IAM User Guide: grammar of the IAM JSON policy language' }],
  },
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
    tell: 'STS says that it finds no OpenIDConnect provider for the address. The report shows the `iss` claim; where IAM may be read, it is compared with the provider.',
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
    tell: 'STS calls the audience incorrect. The report shows the `aud` claim; where IAM may be read, it is compared with the client IDs of the provider.',
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
