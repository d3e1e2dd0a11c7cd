import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { startLocalAws } from '../../tools/local-aws/server.ts';
import { clientOf, failureOf, keyOf, readError, reads, scenarioOf, send, withServer } from './support.ts';

const base = `
principals:
  admin: { arn: 'arn:aws:iam::111122223333:user/admin', policies: [{ name: All, document: { Statement: { Effect: Allow, Action: '*', Resource: '*' } } }] }
keys: [{ principal: admin }]
`;
const whoAmI = reads['query'] ?? { service: 'sts' };
const functions = reads['rest-json'] ?? { service: 'lambda' };

describe('scripted faults', () => {
  test('an error is given as often as it says, in the protocol that is asked', async () => {
    const scenario = scenarioOf(`${base}
faults:
  - { service: sts, action: GetCallerIdentity, times: 2, status: 400, code: Throttling, message: Rate exceeded }
  - { service: lambda, times: 1, status: 500, code: ServiceException, message: 'a <b> & "c"' }
`);
    await withServer(scenario, async (server) => {
      const key = keyOf(scenario, 'admin');
      const statuses = [];
      for (let count = 0; count < 3; count += 1) {
        statuses.push((await send(server, key, whoAmI)).status);
      }
      expect(statuses).toEqual([400, 400, 200]);
      const answer = await send(server, key, functions);
      expect(answer.headers['x-amzn-errortype']).toBe('ServiceException');
      expect(readError(answer).message).toBe('a <b> & "c"');
      expect((await send(server, key, functions)).status).toBe(200);
      const patient = new STSClient({ ...clientOf(server, key), maxAttempts: 3 });
      await expect(patient.send(new GetCallerIdentityCommand({}))).resolves.toMatchObject({ Account: '111122223333' });
    });
  });

  test.each([
    [200, 'Sign in to the network'],
    [403, 'Blocked'],
  ])('a page with status %i comes without any of AWS’s headers', async (status, text) => {
    const scenario = scenarioOf(`${base}
faults: [{ service: sts, status: ${status}, html: '<html>${text}</html>' }]`);
    await withServer(scenario, async (server) => {
      const answer = await send(server, keyOf(scenario, 'admin'), whoAmI);
      expect(answer).toMatchObject({ status, text: `<html>${text}</html>` });
      expect(answer.headers['content-type']).toMatch(/^text\/html/);
      expect(answer.headers['x-amzn-requestid']).toBeUndefined();
    });
  });

  test('a connection is reset, or hangs until the server ends', async () => {
    const scenario = scenarioOf(`${base}
faults: [{ service: sts, reset: true }, { service: lambda, hang: true }]`);
    const server = await startLocalAws(scenario);
    const key = keyOf(scenario, 'admin');
    await expect(send(server, key, whoAmI)).rejects.toMatchObject({ code: 'ECONNRESET' });
    const hanging = send(server, key, functions).then(
      () => 'answered',
      () => 'ended',
    );
    expect(await Promise.race([hanging, wait(200, 'still open')])).toBe('still open');
    await server.close();
    expect(await hanging).toBe('ended');
  });
});

test('a scripted response takes the place of the usual one, for who may', async () => {
  const scenario = scenarioOf(`${base}
responses:
  lambda:ListFunctions: { body: '{"Functions":[],"NextMarker":"x"}' }
  sts:GetCallerIdentity: { status: 400, code: Strange, message: text }
`);
  await withServer(scenario, async (server) => {
    const key = keyOf(scenario, 'admin');
    expect(await send(server, key, functions)).toMatchObject({
      status: 200,
      text: '{"Functions":[],"NextMarker":"x"}',
    });
    const sts = new STSClient(clientOf(server, key));
    expect(await failureOf(sts.send(new GetCallerIdentityCommand({})))).toEqual({
      name: 'Strange',
      message: 'text',
      status: 400,
    });
    expect((await send(server, { ...key, secretAccessKey: 'x' }, functions)).status).toBe(403);
  });
});

test('requests are recorded in order, without anything secret', async () => {
  const scenario = scenarioOf(base);
  await withServer(scenario, async (server) => {
    const key = keyOf(scenario, 'admin');
    await send(server, key, { ...whoAmI, region: 'eu-west-1' });
    await send(server, null, { service: 's3', path: '/bucket' });
    await send(server, key, {
      service: 'lambda',
      path: '/2015-03-31/functions/f/configuration',
      query: { Qualifier: '1' },
    });
    expect(server.requests).toEqual([
      {
        service: 'sts',
        action: 'GetCallerIdentity',
        region: 'eu-west-1',
        keyKind: 'AKIA',
        parameters: { Action: 'GetCallerIdentity', Version: '2011-06-15' },
      },
      { service: 's3', action: 'GET /bucket', region: '', keyKind: 'none', parameters: {} },
      {
        service: 'lambda',
        action: 'GetFunctionConfiguration',
        region: 'us-east-1',
        keyKind: 'AKIA',
        parameters: { FunctionName: 'f', Qualifier: '1' },
      },
    ]);
    expect(JSON.stringify(server.requests)).not.toContain(key.accessKeyId);
  });
});

test('the clock of the scenario is the one in the Date header', async () => {
  const scenario = scenarioOf(`${base}
clockOffsetSeconds: -7200`);
  await withServer(scenario, async (server) => {
    const answer = await send(server, null, whoAmI);
    const ahead = (Date.now() - Date.parse(String(answer.headers['date']))) / 1000;
    expect(ahead).toBeGreaterThan(7190);
    expect(ahead).toBeLessThan(7260);
  });
});

test('an answer takes as long as the scenario says', async () => {
  const scenario = scenarioOf(`${base}
latencyMs: 150`);
  await withServer(scenario, async (server) => {
    const start = performance.now();
    await send(server, null, whoAmI);
    expect(performance.now() - start).toBeGreaterThan(140);
  });
});

test('what a client sends cannot break out of an answer', async () => {
  const scenario = scenarioOf(base);
  await withServer(scenario, async (server) => {
    const key = { ...keyOf(scenario, 'admin'), accessKeyId: '<a>&"\'/b' };
    const answer = await send(server, key, whoAmI);
    expect(answer.text).toContain('&lt;a&gt;&amp;&quot;&apos;/b');
    const json = await send(server, { ...key, accessKeyId: 'a"\\/b' }, reads['json'] ?? functions);
    expect(readError(json).message).toContain('a"\\/b');
  });
});
