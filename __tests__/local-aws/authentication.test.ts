import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { IAMClient, SimulateCustomPolicyCommand } from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { makeId, makeToken } from '../../tools/local-aws/keys.ts';
import { startLocalAws, type LocalAws } from '../../tools/local-aws/server.ts';
import { clientOf, failureOf, keyOf, readError, reads, scenarioOf, send, withServer, type Held } from './support.ts';

type Answer = readonly [status: number, code: string, message: string];

interface Case {
  readonly name: string;
  readonly held: string;
  readonly minutes?: number;
  readonly region?: string;
  readonly query: Answer;
  readonly ec2: Answer;
  readonly s3: Answer;
  readonly json: Answer;
  readonly 'rest-json': Answer;
}

const cases = JSON.parse(readFileSync(new URL('./cases/refusals.json', import.meta.url), 'utf8')) as readonly Case[];

const scenario = scenarioOf(
  `
stsDisabledRegions: [us-west-2]
principals:
  ci: { arn: 'arn:aws:iam::111122223333:user/ci', policies: [{ name: All, file: all.json }] }
  deployer: { arn: 'arn:aws:sts::111122223333:assumed-role/deployer/GitHubActions' }
keys:
  - { principal: ci }
  - { principal: ci, state: inactive }
  - { principal: deployer }
  - { principal: deployer, state: expired }
`.replace('file: all.json', "document: { Statement: { Effect: Allow, Action: '*', Resource: '*' } }"),
);

const longTerm = keyOf(scenario, 'ci');
const temporary = keyOf(scenario, 'deployer');
const holdings: Readonly<Record<string, Held | null>> = {
  none: null,
  'long-term': longTerm,
  unknown: { ...longTerm, accessKeyId: makeId('AKIA', '444455556666', 'NOBODY') },
  inactive: keyOf(scenario, 'ci', 'inactive'),
  'temporary-without-token': { ...temporary, sessionToken: null },
  'temporary-with-other-token': { ...temporary, sessionToken: makeToken('OTHER') },
  'long-term-with-token': { ...longTerm, sessionToken: makeToken('OTHER') },
  expired: keyOf(scenario, 'deployer', 'expired'),
  'wrong-secret': { ...longTerm, secretAccessKey: `${longTerm.secretAccessKey} ` },
  'blank-in-key-id': { ...longTerm, accessKeyId: longTerm.accessKeyId.replace('AKIA', 'AKIA ') },
  'slash-in-key-id': { ...longTerm, accessKeyId: 'local/StandIn', secretAccessKey: longTerm.accessKeyId },
};

let server: LocalAws;
beforeAll(async () => {
  server = await startLocalAws(scenario);
});
afterAll(async () => {
  await server.close();
});

describe.each(['query', 'ec2', 's3', 'json', 'rest-json'] as const)('in the %s protocol', (protocol) => {
  test.each(cases)('$name', async (one) => {
    const [status, code, message] = one[protocol];
    const read = reads[protocol];
    expect(read).toBeDefined();
    const answer = await send(server, holdings[one.held] ?? null, {
      ...(read ?? { service: 'sts' }),
      ...(one.region === undefined ? {} : { region: one.region }),
      signingDate: new Date(Date.now() + (one.minutes ?? 0) * 60_000),
    });
    const told = readError(answer);
    expect([answer.status, told.code]).toEqual([status, code]);
    expect(told.message).toContain(message);
    expect(answer.headers[protocol === 's3' ? 'x-amz-request-id' : 'x-amzn-requestid']).toBeTruthy();
    expect(Date.parse(String(answer.headers['date']))).toBeGreaterThan(Date.now() - 10_000);
  });

  test.each([
    ['signed', true],
    ['not signed', false],
  ])('takes a temporary key whose token is %s', async (_, signToken) => {
    const { status, text } = await send(server, temporary, { ...(reads[protocol] ?? { service: 'sts' }), signToken });
    // The role has no policies, so that what needs a permission is refused for the lack of it.
    const known = status === 200 || text.includes('is not authorized to perform');
    expect(known ? 'known' : text).toBe('known');
  });

  test('takes a long-term key', async () => {
    const { status } = await send(server, longTerm, reads[protocol] ?? { service: 'sts' });
    expect(status).toBe(200);
  });
});

