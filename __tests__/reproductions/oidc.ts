import type { oidc as entries } from '../../src/diagnoses/catalogue/oidc.ts';
import type { Evidence, Reproduction, Variables } from './evidence.ts';
import { providerArn, roleArn, type Loopback, type Standing } from './loopback.ts';

const key = 'token.actions.githubusercontent.com';

function trust(condition: object): object {
  const statement = {
    Effect: 'Allow',
    Principal: { Federated: providerArn },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: condition,
  };
  return { Version: '2012-10-17', Statement: [statement] };
}

const forMain = trust({
  StringEquals: { [`${key}:aud`]: 'sts.amazonaws.com', [`${key}:sub`]: 'repo:org/app:ref:refs/heads/main' },
});
const forEverybody = trust({ StringEquals: { [`${key}:aud`]: 'sts.amazonaws.com' } });

/** The role that the job wants, with this trust policy. */
function deployer(policy: object): Loopback {
  return { principals: { deployer: { arn: roleArn, trustPolicy: policy } }, issuer: {} };
}

/** A job of org/app on the branch main, as GitHub's variables tell of it. */
const job = {
  AWS_REGION: 'us-east-1',
  GITHUB_REPOSITORY: 'org/app',
  GITHUB_REPOSITORY_OWNER: 'org',
  GITHUB_REPOSITORY_ID: '456789',
  GITHUB_REPOSITORY_OWNER_ID: '123456',
  GITHUB_REF: 'refs/heads/main',
  GITHUB_EVENT_NAME: 'push',
  GITHUB_WORKFLOW_REF: 'org/app/.github/workflows/deploy.yml@refs/heads/main',
  GITHUB_JOB: 'deploy',
  GITHUB_ACTION: '__org_aws-cred-preflight',
  GITHUB_SERVER_URL: 'https://github.com',
};
const inputs = { 'role-to-assume': roleArn };
const workflow = [
  'on: push',
  'permissions: { id-token: write, contents: read }',
  'jobs:',
  '  deploy:',
  '    runs-on: ubuntu-latest',
  '    permissions:',
  '      contents: read',
  '    steps:',
  '      - uses: org/aws-cred-preflight@v1',
  '',
].join('\n');

function withToken({ variables: { issuer } }: Standing): Variables {
  return { ...job, ...issuer };
}

/** A job whose token AWS is asked about, and which is refused. */
function refused(
  name: string,
  loopback: Loopback,
  finds: Reproduction['finds'],
  more: Partial<Reproduction> = {},
): Reproduction {
  return { name, loopback, environment: withToken, inputs, finds, result: 'failed', ...more };
}

/** What STS answers to the token of the job in the place of a session. */
function answered(code: string, message: string): Loopback {
  const fault = { service: 'sts', action: 'AssumeRoleWithWebIdentity', status: 400, code, message };
  return { ...deployer(forMain), scenario: { faults: [fault] } };
}

