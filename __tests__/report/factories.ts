import type { GrantPolicy } from '../../src/authorization/policy.ts';
import type { Check } from '../../src/authorization/verdict.ts';
import type { Finding } from '../../src/diagnoses/finding.ts';
import type { Report, ReportedDeployment, ReportedIdentity } from '../../src/report/report.ts';

const docsBase = 'https://github.com/org/aws-cred-preflight/blob/v1/docs/diagnoses';
const beanstalk = 'arn:aws:elasticbeanstalk:eu-central-1:123456789012';

export function anIdentity(overrides: Partial<ReportedIdentity> = {}): ReportedIdentity {
  return {
    accountId: '123456789012',
    arn: 'arn:aws:sts::123456789012:assumed-role/deploy-shop/GitHubActions',
    principalArn: 'arn:aws:iam::123456789012:role/deploy-shop',
    kind: 'assumed-role',
    partition: 'aws',
    userId: 'AROAEXAMPLEEXAMPLE123:GitHubActions',
    source: 'environment',
    expiresAt: '2026-11-22T14:03:20Z',
    ...overrides,
  };
}

/** The code is a plain string here, so that these tests do not depend on what the catalogue holds. */
export function aFinding({
  code = 'auth-token-expired',
  ...overrides
}: Partial<Omit<Finding, 'code'>> & { code?: string } = {}): Finding {
  return {
    code: code as Finding['code'],
    severity: 'error',
    title: 'Temporary credentials have expired',
    detail:
      'AWS answered `ExpiredToken` to GetCallerIdentity. The key starts with ASIA, so it belongs to a session that ends.',
    remedies: [
      'Store a fresh set of the three values, or use `aws-actions/configure-aws-credentials` with a role.',
      'Re-run all jobs: a queued run keeps the secrets it started with.',
    ],
    docs: `${docsBase}/${code}.md`,
    location: null,
    ...overrides,
  };
}

export function aCheck(overrides: Partial<Check> = {}): Check {
  return {
    target: 'elastic-beanstalk',
    action: 'elasticbeanstalk:UpdateEnvironment',
    resource: `${beanstalk}:environment/shop/shop-prod`,
    principal: 'caller',
    severity: 'error',
    context: {},
    guessed: [],
    why: 'switch the environment to the new version',
    ignored: null,
    location: null,
    verdict: 'allowed',
    reason: 'The policies of the principal allow it.',
    missingContext: [],
    statements: [{ policyId: 'deploy-policy', policyType: 'IAM Policy' }],
    ...overrides,
  };
}

export function aDenial(overrides: Partial<Check> = {}): Check {
  return aCheck({
    verdict: 'denied',
    reason: 'No statement of the principal allows it.',
    statements: [],
    ...overrides,
  });
}

export function aDeployment(overrides: Partial<ReportedDeployment> = {}): ReportedDeployment {
  const file = '.github/workflows/deploy.yml';
  return {
    target: 'elastic-beanstalk',
    detectedBy: 'aws-actions/aws-elasticbeanstalk-deploy',
    location: { file, line: 21, endLine: 21 },
    certain: true,
    parameters: [
      {
        name: 'application-name',
        value: 'shop',
        from: 'with: application-name of aws-actions/aws-elasticbeanstalk-deploy',
        location: { file, line: 23, endLine: 23 },
      },
      { name: 'environment-name', value: 'shop-prod', from: 'the parameters input', location: null },
    ],
    ...overrides,
  };
}

export function aPolicy(...actions: string[]): GrantPolicy {
  return {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: actions, Resource: `${beanstalk}:environment/shop/shop-prod` }],
  };
}

export function aReport(overrides: Partial<Report> = {}): Report {
  return {
    result: 'passed',
    identity: anIdentity(),
    findings: [],
    checks: [],
    policy: null,
    simulationGrant: null,
    notCovered: [],
    calls: { sts: 1, iam: 3, probes: 1 },
    durationMs: 412,
    ...overrides,
  };
}

const limits = [
  'Session policies and resource-based policies cannot be seen from outside.',
  'Trust policies of the roles that are passed on were not evaluated.',
];

const allowedChecks = [
  aCheck(),
  aCheck({ action: 'elasticbeanstalk:DescribeEnvironments', why: 'wait until the environment is ready' }),
  aCheck({
    action: 's3:CreateBucket',
    resource: 'arn:aws:s3:::elasticbeanstalk-eu-central-1-123456789012',
    severity: 'warning',
    why: 'create the bucket on the first deployment',
  }),
];

