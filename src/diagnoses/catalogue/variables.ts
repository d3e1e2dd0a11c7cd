import type { Diagnosis } from '../diagnosis.ts';

/** Which credential variables are set, and whether they fit together. */
export const variables = {
  'env-secret-empty': {
    title: 'A credential variable is set but empty',
    stage: 'offline',
    severity: 'error',
    meaning:
      'The variable is there, and there is nothing in it. GitHub puts an empty string where a secret does not exist, and the AWS tools then act as if the variable were not set and go looking for other credentials.',
    causes: [
      'The secret does not exist under this name: check the spelling.',
      'It is an environment secret, and the job does not name that `environment:`.',
      'The run was started by a pull request from a fork, which gets no secrets.',
      'Dependabot started the run, which gets only Dependabot secrets.',
      'The workflow is called by another one that does not pass its secrets on.',
      'It is an organization secret that this repository may not read; by default only private repositories may.',
    ],
    tell: 'The variable exists with length 0. The event, the actor and whether the other credential variables are filled tell a missing name from a missing scope.',
    remedies: {
      'github-secrets':
        'Create the secret where this job can see it: `gh secret set AWS_ACCESS_KEY_ID` for the repository, or `gh secret set AWS_ACCESS_KEY_ID --env NAME` together with `environment: NAME` on the job. In a workflow that another one calls, the caller needs `secrets: inherit`.',
      oidc: 'With OIDC there is no secret to lose: keep the role ARN in a repository variable and use `role-to-assume: ${{ vars.AWS_ROLE_ARN }}`.',
      academy:
        'A Learner Lab needs all three values: `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and `AWS_SESSION_TOKEN`. Add the one that is empty.',
      dotenv: 'Fill in the value after the `=` in the file, or remove the line.',
    },
    sources: [
      { evidence: 'github-docs', source: 'Using secrets in GitHub Actions: an unset secret is an empty string' },
      { evidence: 'github-docs', source: 'Reusing workflows; Troubleshooting Dependabot on GitHub Actions' },
      { evidence: 'measured', source: 'AWS SDK for JavaScript 3.1169 and botocore 1.43.11 skip empty variables' },
    ],
  },
  'env-no-credentials': {
    title: 'No AWS credentials anywhere',
    stage: 'provider',
    severity: 'error',
    meaning:
      'Neither the inputs, nor the environment, nor a profile, nor the machine itself has credentials for AWS. Every call of the deployment will fail.',
    causes: [
      'The secrets are not handed to this step: `env:` is missing on the step or the job.',
      'OIDC is meant to be used, but the job lacks `id-token: write`, or configure-aws-credentials runs after this step.',
      '`AWS_PROFILE` names a profile that this runner does not have.',
      'A self-hosted runner has no instance profile, or a container on it cannot reach the metadata service.',
    ],
    tell: 'Every place that AWS tools read is looked at one by one, and all are empty. The SDK hides these reasons behind one sentence.',
    remedies: {
      'github-secrets':
        'Hand the secrets over, on the job or the step: `env: { AWS_ACCESS_KEY_ID: "${{ secrets.AWS_ACCESS_KEY_ID }}", AWS_SECRET_ACCESS_KEY: "${{ secrets.AWS_SECRET_ACCESS_KEY }}" }`, and `AWS_SESSION_TOKEN` too when the key is temporary.',
      oidc: 'Add `permissions: { id-token: write, contents: read }` to the job, and run aws-actions/configure-aws-credentials with `role-to-assume` before this step.',
      academy:
        'Start the lab, open AWS Details, and store the three values shown under AWS CLI as secrets that this step receives.',
      amplify: 'In CI, do without a named profile and let `ampx pipeline-deploy` read the environment variables.',
      'eb-cli':
        'The EB CLI does not read `AWS_PROFILE`: it reads `AWS_EB_PROFILE`, `--profile`, or `profile:` in `.elasticbeanstalk/config.yml`. Set the key variables instead.',
      dotenv: 'A `.env` file is only read by tools that load it: load it in the same step, or export its variables.',
      'self-hosted':
        'Attach an instance profile to the machine; for jobs in containers run `aws ec2 modify-instance-metadata-options --instance-id ID --http-put-response-hop-limit 2`.',
    },
    sources: [
      { evidence: 'measured', source: 'AWS SDK for JavaScript 3.1169 and botocore 1.43.11 without any source' },
      { evidence: 'source', source: '@aws-sdk/credential-provider-node, default provider' },
      { evidence: 'field-report', source: 'Terraform, CDK and Serverless Framework logs' },
    ],
  },
  'env-partial-pair': {
    title: 'Only one half of the key pair is set',
    stage: 'offline',
    severity: 'error',
    meaning:
      'The access key ID and the secret access key only work together, and one of them is missing. Some tools stop here; others silently go on with different credentials.',
    causes: [
      'The name of one of the two secrets is misspelt.',
      'One of the two secrets is empty.',
      'One half is in the credentials file and the other in the config file: JavaScript tools join them, the AWS CLI refuses.',
    ],
    tell: 'Exactly one of `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY` has a value.',
    remedies: {
      'github-secrets':
        'Set both variables for this step, from two existing secrets: `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`.',
      academy: 'Copy all three values from AWS Details again; they belong together.',
      dotenv: 'Check the names in the file, letter by letter, and add the missing line.',
      any: 'Set both `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`, or neither.',
    },
    sources: [
      {
        evidence: 'measured',
        source: 'botocore 1.43.11 raises PartialCredentialsError; AWS SDK for JavaScript 3.1169 goes on',
      },
    ],
  },
  'env-wrong-names': {
    title: 'Credentials under names that AWS tools do not read',
    stage: 'offline',
    severity: 'warning',
    meaning:
      'There is a variable that looks like an AWS setting, but under a name that some or all AWS tools ignore, and the proper one is not set.',
    causes: [
      '`AWS_ACCESS_KEY` or `AWS_SECRET_KEY`: names of old Java and Terraform versions.',
      '`AWS_SECURITY_TOKEN`: the AWS CLI still reads it, JavaScript tools do not.',
      '`AWS_DEFAULT_PROFILE`: the AWS CLI reads it, JavaScript tools do not.',
      '`AWS_DEFAULT_REGION` alone: the AWS CLI reads it, the AWS SDK for JavaScript does not.',
    ],
    tell: 'A known near miss is set while the proper name is not.',
    remedies: {
      'github-secrets':
        'Rename it under `env:`: the names are `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_SESSION_TOKEN`, `AWS_REGION` and `AWS_PROFILE`. The secret itself may be called what you like.',
      any: 'Use the names that every tool reads: `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_SESSION_TOKEN`, `AWS_REGION`, `AWS_PROFILE`.',
    },
    sources: [
      { evidence: 'measured', source: 'AWS SDK for JavaScript 3.1169 against botocore 1.43.11, same environment' },
    ],
  },
  'env-asia-no-token': {
    title: 'A temporary key (ASIA) without its session token',
    stage: 'offline',
    severity: 'error',
    meaning:
      'The access key ID begins with `ASIA`, so the key is temporary and only works together with a session token, which is missing. AWS will answer that the security token is invalid.',
    causes: [
      'The secret `AWS_SESSION_TOKEN` does not exist, or is not handed to this step.',
      'An action or tool in between has no input for a session token and drops it.',
      'A profile in `~/.aws/credentials` has no `aws_session_token` line; several setup tools never write one.',
    ],
    tell: 'The key ID begins with `ASIA` and the session token is empty or absent. That is certain without asking AWS.',
    remedies: {
      'github-secrets':
        'Add it: `gh secret set AWS_SESSION_TOKEN`, and `AWS_SESSION_TOKEN: ${{ secrets.AWS_SESSION_TOKEN }}` under `env:`. Temporary keys end within hours, so use OIDC for a workflow that is to last.',
      oidc: 'Let aws-actions/configure-aws-credentials assume the role: it exports all three variables. Do not overwrite one of them later.',
      academy:
        'Open AWS Details, show AWS CLI, and copy all three values into secrets: the third one is `aws_session_token`.',
      'identity-center': 'Run `aws configure export-credentials --profile NAME --format env`: it prints all three.',
      amplify:
        '`ampx configure profile` cannot store a session token: add `aws_session_token` to `~/.aws/credentials` by hand, or use environment variables.',
      'eb-cli':
        'The profile that `eb init` writes has two fields only: export `AWS_SESSION_TOKEN` together with the key variables.',
      dotenv: 'Add a line `AWS_SESSION_TOKEN=` with the value to the file.',
    },
    sources: [
      { evidence: 'aws-docs', source: 'IAM User Guide: using temporary credentials; unique identifier prefixes' },
      { evidence: 'source', source: 'aws-amplify/amplify-backend profile controller; awsebcli profile writer' },
      { evidence: 'field-report', source: 'AWS Academy Learner Lab logs' },
    ],
  },
  'env-akia-with-token': {
    title: 'A long-term key (AKIA) together with a session token',
    stage: 'offline',
    severity: 'error',
    meaning:
      'Keys that begin with `AKIA` have no session token, and one is set. It was left over from somewhere else, and AWS tends to refuse the combination as an invalid token.',
    causes: [
      'An earlier step exported `AWS_SESSION_TOKEN` for the rest of the job.',
      'The keys were changed from a temporary session to an IAM user, and the old token secret stayed.',
      'A self-hosted runner has the variable in its own environment.',
    ],
    tell: 'The key ID begins with `AKIA` and the session token is not empty; or AWS calls the token of such a key expired or malformed. The key is then tried once without the token, and the detail says whether it works.',
    remedies: {
      'github-secrets':
        'Delete it with `gh secret delete AWS_SESSION_TOKEN`, or set `AWS_SESSION_TOKEN: ""` on the step; with aws-actions/configure-aws-credentials use `unset-current-credentials: true`.',
      'self-hosted': 'Remove `AWS_SESSION_TOKEN` from the environment of the runner service.',
      'eb-cli': 'Run `unset AWS_SESSION_TOKEN` before `eb`.',
      dotenv: 'Remove the `AWS_SESSION_TOKEN` line from the file.',
      any: 'Unset `AWS_SESSION_TOKEN` for this deployment.',
    },
    sources: [
      {
        evidence: 'field-report',
        source: 'aws-actions/configure-aws-credentials issue 340; serverless/serverless issue 6391',
      },
      { evidence: 'source', source: 'Amazon S3 answers InvalidToken, as open-source S3 servers do' },
    ],
  },
  'env-source-conflict': {
    title: 'Two credential sources disagree',
    stage: 'offline',
    severity: 'warning',
    meaning:
      'Credentials are set in two places at once, and AWS tools do not agree which one counts. Two steps of the same job can act as two different identities.',
    causes: [
      '`AWS_PROFILE` and the key variables are both set: JavaScript tools take the profile, the AWS CLI takes the variables.',
      'The self-hosted runner has files in `~/.aws` of its own.',
      'An earlier aws-actions/configure-aws-credentials step exported other keys.',
    ],
    tell: 'Both readings are worked out from the same environment and compared.',
    remedies: {
      'github-secrets': 'Unset `AWS_PROFILE` for the job, or drop the key variables: keep one source.',
      amplify:
        '`ampx` checks the credentials with the profile and then deploys with the keys, as the CDK does: set one of the two only.',
      'eb-cli': '`profile:` in `.elasticbeanstalk/config.yml` wins over the key variables: set it to `null` for CI.',
      'self-hosted': 'Remove the `~/.aws` of the runner user, or give the job a clean `HOME`.',
      any: 'Keep exactly one source of credentials in this job.',
    },
    sources: [
      { evidence: 'measured', source: 'AWS SDK for JavaScript 3.1169 against botocore 1.43.11, same environment' },
      { evidence: 'source', source: 'aws-actions/configure-aws-credentials, CredentialsClient.ts' },
    ],
  },
  'env-profile-empty': {
    title: 'AWS_PROFILE is set to an empty string',
    stage: 'offline',
    severity: 'error',
    meaning:
      'An empty `AWS_PROFILE` is not the same as none: the AWS CLI, boto3 and the EB CLI look for a profile without a name and stop, even when working keys are set. JavaScript tools ignore it.',
    causes: ['`AWS_PROFILE: ${{ vars.NAME }}` with a variable that does not exist.'],
    tell: '`AWS_PROFILE` exists in the environment with length 0.',
    remedies: {
      any: 'Leave `AWS_PROFILE` out instead of blanking it: remove the line under `env:`, or run `unset AWS_PROFILE` first.',
    },
    sources: [{ evidence: 'measured', source: 'botocore 1.43.11 and AWS SDK for JavaScript 3.1169' }],
  },
} as const satisfies Record<string, Diagnosis>;