/** What can go wrong when a role is assumed with a web identity token. */
export const oidc: Readonly<Record<keyof typeof entries, Evidence>> = {
  'oidc-no-permission': {
    by: 'run',
    cases: [
      {
        name: 'a block on the job that takes the permission away, at its line',
        loopback: deployer(forMain),
        environment: () => job,
        inputs,
        files: { '.github/workflows/deploy.yml': workflow },
        finds: { severity: 'error', says: /id-token: write/, at: { file: '.github/workflows/deploy.yml', line: 6 } },
        result: 'failed',
      },
      {
        name: 'a workflow that is not in the workspace',
        environment: () => job,
        inputs,
        finds: {
          severity: 'error',
          says: /ACTIONS_ID_TOKEN_REQUEST_URL and ACTIONS_ID_TOKEN_REQUEST_TOKEN are not set/,
        },
        result: 'failed',
      },
    ],
  },
  'oidc-token-endpoint': {
    by: 'run',
    cases: [
      {
        name: 'an endpoint that is out of order',
        loopback: { issuer: { faults: [{ path: '/token', trouble: { kind: 'status', status: 503 } }] } },
        environment: withToken,
        inputs,
        finds: { severity: 'warning', says: /answered with status 503, 3 times/ },
        result: 'unverified',
      },
    ],
  },
  'oidc-trust-policy-rejected': {
    by: 'log',
    why: 'The preflight saves no policies, so that IAM never refuses one of its own.',
    cases: [
      {
        name: 'Terraform, whose trust policy says nothing of sub',
        log: {
          text: 'Error: creating IAM Role (deploy): operation error IAM: CreateRole, https response error StatusCode: 400, RequestID: 7c0d2b1e-0000-4000-8000-000000000000, MalformedPolicyDocument: The trust policy must evaluate the sub claim of the identity provider token.actions.githubusercontent.com\n',
          source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html',
        },
        finds: {
          severity: 'warning',
          says: /MalformedPolicyDocument to CreateRole/,
          at: { file: 'logs/deploy.log', line: 1 },
        },
        result: 'passed',
      },
    ],
  },
  'oidc-trust-too-wide': {
    by: 'run',
    cases: [
      {
        name: 'a trust policy without a condition on sub, at its line',
        loopback: deployer(forEverybody),
        environment: withToken,
        inputs: { ...inputs, 'trust-policy-file': 'trust.json' },
        files: { 'trust.json': JSON.stringify(forEverybody, null, 2) },
        finds: { severity: 'warning', says: /It has no condition on sub/, at: { file: 'trust.json', line: 4 } },
        result: 'passed',
      },
    ],
  },
  'trust-policy-file-unusable': {
    by: 'run',
    cases: [
      {
        name: 'a trust policy that is no JSON, at its line',
        loopback: deployer(forMain),
        environment: withToken,
        inputs: { ...inputs, 'trust-policy-file': 'trust.json' },
        files: { 'trust.json': '{\n  "Version": "2012-10-17",\n  "Statement": [,]\n}\n' },
        finds: { severity: 'warning', says: /The policy is not valid JSON/, at: { file: 'trust.json', line: 3 } },
        result: 'passed',
      },
    ],
  },
  'oidc-trust-mismatch': {
    by: 'run',
    cases: [
      refused(
        'a pull request where the policy names a branch, at its line',
        { ...deployer(forMain), issuer: { run: { event: 'pull_request', ref: 'refs/pull/7/merge' } } },
        { severity: 'error', says: /repo:org\/app:pull_request/, at: { file: 'trust.json', line: 13 } },
        {
          inputs: { ...inputs, 'trust-policy-file': 'trust.json' },
          files: { 'trust.json': JSON.stringify(forMain, null, 2) },
        },
      ),
      refused(
        'an environment of the job, with nothing to compare with',
        { ...deployer(forMain), issuer: { run: { environment: 'production' } } },
        { severity: 'error', says: /environment:production/ },
      ),
      refused(
        'a role that there is not, in the same words',
        { issuer: {} },
        { severity: 'error', says: /Not authorized to perform sts:AssumeRoleWithWebIdentity/ },
      ),
    ],
  },
  'oidc-provider-missing': {
    by: 'run',
    cases: [
      refused(
        'an account without the provider',
        { ...deployer(forMain), scenario: { oidcProviders: [] } },
        {
          severity: 'error',
          says: /No OpenIDConnect provider found in your account for https:\/\/token\.actions\.githubusercontent\.com/,
        },
      ),
    ],
  },
  'oidc-audience': {
    by: 'run',
    cases: [
      refused(
        'an audience that the provider does not list',
        { ...deployer(forMain), issuer: { provider: { clientIds: ['https://github.com/org'] } } },
        { severity: 'error', says: /Incorrect token audience/ },
      ),
    ],
  },
  'oidc-thumbprint': {
    by: 'run',
    cases: [
      refused(
        'a private issuer whose certificate was renewed',
        answered(
          'InvalidIdentityToken',
          "OpenIDConnect provider's HTTPS certificate doesn't match configured thumbprint",
        ),
        { severity: 'error', says: /match configured thumbprint/ },
      ),
    ],
  },
  'oidc-idp-unreachable': {
    by: 'run',
    cases: [
      refused(
        'a provider whose keys AWS cannot fetch',
        { ...deployer(forMain), issuer: { provider: { jwks: undefined } } },
        { severity: 'warning', says: /Couldn't retrieve verification key from your identity provider/ },
        { result: 'unverified' },
      ),
      refused(
        'the same under the code that AWS calls worth a retry',
        answered('IDPCommunicationError', 'Error communicating with the identity provider'),
        { severity: 'warning', says: /IDPCommunicationError/ },
        { result: 'unverified' },
      ),
    ],
  },
  'oidc-token-invalid': {
    by: 'run',
    cases: [
      refused(
        'a token that has expired',
        { ...deployer(forMain), issuer: { lifetimeSeconds: -60 } },
        { severity: 'error', says: /Token expired/ },
      ),
      {
        name: 'the token file of another CI system, which holds something else',
        through: 'command line',
        environment: () => ({ AWS_REGION: 'us-east-1', AWS_WEB_IDENTITY_TOKEN_FILE: 'token.jwt' }),
        inputs,
        files: { 'token.jwt': 'not signed in\n' },
        finds: { severity: 'error', says: /^token\.jwt does not hold a JSON Web Token\.$/ },
        result: 'failed',
      },
    ],
  },
};
