import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  AssumeRoleCommand,
  AssumeRoleWithWebIdentityCommand,
  GetCallerIdentityCommand,
  STSClient,
} from '@aws-sdk/client-sts';
import { startLocalAws, type LocalAws } from '../../tools/local-aws/server.ts';
import { clientOf, failureOf, keyOf, readError, scenarioOf, send, type Sent } from './support.ts';

const scenario = scenarioOf(`
principals:
  admin: { arn: 'arn:aws:iam::111122223333:user/admin', policies: [{ name: All, document: { Statement: { Effect: Allow, Action: '*', Resource: '*' } } }] }
  nobody: { arn: 'arn:aws:iam::111122223333:user/nobody' }
  deployer:
    arn: arn:aws:iam::111122223333:role/deployer
    trust: [admin]
    webIdentity: { subject: 'repo:org/app:*' }
    policies: [{ name: Look, document: { Statement: { Effect: Allow, Action: 'lambda:ListFunctions', Resource: '*' } } }]
keys: [{ principal: admin }, { principal: nobody }]
resources:
  functions: [orders-api]
  applications: [orders]
  environments: [orders-prod]
  apps: [d1a2b3]
  tables: [orders]
  topics: [alerts]
  parameters: [/cdk-bootstrap/hnb659fds/version]
  stacks: [network]
  buckets: { artifacts: us-east-1, elsewhere: eu-west-1 }
`);

let server: LocalAws;
beforeAll(async () => {
  server = await startLocalAws(scenario);
});
afterAll(async () => {
  await server.close();
});

type Refused = readonly [status: number, code: string, message: string];

interface Case {
  readonly operation: string;
  readonly form?: string;
  readonly method?: string;
  readonly path?: string;
  readonly target?: string;
  readonly body?: string;
  readonly allowed?: string;
  readonly absent?: Refused;
  readonly denied?: Refused;
}

const cases = JSON.parse(readFileSync(new URL('./cases/operations.json', import.meta.url), 'utf8')) as readonly Case[];

function sentOf({ operation, form, method = 'POST', path = '/', target, body = '' }: Case): Sent {
  const service = operation.split(' ')[0] ?? '';
  if (form !== undefined) {
    return { service, method, headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: form };
  }
  return { service, method, path, body, headers: target === undefined ? {} : { 'x-amz-target': target } };
}

test.each(cases.filter(({ allowed }) => allowed !== undefined))('$operation answers who may', async (one) => {
  const { status, text } = await send(server, keyOf(scenario, 'admin'), sentOf(one));
  expect({ status, text }).toEqual({ status: 200, text: expect.stringContaining(one.allowed ?? '') });
});

test.each(cases.filter(({ absent }) => absent !== undefined))('$operation: $absent.1', async (one) => {
  const answer = await send(server, keyOf(scenario, 'admin'), sentOf(one));
  const { code, message } = readError(answer);
  const [status, expected, text] = one.absent ?? [];
  expect([answer.status, code]).toEqual([status, expected]);
  expect(message).toContain(text);
});

test.each(cases.filter(({ denied }) => denied !== undefined))('$operation refuses who may not', async (one) => {
  const answer = await send(server, keyOf(scenario, 'nobody'), sentOf(one));
  const { code, message } = readError(answer);
  const [status, expected, text] = one.denied ?? [];
  expect([answer.status, code]).toEqual([status, expected]);
  expect(message).toContain(text);
});

test('HeadBucket answers without a body, and says where a bucket is', async () => {
  const head = (path: string) => send(server, keyOf(scenario, 'admin'), { service: 's3', method: 'HEAD', path });
  expect(await head('/artifacts')).toMatchObject({ status: 200, text: '' });
  expect(await head('/none')).toMatchObject({ status: 404, text: '' });
  expect(await head('/elsewhere')).toMatchObject({ status: 301, headers: { 'x-amz-bucket-region': 'eu-west-1' } });
});

