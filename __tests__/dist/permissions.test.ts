import { describe, expect, test } from '@jest/globals';
import { startLocalAws } from '../../tools/local-aws/server.ts';
import { runAction, standInEnvironment, type StepRun } from '../../tools/run-step.ts';
import { allow, everything, world, type WorldParts } from './situations.ts';

/** The built action at its default level, against a simulator that evaluates the policies of each case. */
interface Situation {
  readonly name: string;
  readonly world: WorldParts;
  readonly inputs: Readonly<Record<string, string>>;
  readonly result: 'passed' | 'failed' | 'unverified';
  /** Definitely denied actions that every deployment needs. */
  readonly fatal: readonly string[];
  readonly codes: readonly string[];
  readonly iamCalls: number;
}

const fn = 'arn:aws:lambda:us-east-1:111122223333:function:orders';
const lambda = allow('lambda:*', fn);
const lambdaInputs = { targets: 'lambda', parameters: 'function-name: orders' };
const three = { targets: 'lambda, dynamodb, api-gateway', parameters: '{ function-name: orders, table-name: orders, rest-api-id: a1b2c3d4e5 }' };
const gen2 = { targets: 'amplify-gen2', parameters: '{ app-id: d1234567890, branch-name: main }' };
const lambdaOnly = allow(['lambda:*'], fn);

/** Everything that the cases deploy to is there: what happens when it is not is in deployments.test.ts. */
const resources = {
  functions: ['orders'],
  tables: ['orders'],
  restApis: ['a1b2c3d4e5'],
  applications: ['shop'],
  environments: ['shop-prod'],
  apps: ['d1234567890'],
  branches: ['d1234567890/main'],
  parameters: [{ name: '/cdk-bootstrap/hnb659fds/version', value: '21' }],
};

