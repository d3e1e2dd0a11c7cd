import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  AttachRolePolicyCommand,
  CreateAccessKeyCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  IAMClient,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { runAction, type StepRun } from '../../tools/run-step.ts';
import { startMoto, type EnforcingMoto } from './enforcing-moto.ts';

/**
 * moto with its IAM enforcement on: keys, signatures and permissions are checked by code that nobody here wrote. It
 * does not implement the policy simulator, so what it can show ends where the simulation is refused.
 */
let moto: EnforcingMoto;
let endpoint: string;
let iam: IAMClient;

interface Keys {
  readonly id: string;
  readonly secret: string;
  readonly token?: string;
}

beforeAll(async () => {
  moto = await startMoto();
  endpoint = moto.url;
  iam = new IAMClient({
    region: 'us-east-1',
    endpoint,
    credentials: { accessKeyId: 'setup', secretAccessKey: 'setup' },
  });
});

afterAll(async () => {
  await moto.close();
});

describe('the built action against moto', () => {
  test('a good key is verified, and the second probe answers', async () => {
    const keys = await userWith('good', [{ Effect: 'Allow', Action: ['ec2:DescribeRegions'], Resource: '*' }]);
    const run = await enforced(keys, { level: 'identity' });
    expect(run.report).toMatchObject({ result: 'passed', identity: { accountId: '123456789012', kind: 'iam-user' } });
    expect(codes(run)).toEqual([]);
    expect(run.status).toBe(0);
  });

  test('a key without the permission for the second probe is alive all the same', async () => {
    const keys = await userWith('bare', [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }]);
    const run = await enforced(keys, { level: 'identity' });
    expect(run.report).toMatchObject({ result: 'passed' });
    expect(codes(run)).toEqual([]);
  });

  test('a deleted key is named', async () => {
    const keys = await userWith('gone', [{ Effect: 'Allow', Action: '*', Resource: '*' }]);
    await unenforced();
    await iam.send(new DeleteAccessKeyCommand({ UserName: 'gone', AccessKeyId: keys.id }));
    const run = await enforced(keys, { level: 'identity' });
    expect(codes(run)).toEqual(['auth-token-invalid']);
    expect(run.status).toBe(1);
  });

  test('a wrong secret is named, and asked for once more, after AWS has forgotten other tries', async () => {
    const keys = await userWith('typo', [{ Effect: 'Allow', Action: '*', Resource: '*' }]);
    const run = await enforced({ ...keys, secret: Array.from(keys.secret).reverse().join('') }, { level: 'identity' });
    expect(codes(run)).toEqual(['auth-signature-mismatch']);
    expect(run.report?.calls).toEqual({ sts: 2, iam: 0, probes: 0 });
    expect(run.status).toBe(1);
  });

  test('a user who may not simulate ends unverified, in green, with the grant to paste', async () => {
    const keys = await userWith('modest', [{ Effect: 'Allow', Action: 'lambda:*', Resource: '*' }]);
    const run = await enforced(keys, { targets: 'lambda', parameters: 'function-name: orders' });
    expect(run.status).toBe(0);
    expect(run.report?.result).toBe('unverified');
    expect([...codes(run)].sort()).toEqual(['simulation-not-permitted', 'target-missing']);
    expect(new Set(run.report?.checks.map(({ verdict }) => verdict))).toEqual(new Set(['not-checked']));
    expect(run.summary).toContain('iam:SimulatePrincipalPolicy');
    expect(run.report?.calls.iam).toBe(6);
  });

  test('the session of an assumed role is verified as that role', async () => {
    const keys = await roleSession('deployer');
    const run = await enforced(keys, { level: 'identity' });
    expect(run.report).toMatchObject({ result: 'passed', identity: { kind: 'assumed-role' } });
    expect(run.outputs['principal-arn']).toBe('arn:aws:iam::123456789012:role/deployer');
  });

  test('a temporary key without its token is told without a call', async () => {
    const { id, secret } = await roleSession('half');
    const run = await enforced({ id, secret }, { level: 'identity' });
    expect(codes(run)).toEqual(['env-asia-no-token']);
    expect(run.report?.calls).toEqual({ sts: 0, iam: 0, probes: 0 });
  });
});

function codes(run: StepRun): readonly string[] {
  return (
    run.report?.findings
      .filter(({ severity, code }) => severity !== 'notice' && code !== 'endpoint-override')
      .map(({ code }) => code) ?? []
  );
}

async function enforced(keys: Keys, inputs: Readonly<Record<string, string>>): Promise<StepRun> {
  await moto.enforce(true);
  const run = await runAction({
    inputs,
    environment: {
      AWS_ENDPOINT_URL: endpoint,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: keys.id,
      AWS_SECRET_ACCESS_KEY: keys.secret,
      ...(keys.token === undefined ? {} : { AWS_SESSION_TOKEN: keys.token }),
    },
  });
  expect(run.stderr).toBe('');
  expect(
    run.stdout
      .split('\n')
      .filter((line) => !line.startsWith('::add-mask::'))
      .join('\n'),
  ).not.toContain(keys.secret);
  return run;
}

/** Lets the set-up's own calls through unchecked. */
async function unenforced(): Promise<void> {
  await moto.enforce(false);
}

async function userWith(name: string, statement: readonly object[]): Promise<Keys> {
  await unenforced();
  await iam.send(new CreateUserCommand({ UserName: name }));
  const document = JSON.stringify({ Version: '2012-10-17', Statement: statement });
  await iam.send(new PutUserPolicyCommand({ UserName: name, PolicyName: 'deploy', PolicyDocument: document }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: name }));
  return { id: AccessKey?.AccessKeyId ?? '', secret: AccessKey?.SecretAccessKey ?? '' };
}

async function roleSession(name: string): Promise<Keys> {
  const source = await userWith(`assumes-${name}`, [{ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' }]);
  const trust = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS: '123456789012' }, Action: 'sts:AssumeRole' }],
  };
  const { Role } = await iam.send(
    new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: JSON.stringify(trust) }),
  );
  const document = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'ec2:DescribeRegions', Resource: '*' }],
  };
  const { Policy } = await iam.send(
    new CreatePolicyCommand({ PolicyName: name, PolicyDocument: JSON.stringify(document) }),
  );
  await iam.send(new AttachRolePolicyCommand({ RoleName: name, PolicyArn: Policy?.Arn ?? '' }));
  const sts = new STSClient({
    region: 'us-east-1',
    endpoint,
    credentials: { accessKeyId: source.id, secretAccessKey: source.secret },
  });
  const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn: Role?.Arn ?? '', RoleSessionName: 'test' }));
  return {
    id: Credentials?.AccessKeyId ?? '',
    secret: Credentials?.SecretAccessKey ?? '',
    token: Credentials?.SessionToken ?? '',
  };
}
