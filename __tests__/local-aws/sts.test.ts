import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  AssumeRoleCommand,
  AssumeRoleWithWebIdentityCommand,
  GetCallerIdentityCommand,
  STSClient,
} from '@aws-sdk/client-sts';
import { startLocalAws, type LocalAws } from '../../tools/local-aws/server.ts';
import { clientOf, failureOf, keyOf, scenarioOf, send } from './support.ts';

const scenario = scenarioOf(`
principals:
  admin: { arn: 'arn:aws:iam::111122223333:user/admin' }
  nobody: { arn: 'arn:aws:iam::111122223333:user/nobody' }
  deployer:
    arn: arn:aws:iam::111122223333:role/deployer
    trust: [admin]
    webIdentity: { subject: 'repo:org/app:*' }
    policies: [{ name: Look, document: { Statement: { Effect: Allow, Action: 'lambda:ListFunctions', Resource: '*' } } }]
keys: [{ principal: admin }, { principal: nobody }]
`);

let server: LocalAws;
beforeAll(async () => {
  server = await startLocalAws(scenario);
});
afterAll(async () => {
  await server.close();
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
