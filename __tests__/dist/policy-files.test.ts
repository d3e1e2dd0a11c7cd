import { describe, expect, test } from '@jest/globals';
import { startLocalAws } from '../../tools/local-aws/server.ts';
import { runAction, standInEnvironment, type Step, type StepRun } from '../../tools/run-step.ts';
import { allow, world, type WorldParts } from './situations.ts';

const fn = 'arn:aws:lambda:us-east-1:111122223333:function:orders';
const inputs = { targets: 'lambda', parameters: 'function-name: orders', 'policy-files': 'iam/*' };

function policy(...statements: readonly object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements }, null, 2);
}

const full = policy(allow('lambda:*', fn));
const readOnly = policy({ Sid: 'Read', ...allow(['lambda:Get*', 'lambda:List*'], fn) });
const denies = policy(allow('lambda:*', fn), { Sid: 'Freeze', Effect: 'Deny', Action: 'lambda:UpdateFunctionCode', Resource: '*' });

/** No credentials at all, as in a fork's pull request: nothing may be asked of AWS. */
async function offline(files: Readonly<Record<string, string>>, more: Readonly<Record<string, string>> = {}): Promise<StepRun> {
  return runAction({ inputs: { ...inputs, ...more }, files, environment: { AWS_REGION: 'us-east-1' } });
}

async function online(parts: WorldParts, step: Step): Promise<StepRun> {
  const { scenario, key } = world({ ...parts, extra: { resources: { functions: ['orders'] } } });
  const aws = await startLocalAws(scenario);
  try {
    return await runAction({
      ...step,
      environment: standInEnvironment(aws.url, key),
    });
  } finally {
    await aws.close();
  }
}

function codes(run: StepRun): readonly string[] {
  return run.report?.findings.filter(({ code }) => code !== 'endpoint-override').map(({ code, severity }) => `${severity} ${code}`) ?? [];
}

function verdictOf(run: StepRun, action = 'lambda:UpdateFunctionCode') {
  return run.report?.checks.find((check) => check.action === action);
}

describe('policy files without credentials', () => {
  test('a policy that allows everything passes, with no call', async () => {
    const run = await offline({ 'iam/deploy.json': full });
    expect(run.report).toMatchObject({ result: 'passed', identity: null, calls: { sts: 0, iam: 0, probes: 0 } });
    expect(run.status).toBe(0);
    expect(run.summary).toContain('policy files');
  });

  test('a missing permission fails, annotated on the file', async () => {
    const run = await offline({ 'iam/deploy.json': readOnly });
    expect(run.status).toBe(1);
    expect(verdictOf(run)).toMatchObject({ verdict: 'denied' });
    const error = run.commands.find(({ name }) => name === 'error');
    expect(error?.properties).toMatchObject({ file: 'iam/deploy.json' });
    expect(error?.message).toContain('lambda:UpdateFunctionCode');
  });

  test('an explicit deny is annotated on its own statement', async () => {
    const run = await offline({ 'iam/deploy.json': denies });
    const error = run.commands.find(({ name }) => name === 'error');
    const line = denies.split('\n').findIndex((text) => text.includes('Freeze'));
    expect(error?.properties).toMatchObject({ file: 'iam/deploy.json', line: String(line) });
    expect(verdictOf(run)?.reason).toContain('Freeze');
  });

  test('a fork\'s run is decided, not skipped', async () => {
    const run = await runAction({
      inputs,
      files: { 'iam/deploy.json': full },
      environment: { AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '', GITHUB_ACTOR: 'dependabot[bot]' },
    });
    expect(run.report?.result).toBe('passed');
    expect(codes(run)).toEqual(['notice fork-without-secrets']);
  });

  test('a SAM template\'s role is read with its lines', async () => {
    const template = `AWSTemplateFormatVersion: '2010-09-09'
Transform: AWS::Serverless-2016-10-31
Resources:
  DeployRole:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: '2012-10-17'
        Statement:
          - { Effect: Allow, Principal: { Service: codebuild.amazonaws.com }, Action: sts:AssumeRole }
      Policies:
        - PolicyName: deploy
          PolicyDocument:
            Version: '2012-10-17'
            Statement:
              - Effect: Allow
                Action: lambda:Get*
                Resource: ${fn}
`;
    const run = await offline({ 'iam/template.yaml': template });
    expect(run.report?.result).toBe('failed');
    expect(run.commands.find(({ name }) => name === 'error')?.properties).toMatchObject({ file: 'iam/template.yaml', line: '16' });
  });

  test('a condition on something unknown is uncertain', async () => {
    const run = await offline({ 'iam/deploy.json': policy(allow('lambda:*', fn, { StringEquals: { 'aws:PrincipalTag/team': 'web' } })) });
    expect(verdictOf(run)).toMatchObject({ verdict: 'uncertain' });
    expect(run.report?.result).toBe('unverified');
    expect(run.status).toBe(0);
  });

  test('without an account anywhere a denial is a guess, and allowed-account-ids settles it', async () => {
    const files = { 'iam/deploy.json': policy(allow('lambda:Get*')) };
    expect((await offline(files)).report?.result).toBe('unverified');
    expect((await offline(files, { 'allowed-account-ids': '111122223333' })).report?.result).toBe('failed');
  });

  test('broken JSON is an error at its line', async () => {
    const run = await offline({ 'iam/deploy.json': '{\n  "Version": "2012-10-17",\n  "Statement": [\n    { "Effect": "Allow", }\n  ]\n}\n' });
    expect(codes(run)).toContain('error policy-invalid');
    expect(run.commands.find(({ name }) => name === 'error')?.properties).toMatchObject({ file: 'iam/deploy.json', line: '4' });
    expect(run.status).toBe(1);
  });

  test('an action that does not exist is a warning at its line', async () => {
    const run = await offline({ 'iam/deploy.json': policy(allow(['lambda:*', 'lambda:UpdateFunktionCode'], fn)) });
    expect(codes(run)).toEqual(['warning policy-ineffective']);
    expect(run.report?.result).toBe('passed');
  });

  test('a glob that matches nothing is an input that cannot be used', async () => {
    const run = await offline({});
    expect(codes(run)).toEqual(['error input-invalid']);
    expect(run.report?.findings[0]?.detail).toContain('policy-files');
  });
});

