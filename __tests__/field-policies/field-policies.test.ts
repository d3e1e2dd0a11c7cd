import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { startLocalAws } from '../../tools/local-aws/server.ts';
import { runAction, standInEnvironment, type StepRun } from '../../tools/run-step.ts';
import { world } from '../dist/situations.ts';

/**
 * The policies that AWS itself gives out for these deployments, simulated as strictly as AWS does: every row with its
 * typed ARN and its context. A denial here would be one that a correct role gets in real life.
 */
interface FieldPolicy {
  readonly name: string;
  readonly files: readonly string[];
  readonly inputs: Readonly<Record<string, string>>;
  /** Real gaps of the policy, none of which every deployment needs. */
  readonly gaps: readonly string[];
}

const beanstalk = {
  targets: 'elastic-beanstalk',
  parameters: '{ application-name: shop, environment-name: shop-prod, version-label: v1 }',
};
const gen2 = { targets: 'amplify-gen2', parameters: '{ app-id: d1a2b3c4d5e6f7, branch-name: main }' };
const hosting = {
  targets: 'amplify-hosting',
  parameters: '{ app-id: d1a2b3c4d5e6f7, branch-name: main, job-type: RELEASE }',
};
const lambda = {
  targets: 'lambda',
  parameters: '{ function-name: my-function, role: my-function-role, code-artifacts-dir: build }',
};

const policies: readonly FieldPolicy[] = [
  {
    name: 'AdministratorAccess-AWSElasticBeanstalk',
    files: ['AdministratorAccess-AWSElasticBeanstalk'],
    inputs: beanstalk,
    gaps: [],
  },
  {
    name: 'AWSElasticBeanstalkWebTier with the managed updates policy, as the README of beanstalk-deploy says',
    files: ['AWSElasticBeanstalkWebTier', 'AWSElasticBeanstalkManagedUpdatesCustomerRolePolicy'],
    inputs: beanstalk,
    gaps: ['s3:CreateBucket', 'sns:ListTopics'],
  },
  { name: 'AmplifyBackendDeployFullAccess', files: ['AmplifyBackendDeployFullAccess'], inputs: gen2, gaps: [] },
  { name: 'AdministratorAccess-Amplify', files: ['AdministratorAccess-Amplify'], inputs: hosting, gaps: [] },
  { name: 'the README policy of aws-lambda-deploy', files: ['aws-lambda-deploy'], inputs: lambda, gaps: [] },
];

const folder = join(import.meta.dirname, '..', 'cases', 'policies');

describe('the policies of the field pass their own target', () => {
  test.each(policies)('$name', async ({ files, inputs, gaps }) => {
    const run = await simulate(files, inputs, []);
    const denied =
      run.report?.checks.filter(({ verdict, severity }) => verdict !== 'allowed' && severity !== 'notice') ?? [];
    expect(denied.map(({ action, severity }) => `${severity} ${action}`).sort()).toEqual(
      gaps.map((gap) => `warning ${gap}`),
    );
    expect(run.report?.result).toBe('passed');
    expect(run.status).toBe(0);
  });

  test('and the suite can fail: with one statement less the same run is denied', async () => {
    const run = await simulate(['aws-lambda-deploy'], lambda, [
      { Effect: 'Deny', Action: 'lambda:UpdateFunctionCode', Resource: '*' },
    ]);
    expect(run.report?.result).toBe('failed');
  });
});

async function simulate(
  files: readonly string[],
  inputs: Readonly<Record<string, string>>,
  statements: readonly object[],
): Promise<StepRun> {
  const attached = files.map((name) => ({
    name,
    type: 'managed',
    document: JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as object,
  }));
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
    extra: { account: '123456789012' },
  });
  const aws = await startLocalAws(scenario);
  try {
    return await runAction({
      inputs,
      environment: standInEnvironment(aws.url, key),
    });
  } finally {
    await aws.close();
  }
}