const uploadDenied = aDenial({
  action: 's3:PutObject',
  resource: 'arn:aws:s3:::elasticbeanstalk-eu-central-1-123456789012/shop/*',
  why: 'upload the application version',
});

/** One report for each thing that a reader may have to be told; the previews are made of these. */
export const samples: Readonly<Record<string, Report>> = {
  passed: aReport({
    deployments: [
      aDeployment(),
      aDeployment({ target: 'lambda', detectedBy: 'the file', certain: false, parameters: [] }),
      aDeployment({ target: 's3', detectedBy: null, location: null }),
    ],
    checks: allowedChecks,
    notCovered: limits,
    findings: [
      aFinding({
        code: 'env-source-conflict',
        severity: 'notice',
        title: 'Two credential sources disagree',
        detail: 'AWS_PROFILE is `deploy`, but the keys in the environment win.',
        remedies: ['Remove one of the two.'],
      }),
    ],
  }),
  'failed-credentials': aReport({
    result: 'failed',
    identity: null,
    findings: [
      aFinding({
        code: 'env-asia-no-token',
        title: 'Temporary key (ASIA) without session token',
        detail: 'AWS_ACCESS_KEY_ID starts with ASIA (20 characters), and AWS_SESSION_TOKEN is empty.',
        remedies: [
          'Add the secret `AWS_SESSION_TOKEN` and pass it: `AWS_SESSION_TOKEN: ${{ secrets.AWS_SESSION_TOKEN }}`.',
          'Better: let the job assume a role with OpenID Connect, which needs no stored key.',
        ],
        location: { file: '.github/workflows/deploy.yml', line: 31, endLine: 34 },
      }),
      aFinding({
        code: 'region-missing',
        severity: 'warning',
        title: 'No region',
        detail: 'Neither AWS_REGION nor AWS_DEFAULT_REGION is set.',
        remedies: ['Set `AWS_REGION` on the job.'],
      }),
    ],
    calls: { sts: 0, iam: 0, probes: 0 },
    durationMs: 38,
  }),
  'failed-permissions': aReport({
    result: 'failed',
    findings: [
      aFinding({
        code: 'authz-identity-implicit',
        title: 'Permission missing in identity policies',
        detail: `The deployment will be refused: ${uploadDenied.action} on ${uploadDenied.resource}, iam:PassRole on arn:aws:iam::123456789012:role/shop-instances. No statement of the principal allows it.`,
        remedies: ['Add the statement from the policy in this report to the principal.'],
      }),
      aFinding({
        code: 'authz-scp',
        title: 'Organisation policy (SCP) blocks the call',
        detail: `The deployment will be refused: cloudformation:CreateStack on arn:aws:cloudformation:eu-central-1:123456789012:stack/shop/*.`,
        remedies: ['Ask the administrators of the organization.'],
      }),
    ],
    checks: [
      ...allowedChecks,
      uploadDenied,
      aDenial({
        action: 'iam:PassRole',
        resource: 'arn:aws:iam::123456789012:role/shop-instances',
        why: 'hand the instance role to the environment',
      }),
      aCheck({
        target: 'template.yml',
        action: 'cloudformation:CreateStack',
        resource: 'arn:aws:cloudformation:eu-central-1:123456789012:stack/shop/*',
        why: 'create the stack',
        verdict: 'denied-by-scp',
        reason: "The organization's service control policies deny it; the policies of the principal allow it.",
        location: { file: 'infra/template.yml', line: 12, endLine: 30 },
      }),
      aCheck({
        target: 'template.yml',
        action: 'lambda:CreateFunction',
        resource: 'arn:aws:lambda:eu-central-1:123456789012:function:shop-*',
        why: 'create the function',
        principal: 'arn:aws:iam::123456789012:role/cdk-exec',
        verdict: 'uncertain',
        reason: 'Denied for a resource that had to be guessed; give function-name to know.',
        guessed: ['function-name'],
        statements: [],
      }),
      aCheck({
        target: 'template.yml',
        action: 'ec2:RunInstances',
        resource: 'arn:aws:ec2:eu-central-1:123456789012:instance/*',
        why: 'start the instances',
        severity: 'warning',
        verdict: 'denied',
        reason: 'A statement denies it explicitly: deny-big-instances.',
        statements: [{ policyId: 'deny-big-instances', policyType: 'IAM Policy' }],
      }),
      aDenial({
        target: 'actions',
        action: 'logs:DeleteLogGroup',
        resource: 'arn:aws:logs:eu-central-1:123456789012:log-group:/aws/shop',
        why: 'listed in the workflow',
        ignored: 'the log group is kept on purpose',
      }),
    ],
    policy: {
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Action: 's3:PutObject', Resource: uploadDenied.resource },
        {
          Effect: 'Allow',
          Action: 'iam:PassRole',
          Resource: 'arn:aws:iam::123456789012:role/shop-instances',
          Condition: { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } },
        },
      ],
    },
    notCovered: limits,
    durationMs: 1412,
  }),
  unverified: aReport({
    result: 'unverified',
    identity: anIdentity({
      arn: 'arn:aws:iam::123456789012:user/ci/deployer',
      principalArn: 'arn:aws:iam::123456789012:user/ci/deployer',
      kind: 'iam-user',
      expiresAt: null,
      source: 'inputs',
    }),
    checks: [...allowedChecks, uploadDenied].map((check) => ({
      ...check,
      verdict: 'not-checked',
      reason: 'The principal may not call the policy simulator.',
      statements: [],
    })),
    simulationGrant: {
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'SimulateOwnPolicies',
          Effect: 'Allow',
          Action: 'iam:SimulatePrincipalPolicy',
          Resource: 'arn:aws:iam::123456789012:user/ci/deployer',
        },
        { Sid: 'ControlCall', Effect: 'Allow', Action: 'iam:SimulateCustomPolicy', Resource: '*' },
      ],
    },
    notCovered: limits,
  }),
  skipped: aReport({
    result: 'skipped',
    identity: null,
    calls: { sts: 0, iam: 0, probes: 0 },
    durationMs: 12,
    notCovered: ['Credentials and permissions: the event is a pull request from a fork.'],
  }),
  'learner-lab': aReport({
    result: 'failed',
    identity: anIdentity({
      arn: 'arn:aws:sts::123456789012:assumed-role/voclabs/user1234567',
      principalArn: 'arn:aws:iam::123456789012:role/voclabs',
      kind: 'learner-lab',
    }),
    findings: [
      aFinding({
        code: 'academy-session-ended',
        title: 'AWS Academy lab session has ended',
        detail: 'The keys still name an identity, but `voc-cancel-cred` denies every call.',
        remedies: ['Start the lab again, copy the three values under AWS Details, and update the three secrets.'],
      }),
    ],
  }),
  'failed-trust': aReport({
    result: 'failed',
    identity: null,
    findings: [
      aFinding({
        code: 'oidc-trust-mismatch',
        title: 'The trust policy of the role does not accept this workflow',
        detail: 'The condition on `sub` expects a branch, and the job sends a pull request.',
        remedies: ['Make the condition equal to what the job sends.'],
        location: { file: 'iam/trust.json', line: 12, endLine: 12 },
      }),
    ],
    token: {
      claims: [
        { name: 'sub', value: 'repo:octo-org/octo-repo:pull_request' },
        { name: 'aud', value: 'sts.amazonaws.com' },
      ],
    },
    trustGrant: {
      roleArn: 'arn:aws:iam::123456789012:role/deploy-shop',
      policy: { Version: '2012-10-17' },
    },
  }),
  hostile: aReport({
    result: 'failed',
    findings: [
      aFinding({
        detail:
          'AWS answered: <img src=x onerror=alert(1)> [click](https://evil.example) **bold** @octocat #1 `code` \u202Eright to left\n\n# Heading\n\n| a | b |\n|---|---|',
        remedies: ['</li></ul><script>alert(1)</script>', '```\nfence\n```', '::error::not a command ##[error] either'],
        docs: 'javascript:alert(1)',
        location: { file: 'a|b<c>`d`.yml', line: 1, endLine: 1 },
      }),
    ],
    checks: [
      aDenial({
        resource: 'arn:aws:s3:::bucket</code></td></tr></table>\n\n![x](https://evil.example/x.png)',
        reason: 'See www.evil.example or mail a@b.example & <b>more</b>.',
        why: '$x$ ~~gone~~ \\ {{ }}',
      }),
      aDenial({ ignored: '| cell | <details open>' }),
    ],
    policy: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::````\n```\n\u202Ex' }],
    },
    notCovered: ['<!-- comment', '&lt;script&gt;'],
  }),
};