describe('through the SDK', () => {
  test.each([
    ['unknown', 'InvalidClientTokenId', 403],
    ['inactive', 'InvalidClientTokenId', 403],
    ['temporary-without-token', 'InvalidClientTokenId', 403],
    ['temporary-with-other-token', 'InvalidClientTokenId', 403],
    ['long-term-with-token', 'InvalidClientTokenId', 403],
    ['wrong-secret', 'SignatureDoesNotMatch', 403],
    ['blank-in-key-id', 'IncompleteSignature', 400],
    ['slash-in-key-id', 'IncompleteSignature', 400],
  ])('STS and IAM refuse %s with %s', async (held, name, status) => {
    const key = holdings[held] ?? longTerm;
    const sts = new STSClient(clientOf(server, key));
    const iam = new IAMClient(clientOf(server, key));
    const question = new SimulateCustomPolicyCommand({ PolicyInputList: [], ActionNames: ['s3:GetObject'] });
    expect(await failureOf(sts.send(new GetCallerIdentityCommand({})))).toMatchObject({ name, status });
    expect(await failureOf(iam.send(question))).toMatchObject({ name, status });
  });

  test('an expired session has the modelled name', async () => {
    const sts = new STSClient(clientOf(server, keyOf(scenario, 'deployer', 'expired')));
    const { name, status } = await failureOf(sts.send(new GetCallerIdentityCommand({})));
    expect(name).toMatch(/^ExpiredToken/);
    expect(status).toBe(403);
  });

  test('STS says which region it is switched off in; IAM is in every region', async () => {
    const sts = new STSClient(clientOf(server, longTerm, 'us-west-2'));
    const iam = new IAMClient(clientOf(server, longTerm, 'ap-east-1'));
    const { name, message, status } = await failureOf(sts.send(new GetCallerIdentityCommand({})));
    expect({ name, status }).toEqual({ name: 'RegionDisabledException', status: 403 });
    expect(message).toContain('STS is not activated in this region for account:111122223333.');
    const question = new SimulateCustomPolicyCommand({ PolicyInputList: [], ActionNames: ['s3:GetObject'] });
    await expect(iam.send(question)).resolves.toMatchObject({ IsTruncated: false });
  });

  test('a client that sets its clock by the Date header gets through', async () => {
    await withServer({ ...scenario, clockOffsetSeconds: 3600 }, async (ahead) => {
      const once = new STSClient(clientOf(ahead, longTerm));
      const patient = new STSClient({ ...clientOf(ahead, longTerm), maxAttempts: 2 });
      expect(await failureOf(once.send(new GetCallerIdentityCommand({})))).toMatchObject({
        name: 'SignatureDoesNotMatch',
      });
      await expect(patient.send(new GetCallerIdentityCommand({}))).resolves.toMatchObject({ Account: '111122223333' });
    });
  });
});

describe('the canonical request', () => {
  const all = { service: 'lambda', method: 'GET' };
  test.each([
    [
      'a path that is encoded once more',
      { ...all, path: '/2015-03-31/functions/arn%3Aaws%3Alambda%3Aus-east-1%3A1%3Afunction%3Af/configuration' },
    ],
    ['dot segments and doubled slashes', { ...all, path: '/a/../2015-03-31//functions/./' }],
    [
      'a query in any order, with every kind of character',
      { ...all, path: '/2015-03-31/functions/', query: { b: "a b+c/d=e&f'(*)!~", a: 'ü', B: '' } },
    ],
    [
      'an S3 key that is encoded once',
      { service: 's3', method: 'GET', path: '/bucket', query: { prefix: 'a b/c+d', 'list-type': '2' } },
    ],
    [
      'an S3 body that is not signed',
      {
        service: 's3',
        method: 'PUT',
        path: '/bucket/a%20b',
        headers: { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' },
        body: 'x',
      },
    ],
    [
      'runs of blanks in a header',
      { ...all, path: '/2015-03-31/functions/', headers: { 'x-amz-note': '  two   blanks  ' } },
    ],
  ])('covers %s', async (_, sent) => {
    const answer = await send(server, longTerm, sent);
    expect(answer.text).not.toMatch(/signature/i);
    expect(answer.status).not.toBe(403);
    const forged = await send(server, { ...longTerm, secretAccessKey: 'x' }, sent);
    expect(forged.status).toBe(403);
    expect(forged.text).toMatch(/signature we calculated/);
  });
});

describe('the hash of the body', () => {
  const put = { service: 's3', method: 'PUT', path: '/bucket/key', body: 'x' };

  test('has to be told to S3', async () => {
    const answer = await send(server, longTerm, { ...put, applyChecksum: false });
    expect(readError(answer)).toEqual({
      code: 'InvalidRequest',
      message: 'Missing required header for this request: x-amz-content-sha256',
    });
  });

  test('need not be told to the others', async () => {
    const answer = await send(server, longTerm, { ...(reads['query'] ?? put), applyChecksum: false });
    expect(answer.status).toBe(200);
  });

  test('has to be true', async () => {
    const headers = { 'x-amz-content-sha256': 'ab'.repeat(32) };
    expect(readError(await send(server, longTerm, { ...put, headers })).code).toBe('XAmzContentSHA256Mismatch');
    const posted = reads['rest-json'] ?? put;
    const answer = await send(server, longTerm, { ...posted, headers });
    expect(readError(answer).code).toBe('InvalidSignatureException');
  });
});
