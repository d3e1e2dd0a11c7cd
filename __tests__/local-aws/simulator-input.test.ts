import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { IAMClient, SimulateCustomPolicyCommand } from '@aws-sdk/client-iam';
import { startLocalAws, type LocalAws } from '../../tools/local-aws/server.ts';
import { allowAll, first, scenario, simulate, type Input } from './simulator-support.ts';
import { clientOf, failureOf, keyOf, scenarioOf, withServer } from './support.ts';

function readCases(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`./cases/${name}.json`, import.meta.url), 'utf8'));
}

let server: LocalAws;
beforeAll(async () => {
  server = await startLocalAws(scenario);
});
afterAll(async () => {
  await server.close();
});

interface TypeCase {
  readonly name: string;
  readonly action: string;
  readonly resource: string;
  readonly decision: string;
}

test.each(readCases('resource-types') as readonly TypeCase[])(
  'with everything allowed, $name',
  async ({ action, resource, decision }) => {
    const iam = new IAMClient(clientOf(server, keyOf(scenario, 'deployer')));
    const input = { PolicyInputList: [allowAll], ActionNames: [action], ResourceArns: [resource] };
    const { EvaluationResults } = await iam.send(new SimulateCustomPolicyCommand(input));
    expect(EvaluationResults?.[0]?.EvalDecision).toBe(decision);
  },
);

interface ErrorCase {
  readonly name: string;
  readonly input: Input;
  readonly status: number;
  readonly error: string;
  readonly message: string;
}

test.each(readCases('simulator-errors') as readonly ErrorCase[])(
  'refuses $name',
  async ({ input, status, error, message }) => {
    const powerful = scenarioOf(`
principals:
  deployer:
    arn: arn:aws:sts::111122223333:assumed-role/deployer/GitHubActions
    policies: [{ name: All, document: { Statement: { Effect: Allow, Action: '*', Resource: '*' } } }]
keys: [{ principal: deployer }]`);
    await withServer(powerful, async (other) => {
      const told = await failureOf(simulate(other, input));
      expect([told.name, told.status]).toEqual([error, status]);
      expect(told.message).toContain(message);
    });
  },
);

describe('scripted', () => {
  test.each([
    ['refuse', 'AccessDenied', 403],
    ['throttle', 'Throttling', 400],
    ['error-500', 'PolicyEvaluationException', 500],
    ['not-found', 'NoSuchEntityException', 404],
  ] as const)('%s', async (answer, name, status) => {
    await withServer({ ...scenario, simulator: { ...scenario.simulator, answer } }, async (other) => {
      expect(await failureOf(simulate(other, {}))).toMatchObject({ name, status });
    });
  });

  test('the control call can be forbidden by itself', async () => {
    const simulator = { ...scenario.simulator, controlAllowed: false };
    await withServer({ ...scenario, simulator }, async (other) => {
      const iam = new IAMClient(clientOf(other, keyOf(scenario, 'deployer')));
      const control = new SimulateCustomPolicyCommand({ PolicyInputList: [allowAll], ActionNames: ['s3:GetObject'] });
      expect(await failureOf(iam.send(control))).toMatchObject({ name: 'AccessDenied', status: 403 });
      await expect(first(other, {})).resolves.toMatchObject({ EvalDecision: 'allowed' });
    });
  });

  test('real actions can be unknown to the simulator', async () => {
    const simulator = { ...scenario.simulator, unknownActions: ['s3:GetObject'] };
    await withServer({ ...scenario, simulator }, async (other) => {
      const input = { ActionNames: ['s3:PutObject', 's3:GetObject'], ResourceArns: ['arn:aws:s3:::b/k'] };
      const { message } = await failureOf(simulate(other, input));
      expect(message).toContain('[s3:PutObject] and [s3:GetObject] require different authorization information.');
    });
  });
});
