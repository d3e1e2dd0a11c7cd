import { describe, expect, test } from '@jest/globals';
import { startLocalAws } from '../../tools/local-aws/server.ts';
import { runAction, standInEnvironment, type StepRun } from '../../tools/run-step.ts';
import { world } from '../dist/situations.ts';
import { fieldPolicies, writtenPolicies, type FieldPolicy } from './field-policy.ts';

/**
 * Some policies that AWS itself gives out for these deployments, simulated as strictly as AWS does: every row with its
 * typed ARN and its context, by the built files. A denial here would be one that a correct role gets in real life.
 * every-statement.test.ts goes over all of them in one process.
 */
const byBuiltFiles: readonly string[] = [
  'AdministratorAccess-AWSElasticBeanstalk',
  'AWSElasticBeanstalkWebTier with the managed updates policy, as the README of beanstalk-deploy says',
  'AmplifyBackendDeployFullAccess',
  'AdministratorAccess-Amplify for a build',
  'the README policy of aws-lambda-deploy',
  'the README policy of aws-cloudformation-github-deploy',
  'the pipeline execution role of sam pipeline bootstrap',
  'sts:AssumeRole on cdk-*',
];
const policies = byBuiltFiles.map(policyNamed);

/** What the deployments of these policies deploy to: only the permissions are in question. */
const resources = {
  applications: ['shop'],
  environments: ['shop-prod'],
  apps: ['d1a2b3c4d5e6f7'],
  branches: ['d1a2b3c4d5e6f7/main'],
  parameters: [{ name: '/cdk-bootstrap/hnb659fds/version', value: '21' }],
  functions: ['my-function'],
  stacks: ['web', 'orders', 'WebStack'],
  buckets: { 'sam-artifacts': 'us-east-1' },
};

describe('the policies of the field pass their own target', () => {
  test.each(policies)('$name', async (policy) => {
    const run = await simulate(policy, []);
    const open = callersChecks(run).filter(({ verdict }) => verdict !== 'allowed');
    expect(new Set(open.map(({ action, severity }) => `${severity} ${action}`))).toEqual(
      new Set(Object.keys(policy.gaps ?? {})),
    );
    expect(run.report?.result).toBe('passed');
    expect(run.status).toBe(0);
  });

  test('and the suite can fail: with one statement less the same run is denied', async () => {
    const run = await simulate(policyNamed('the README policy of aws-lambda-deploy'), [
      { Effect: 'Deny', Action: 'lambda:UpdateFunctionCode', Resource: '*' },
    ]);
    expect(run.report?.result).toBe('failed');
  });
});

function policyNamed(name: string): FieldPolicy {
  const policy = fieldPolicies.find((one) => one.name === name);
  if (policy === undefined) {
    throw new Error(`There is no policy ${name}.`);
  }
  return policy;
}

/** What roles beside the caller may do is asked of roles that the stand-in does not have. */
function callersChecks({ report }: StepRun) {
  return (report?.checks ?? []).filter(({ principal }) => principal === 'caller');
}

async function simulate(policy: FieldPolicy, statements: readonly object[]): Promise<StepRun> {
  const attached = writtenPolicies(policy).map((one) => ({ ...one, type: 'managed' }));
  const simulation = {
    name: 'Preflight',
    document: {
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Action: ['iam:SimulatePrincipalPolicy', 'iam:SimulateCustomPolicy'], Resource: '*' },
        ...statements,
      ],
    },
  };
  const { scenario, key } = world({
    arn: 'arn:aws:sts::123456789012:assumed-role/deployer/session',
    principal: { policies: [...attached, simulation] },
    extra: { account: '123456789012', resources },
  });
  const aws = await startLocalAws(scenario);
  try {
    return await runAction({
      inputs: { targets: policy.target, parameters: JSON.stringify(policy.parameters) },
      environment: standInEnvironment(aws.url, key),
    });
  } finally {
    await aws.close();
  }
}