const situations: readonly Situation[] = [
  { name: 'everything that a Lambda deployment needs', world: { statements: [lambda] }, inputs: lambdaInputs, result: 'passed', fatal: [], codes: [], iamCalls: 1 },
  {
    name: 'Lambda, DynamoDB and API Gateway for a role that may only do Lambda: all that is missing, at once',
    world: { statements: [lambdaOnly] },
    inputs: three,
    result: 'failed',
    fatal: ['apigateway:POST', 'dynamodb:DescribeTable'],
    codes: ['authz-identity-implicit', 'authz-identity-implicit'],
    iamCalls: 0,
  },
  {
    name: 'the same for a role that may do all three',
    world: { statements: [lambdaOnly, allow('dynamodb:*', 'arn:aws:dynamodb:us-east-1:111122223333:table/orders'), allow('apigateway:*', 'arn:aws:apigateway:us-east-1::*')] },
    inputs: three,
    result: 'passed',
    fatal: [],
    codes: [],
    iamCalls: 0,
  },
  {
    name: 'Elastic Beanstalk without the right to update the environment',
    world: { statements: [everything, { Effect: 'Deny', Action: 'elasticbeanstalk:UpdateEnvironment', Resource: '*' }] },
    inputs: { targets: 'elastic-beanstalk', parameters: '{ application-name: shop, environment-name: shop-prod, version-label: v1 }' },
    result: 'failed',
    fatal: ['elasticbeanstalk:UpdateEnvironment'],
    codes: ['authz-identity-explicit'],
    iamCalls: 0,
  },
  {
    name: 'Amplify Hosting without the right to start a job',
    world: { statements: [allow(['amplify:Get*', 'amplify:List*'], '*')] },
    inputs: { targets: 'amplify-hosting', parameters: '{ app-id: d1234567890, branch-name: main, job-type: RELEASE }' },
    result: 'failed',
    fatal: ['amplify:StartJob'],
    codes: ['authz-identity-implicit'],
    iamCalls: 0,
  },
  {
    name: 'Amplify Gen 2 without the right to take the bootstrap roles, nor to do without them',
    world: { statements: [allow(['ssm:GetParameter', 'amplify:*', 'appsync:*'], '*')] },
    inputs: gen2,
    result: 'failed',
    fatal: ['sts:AssumeRole'],
    codes: ['authz-identity-implicit', 'authz-identity-implicit'],
    iamCalls: 0,
  },
  {
    name: 'Amplify Gen 2 without the right to take the bootstrap roles, for a role that may do everything itself',
    world: { statements: [allow(['cloudformation:*', 'ssm:GetParameter', 'amplify:*', 's3:*', 'appsync:*'])] },
    inputs: gen2,
    result: 'passed',
    fatal: [],
    codes: ['authz-identity-implicit'],
    iamCalls: 0,
  },
  {
    name: 'an organization that denies the region',
    world: {
      statements: [lambda],
      principal: {
        scps: [
          { document: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }, { Effect: 'Deny', Action: 'lambda:*', Resource: '*', Condition: { StringNotEquals: { 'aws:RequestedRegion': 'eu-west-1' } } }] } },
        ],
      },
    },
    inputs: lambdaInputs,
    result: 'failed',
    fatal: ['lambda:UpdateFunctionCode'],
    codes: ['authz-scp', 'authz-scp'],
    iamCalls: 2,
  },
  {
    name: 'a permissions boundary that leaves Lambda out',
    world: { statements: [lambda], principal: { boundary: { name: 'B', document: { Version: '2012-10-17', Statement: [allow(['iam:*', 's3:*'])] } } } },
    inputs: lambdaInputs,
    result: 'failed',
    fatal: ['lambda:UpdateFunctionCode'],
    codes: ['authz-boundary', 'authz-boundary'],
    iamCalls: 2,
  },
  {
    name: 'an address condition that nobody knows before the call',
    world: { statements: [allow('lambda:*', fn, { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } })] },
    inputs: lambdaInputs,
    result: 'unverified',
    fatal: [],
    codes: ['permissions-uncertain'],
    iamCalls: 1,
  },
  {
    name: 'the same with the key in the context input',
    world: { statements: [allow('lambda:*', fn, { StringEquals: { 'aws:PrincipalTag/team': 'web' } })] },
    inputs: { ...lambdaInputs, context: 'aws:PrincipalTag/team=web' },
    result: 'passed',
    fatal: [],
    codes: [],
    iamCalls: 1,
  },
  {
    name: 'a function whose name was not given',
    world: { statements: [lambda] },
    inputs: { targets: 'lambda' },
    result: 'unverified',
    fatal: [],
    codes: ['permissions-uncertain'],
    iamCalls: 1,
  },
  {
    name: 'a principal that may not simulate',
    world: { statements: [lambda], mayNotSimulate: true },
    inputs: lambdaInputs,
    result: 'unverified',
    fatal: [],
    codes: ['simulation-not-permitted'],
    iamCalls: 5,
  },
  {
    name: 'a principal that may simulate, but not make the control call: nothing is established',
    world: { statements: [allow('s3:*')], mayNotSimulate: true, extra: {}, principal: { policies: [{ name: 'P', document: { Version: '2012-10-17', Statement: [allow('iam:SimulatePrincipalPolicy')] } }] } },
    inputs: lambdaInputs,
    result: 'unverified',
    fatal: [],
    codes: ['permissions-uncertain'],
    iamCalls: 2,
  },
  {
    name: 'the old shape of answers',
    world: { statements: [allow(['lambda:Get*', 'lambda:List*'], fn)], extra: { simulator: { shape: 'old' } } },
    inputs: lambdaInputs,
    result: 'failed',
    fatal: ['lambda:UpdateFunctionCode'],
    codes: ['authz-identity-implicit', 'authz-identity-implicit'],
    iamCalls: 2,
  },
  {
    name: 'answers in pages of two',
    world: { statements: [lambda], extra: { simulator: { maxActionsPerPage: 2 } } },
    inputs: lambdaInputs,
    result: 'passed',
    fatal: [],
    codes: [],
    iamCalls: 3,
  },
  {
    name: 'a simulator that throttles for good',
    world: { statements: [lambda], extra: { simulator: { answer: 'throttle' } } },
    inputs: { ...lambdaInputs, 'timeout-seconds': '20' },
    result: 'unverified',
    fatal: [],
    codes: ['throttled'],
    iamCalls: 1,
  },
  {
    name: 'an action that the user ignores, with a reason',
    world: { statements: [allow(['lambda:Get*'], fn)] },
    inputs: { ...lambdaInputs, ignore: 'lambda:* another team deploys it' },
    result: 'passed',
    fatal: [],
    codes: [],
    iamCalls: 2,
  },
  {
    name: 'actions of the user\'s own',
    world: { statements: [allow('ssm:GetParameter', 'arn:aws:ssm:us-east-1:111122223333:parameter/app/*')] },
    inputs: { targets: '', actions: 'ssm:GetParameter arn:aws:ssm:${Region}:${Account}:parameter/app/db\nssm:PutParameter arn:aws:ssm:${Region}:${Account}:parameter/app/db' },
    result: 'failed',
    fatal: ['ssm:PutParameter'],
    codes: ['authz-identity-implicit'],
    iamCalls: 2,
  },
  {
    name: 'nothing that tells what is deployed',
    world: { statements: [lambda] },
    inputs: {},
    result: 'unverified',
    fatal: [],
    codes: [],
    iamCalls: 0,
  },
  {
    name: 'the root user, whom the simulator does not take',
    world: { arn: 'arn:aws:iam::111122223333:root', statements: [everything] },
    inputs: lambdaInputs,
    result: 'unverified',
    fatal: [],
    codes: ['identity-root'],
    iamCalls: 0,
  },
];