describe('policy files beside AWS', () => {
  test('what the files will allow and today\'s role does not: both are said, and today fails', async () => {
    const run = await online({ statements: [allow('lambda:Get*', fn)] }, { inputs, files: { 'iam/deploy.json': full } });
    expect(run.report?.result).toBe('failed');
    expect(verdictOf(run)?.reason).toMatch(/No statement.*policy files of this repository allow it/);
    expect(codes(run)).toContain('notice policy-files-differ');
  });

  test('what the files take away is a warning on the file', async () => {
    const run = await online({ statements: [allow('lambda:*', fn)] }, { inputs, files: { 'iam/deploy.json': readOnly } });
    expect(run.report?.result).toBe('passed');
    expect(codes(run)).toContain('warning policy-files-differ');
    expect(run.commands.find(({ name, message }) => name === 'warning' && message.includes('take away'))?.properties).toMatchObject({ file: 'iam/deploy.json' });
  });

  test('where both agree nothing is added', async () => {
    const run = await online({ statements: [allow('lambda:*', fn)] }, { inputs, files: { 'iam/deploy.json': full } });
    expect(codes(run)).toEqual([]);
  });
});

describe('when the simulation is refused', () => {
  const mayRead = allow(['iam:Get*', 'iam:List*']);

  test('the principal\'s own policies decide, labelled with what they do not show', async () => {
    const run = await online({ statements: [allow('lambda:*', fn), mayRead], mayNotSimulate: true }, { inputs: { ...inputs, 'policy-files': '' } });
    expect(verdictOf(run)).toMatchObject({ verdict: 'allowed' });
    expect(run.report?.result).toBe('unverified');
    expect(codes(run)).toEqual(['warning simulation-not-permitted']);
    expect(run.summary).toContain('ervice control policies');
  });

  test('and deny for certain when all of them could be read', async () => {
    const run = await online({ statements: [allow('lambda:Get*', fn), mayRead], mayNotSimulate: true }, { inputs: { ...inputs, 'policy-files': '' } });
    expect(verdictOf(run)).toMatchObject({ verdict: 'denied' });
    expect(run.status).toBe(1);
  });

  test('but not when a part could not be read', async () => {
    const some = allow(['iam:GetRole', 'iam:ListRolePolicies', 'iam:GetRolePolicy']);
    const run = await online({ statements: [allow('lambda:Get*', fn), some], mayNotSimulate: true }, { inputs: { ...inputs, 'policy-files': '' } });
    expect(verdictOf(run)?.verdict).not.toBe('denied');
    expect(run.report?.result).toBe('unverified');
  });
});

test('an explicit deny is told with its statement, where the policy can be read', async () => {
  const deny = { Sid: 'FreezeReleases', Effect: 'Deny', Action: 'lambda:UpdateFunctionCode', Resource: '*' };
  const run = await online(
    { statements: [allow('lambda:*', fn), allow(['iam:Get*', 'iam:List*']), deny] },
    { inputs: { ...inputs, 'policy-files': '' } },
  );
  expect(verdictOf(run)).toMatchObject({ verdict: 'denied' });
  expect(verdictOf(run)?.reason).toContain('FreezeReleases');
});

test('the policy to paste in the format that is asked for', async () => {
  const step = (format: string) => ({ inputs: { ...inputs, 'policy-files': '', 'policy-format': format } });
  const parts: WorldParts = { statements: [allow('lambda:Get*', fn)] };
  expect((await online(parts, step('terraform'))).summary).toContain('aws_iam_policy_document');
  expect((await online(parts, step('cloudformation'))).summary).toContain('AWS::IAM::');
});