describe('STS', () => {
  const roleArn = 'arn:aws:iam::111122223333:role/deployer';
  const assume = { RoleArn: roleArn, RoleSessionName: 'GitHubActions' };

  function tokenOf(claims: object): string {
    return ['{}', JSON.stringify(claims), 'x'].map((part) => Buffer.from(part).toString('base64url')).join('.');
  }

  test('gives a session of a role to who is trusted, and knows it afterwards', async () => {
    const sts = new STSClient(clientOf(server, keyOf(scenario, 'admin')));
    const { Credentials, AssumedRoleUser } = await sts.send(new AssumeRoleCommand(assume));
    const held = {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken ?? '',
    };
    const arn = 'arn:aws:sts::111122223333:assumed-role/deployer/GitHubActions';
    expect(AssumedRoleUser?.Arn).toBe(arn);
    expect(Credentials?.Expiration?.getTime()).toBeGreaterThan(Date.now() + 3_500_000);
    const session = new STSClient(clientOf(server, held));
    expect(await session.send(new GetCallerIdentityCommand({}))).toMatchObject({
      Arn: arn,
      Account: '111122223333',
      UserId: AssumedRoleUser?.AssumedRoleId,
    });
    const list = await send(server, held, { service: 'lambda', path: '/2015-03-31/functions/' });
    expect(list.status).toBe(200);
  });

  test('refuses who is not trusted, and a role that does not exist, in the same words', async () => {
    const sts = new STSClient(clientOf(server, keyOf(scenario, 'nobody')));
    for (const RoleArn of [roleArn, 'arn:aws:iam::111122223333:role/none']) {
      expect(await failureOf(sts.send(new AssumeRoleCommand({ ...assume, RoleArn })))).toEqual({
        name: 'AccessDenied',
        status: 403,
        message: `User: arn:aws:iam::111122223333:user/nobody is not authorized to perform: sts:AssumeRole on resource: ${RoleArn}`,
      });
    }
  });

  test('gives no longer session than the role has', async () => {
    const sts = new STSClient(clientOf(server, keyOf(scenario, 'admin')));
    expect(await failureOf(sts.send(new AssumeRoleCommand({ ...assume, DurationSeconds: 7200 })))).toMatchObject({
      name: 'ValidationError',
      message: 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    });
  });

  const good = {
    sub: 'repo:org/app:ref:refs/heads/main',
    aud: 'sts.amazonaws.com',
    exp: Math.floor(Date.now() / 1000) + 300,
  };
  test.each([
    ['a token of the right repository', tokenOf(good), null, ''],
    [
      'a token of another repository',
      tokenOf({ ...good, sub: 'repo:org/other:x' }),
      'AccessDenied',
      'Not authorized to perform sts:AssumeRoleWithWebIdentity',
    ],
    [
      'a token for another audience',
      tokenOf({ ...good, aud: 'https://github.com/org' }),
      'InvalidIdentityTokenException',
      'Incorrect token audience',
    ],
    ['an expired token', tokenOf({ ...good, exp: 1 }), 'ExpiredTokenException', 'Token expired'],
    ['no token', 'secret', 'InvalidIdentityTokenException', 'The ID Token provided is not a valid JWT.'],
  ])('takes or refuses %s', async (_, WebIdentityToken, name, message) => {
    const sts = new STSClient({ endpoint: server.url, region: 'us-east-1', maxAttempts: 1 });
    const answer = sts.send(new AssumeRoleWithWebIdentityCommand({ ...assume, WebIdentityToken }));
    if (name === null) {
      expect((await answer).SubjectFromWebIdentityToken).toBe(good.sub);
    } else {
      const told = await failureOf(answer);
      expect(told.name).toBe(name);
      expect(told.message).toContain(message);
    }
    expect(JSON.stringify(server.requests.at(-1))).not.toContain(WebIdentityToken);
  });
});
