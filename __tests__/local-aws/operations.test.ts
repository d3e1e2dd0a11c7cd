import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { makeId } from '../../tools/local-aws/keys.ts';
import { startLocalAws, type LocalAws } from '../../tools/local-aws/server.ts';
import { keyOf, readError, reads, scenarioOf, send, withServer, type Sent } from './support.ts';

const scenario = scenarioOf(`
principals:
  admin: { arn: 'arn:aws:iam::111122223333:user/admin', policies: [{ name: All, document: { Statement: { Effect: Allow, Action: '*', Resource: '*' } } }] }
  nobody: { arn: 'arn:aws:iam::111122223333:user/nobody' }
  web: { arn: 'arn:aws:iam::111122223333:role/web-role' }
keys: [{ principal: admin }, { principal: nobody }]
resources:
  functions: [orders-api, { name: picture, packageType: Image, region: eu-west-1 }]
  applications: [orders]
  environments: [orders-prod]
  apps: [d1a2b3]
  branches: [{ name: d1a2b3/main, job: RUNNING }]
  restApis: [a1b2c3]
  tables: [orders]
  topics: [alerts]
  parameters: [/cdk-bootstrap/hnb659fds/version]
  stacks: [{ name: network, resources: 'Orders AWS::DynamoDB::Table orders-table' }]
  clusters: [web]
  services: [{ name: web/orders, status: DRAINING }]
  repositories: [team/orders]
  models: [{ name: 'vendor.model-v1:0', agreement: NOT_AVAILABLE }]
  instanceProfiles: [{ name: web, role: web-role }]
  types: [{ name: 'AWS::Batch::JobQueue', permissions: 'batch:CreateJobQueue, batch:TagResource' }]
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

test('JSON services spell the sentence of a refused permission with a capital letter', async () => {
  const { text } = await send(server, keyOf(scenario, 'nobody'), reads['rest-json'] ?? { service: 'lambda' });
  expect(JSON.parse(text)).toEqual({ Message: expect.stringContaining('is not authorized to perform') });
});

test('a real call brings the global context keys along', async () => {
  const conditions = {
    StringEquals: {
      'aws:PrincipalArn': 'arn:aws:iam::111122223333:user/team/ci',
      'aws:PrincipalAccount': '111122223333',
      'aws:PrincipalType': 'User',
      'aws:userid': makeId('AIDA', '111122223333', 'ci'),
      'aws:username': 'ci',
      'aws:RequestedRegion': 'eu-west-1',
      'aws:ResourceAccount': '111122223333',
    },
    Bool: { 'aws:SecureTransport': 'true', 'aws:ViaAWSService': 'false', 'aws:PrincipalIsAWSService': 'false' },
    Null: { 'aws:TokenIssueTime': 'true', 'aws:MultiFactorAuthPresent': 'true', 'aws:CurrentTime': 'false' },
  };
  const statement = { Effect: 'Allow', Action: 'lambda:ListFunctions', Resource: '*', Condition: conditions };
  const own = scenarioOf(`
principals: { ci: { arn: 'arn:aws:iam::111122223333:user/team/ci', policies: [{ name: Own, document: ${JSON.stringify({ Statement: statement })} }] } }
keys: [{ principal: ci }]`);
  await withServer(own, async (other) => {
    const list = { service: 'lambda', path: '/2015-03-31/functions/' };
    expect((await send(other, keyOf(own, 'ci'), { ...list, region: 'eu-west-1' })).status).toBe(200);
    expect((await send(other, keyOf(own, 'ci'), list)).status).toBe(403);
  });
});

test('what is in a region is not in another one', async () => {
  const read = (region: string) =>
    send(server, keyOf(scenario, 'admin'), {
      service: 'lambda',
      region,
      method: 'GET',
      path: '/2015-03-31/functions/picture/configuration',
    });
  expect((await read('us-east-1')).status).toBe(404);
  expect(JSON.parse((await read('eu-west-1')).text)).toMatchObject({ PackageType: 'Image', State: 'Active' });
});

test('HeadBucket answers without a body, and says where a bucket is', async () => {
  const head = (path: string) => send(server, keyOf(scenario, 'admin'), { service: 's3', method: 'HEAD', path });
  expect(await head('/artifacts')).toMatchObject({ status: 200, text: '' });
  expect(await head('/none')).toMatchObject({ status: 404, text: '' });
  expect(await head('/elsewhere')).toMatchObject({ status: 301, headers: { 'x-amz-bucket-region': 'eu-west-1' } });
});
