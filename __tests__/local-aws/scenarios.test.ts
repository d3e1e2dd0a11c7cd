import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { IAMClient, SimulateCustomPolicyCommand, SimulatePrincipalPolicyCommand } from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { accountOf } from '../../tools/local-aws/keys.ts';
import { loadScenario, type Scenario } from '../../tools/local-aws/scenario.ts';
import type { LocalAws } from '../../tools/local-aws/server.ts';
import { clientOf, failureOf, keyOf, readError, reads, send, withServer } from './support.ts';

const folder = fileURLToPath(new URL('../../tools/local-aws/scenarios', import.meta.url));
const shipped = readdirSync(folder).filter((name) => name.endsWith('.yml'));

function load(name: string): Scenario {
  return loadScenario(`${folder}/${name}.yml`);
}

describe('the shipped scenarios', () => {
  test.each(shipped)('%s is short, and its keys hold its account', (file) => {
    const scenario = loadScenario(`${folder}/${file}`);
    expect(scenario.keys.length).toBeGreaterThan(0);
    for (const { accessKeyId, secretAccessKey, sessionToken } of scenario.keys) {
      expect(accessKeyId).toMatch(/^(AKIA|ASIA)[A-Z2-7]{16}$/);
      expect(accessKeyId).not.toMatch(/EXAMPLE$/);
      expect(accountOf(accessKeyId)).toBe(scenario.account);
      expect(secretAccessKey).toHaveLength(40);
      expect(sessionToken === null).toBe(accessKeyId.startsWith('AKIA'));
    }
  });

  async function decide(server: LocalAws, scenario: Scenario, action: string, resource: string) {
    const principal = scenario.keys[0]?.principal;
    const iam = new IAMClient(clientOf(server, keyOf(scenario, principal?.name ?? '')));
    const { EvaluationResults } = await iam.send(
      new SimulatePrincipalPolicyCommand({
        PolicySourceArn: principal?.entityArn ?? '',
        ActionNames: [action],
        ResourceArns: [resource],
        ContextEntries: [
          { ContextKeyName: 'aws:RequestedRegion', ContextKeyType: 'string', ContextKeyValues: ['us-east-1'] },
          {
            ContextKeyName: 'iam:PassedToService',
            ContextKeyType: 'string',
            ContextKeyValues: ['lambda.amazonaws.com'],
          },
        ],
      }),
    );
    return EvaluationResults?.[0];
  }

  const update = ['lambda:UpdateFunctionCode', 'arn:aws:lambda:us-east-1:111122223333:function:orders-api'] as const;
  const pass = ['iam:PassRole', 'arn:aws:iam::111122223333:role/orders-api-execution'] as const;

  test.each([
    ['healthy', 'allowed', 'allowed', {}],
    ['iam-user', 'allowed', 'allowed', {}],
    ['denied', 'implicitDeny', 'implicitDeny', {}],
    ['scp', 'explicitDeny', 'allowed', { OrganizationsDecisionDetail: { AllowedByOrganizations: false } }],
    [
      'boundary',
      'allowed',
      'implicitDeny',
      { PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: true } },
    ],
  ])('%s: UpdateFunctionCode is %s, PassRole is %s', async (name, code, role, detail) => {
    const scenario = load(name);
    await withServer(scenario, async (server) => {
      expect(await decide(server, scenario, ...update)).toMatchObject({ EvalDecision: code, ...detail });
      expect(await decide(server, scenario, ...pass)).toMatchObject({ EvalDecision: role });
    });
  });

  test('no-simulate: the simulator is refused, and so is the control call', async () => {
    const scenario = load('no-simulate');
    await withServer(scenario, async (server) => {
      const iam = new IAMClient(clientOf(server, keyOf(scenario, 'deployer')));
      await expect(decide(server, scenario, ...update)).rejects.toMatchObject({ name: 'AccessDenied' });
      const control = new SimulateCustomPolicyCommand({ PolicyInputList: [], ActionNames: ['s3:GetObject'] });
      await expect(iam.send(control)).rejects.toMatchObject({ name: 'AccessDenied' });
    });
  });

  test('academy-ended: only GetCallerIdentity works, and everything else names the policy', async () => {
    const scenario = load('academy-ended');
    await withServer(scenario, async (server) => {
      const key = keyOf(scenario, 'voclabs');
      const sts = new STSClient(clientOf(server, key));
      const arn = 'arn:aws:sts::111122223333:assumed-role/voclabs/user1234567=student@example.com';
      expect(await sts.send(new GetCallerIdentityCommand({}))).toMatchObject({ Arn: arn });
      const why = 'with an explicit deny in an identity-based policy: arn:aws:iam::111122223333:policy/voc-cancel-cred';
      expect(readError(await send(server, key, reads['ec2'] ?? { service: 'ec2' }))).toEqual({
        code: 'UnauthorizedOperation',
        message: `You are not authorized to perform this operation. User: ${arn} is not authorized to perform: ec2:DescribeRegions ${why}`,
      });
      for (const protocol of ['s3', 'json', 'rest-json']) {
        expect(readError(await send(server, key, reads[protocol] ?? { service: 's3' })).message).toContain(why);
      }
    });
  });

  test('academy-live: two regions and no simulator', async () => {
    const scenario = load('academy-live');
    await withServer(scenario, async (server) => {
      const key = keyOf(scenario, 'voclabs');
      const list = reads['rest-json'] ?? { service: 'lambda' };
      expect((await send(server, key, list)).status).toBe(200);
      expect(readError(await send(server, key, { ...list, region: 'eu-west-1' })).code).toBe('AccessDeniedException');
      await expect(decide(server, scenario, ...update)).rejects.toMatchObject({ name: 'AccessDenied' });
    });
  });

  test('wrong-region: one region is fine, STS is off in another, and the others do not know the key', async () => {
    const scenario = load('wrong-region');
    await withServer(scenario, async (server) => {
      const ask = (region: string) =>
        new STSClient(clientOf(server, keyOf(scenario, 'deployer'), region)).send(new GetCallerIdentityCommand({}));
      await expect(ask('us-east-1')).resolves.toMatchObject({ Account: '111122223333' });
      expect(await failureOf(ask('us-west-2'))).toMatchObject({ name: 'RegionDisabledException' });
      expect(await failureOf(ask('eu-west-1'))).toMatchObject({ name: 'InvalidClientTokenId' });
    });
  });
});