describe('the built action on permissions', () => {
  test.each(situations)('$name', async (situation) => {
    const run = await play(situation.world, situation.inputs);
    const fatal = run.report?.checks.filter(({ verdict, severity }) => verdict.startsWith('denied') && severity === 'error') ?? [];
    expect(run.report?.result).toBe(situation.result);
    expect(fatal.map(({ action }) => action)).toEqual(expect.arrayContaining([...situation.fatal]));
    expect(situation.fatal.length === 0).toBe(fatal.length === 0);
    expect(codesOf(run)).toEqual(situation.codes);
    if (situation.iamCalls > 0) {
      expect(run.report?.calls.iam).toBe(situation.iamCalls);
    }
    expect(run.status).toBe(situation.result === 'failed' ? 1 : 0);
    expect(run.stderr).toBe('');
  });

  test('the granted policy is what was missing: with it the same run passes', async () => {
    const denied = await play({ statements: [lambdaOnly] }, three);
    const policy = denied.report?.policy;
    expect(policy).not.toBeNull();
    expect(JSON.parse(denied.outputs['policy'] ?? '')).toEqual(policy);
    const granted = await play({ statements: [lambdaOnly, ...(policy?.Statement ?? [])] as object[] }, three);
    expect(granted.report?.result).toBe('passed');
    expect(granted.report?.policy).toBeNull();
  });

  test('fail-on decides what turns the step red', async () => {
    const open: WorldParts = { statements: [lambda], mayNotSimulate: true };
    expect((await play(open, { ...lambdaInputs, 'fail-on': 'unverified' })).status).toBe(1);
    const denied: WorldParts = { statements: [allow('s3:*')] };
    expect((await play(denied, { ...lambdaInputs, 'fail-on': 'never' })).status).toBe(0);
    expect((await play(denied, { ...lambdaInputs, 'fail-on': 'never' })).outputs['result']).toBe('failed');
  });

  test('annotations point at the step in the workflow file', async () => {
    const workflow = 'on: push\njobs:\n  deploy:\n    runs-on: x\n    steps:\n      - uses: org/aws-cred-preflight@v1\n';
    const run = await play({ statements: [allow('s3:*')] }, lambdaInputs, {
      files: { '.github/workflows/deploy.yml': workflow },
      environment: {
        GITHUB_WORKFLOW_REF: 'org/app/.github/workflows/deploy.yml@refs/heads/main',
        GITHUB_JOB: 'deploy',
        GITHUB_ACTION: '__org_aws-cred-preflight',
      },
    });
    const error = run.commands.find(({ name }) => name === 'error');
    expect(error?.properties).toMatchObject({ file: '.github/workflows/deploy.yml', line: '6' });
  });

  test('a second hop is asked under its own principal; one in another account is said not to be checkable', async () => {
    const target = (account: string) => `id: hop
title: A role that the deployment works through
sources: [https://example.com/]
checks:
  - id: hop
    actions: [dynamodb:CreateTable]
    resource: arn:\${Partition}:dynamodb:\${Region}:\${Account}:table/orders
    principal: arn:\${Partition}:iam::${account}:role/exec
    severity: error
    why: Create the table as the execution role
`;
    const exec = (actions: string) => ({
      arn: 'arn:aws:sts::111122223333:assumed-role/exec/session',
      policies: [{ name: 'Exec', document: { Version: '2012-10-17', Statement: [allow(actions)] } }],
    });
    const someone = {
      arn: 'arn:aws:sts::111122223333:assumed-role/deployer/session',
      policies: [{ name: 'P', document: { Version: '2012-10-17', Statement: [allow('iam:Simulate*')] } }],
    };
    const run = (actions: string, account: string) =>
      play(
        { extra: { principals: { someone, exec: exec(actions) } } },
        { targets: './hop.yml' },
        { files: { 'hop.yml': target(account) } },
      );
    expect((await run('dynamodb:*', '111122223333')).report?.result).toBe('passed');
    const denied = await run('s3:*', '111122223333');
    expect(denied.report?.checks).toMatchObject([{ verdict: 'denied' }]);
    const foreign = await run('dynamodb:*', '999988887777');
    expect(foreign.report?.checks).toMatchObject([{ verdict: 'not-checked', reason: expect.stringContaining('another account') }]);
    expect(foreign.report?.result).toBe('unverified');
  });

  test('targets are detected from their marker files', async () => {
    const run = await play({ statements: [everything] }, {}, { files: { '.elasticbeanstalk/config.yml': 'global: {}\n' } });
    expect(run.report?.checks.some(({ action }) => action === 'elasticbeanstalk:UpdateEnvironment')).toBe(true);
  });
});

async function play(parts: WorldParts, inputs: Readonly<Record<string, string>>, step: { files?: Record<string, string>; environment?: Record<string, string> } = {}): Promise<StepRun> {
  const { scenario, key } = world({ ...parts, extra: { resources, ...parts.extra } });
  const aws = await startLocalAws(scenario);
  try {
    return await runAction({
      inputs,
      ...(step.files === undefined ? {} : { files: step.files }),
      environment: { ...standInEnvironment(aws.url, key), ...step.environment },
    });
  } finally {
    await aws.close();
  }
}

function codesOf(run: StepRun): readonly string[] | undefined {
  return run.report?.findings.filter(({ code, severity }) => code !== 'endpoint-override' && severity !== 'notice').map(({ code }) => code);
}
