import { describe, expect, test } from '@jest/globals';
import { failureIn, heldBy, valueOf, withAws } from './adapter-support.ts';
import { keyOf, scenarioOf } from '../local-aws/support.ts';

const roleArn = 'arn:aws:iam::111122223333:role/ci/deployer';
const trust = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: '111122223333' },
      Action: 'sts:AssumeRole',
      Condition: { StringLike: { 'aws:PrincipalArn': '*%41 +(100%)*' } },
    },
  ],
};
const providerArn = 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com';

const scenario = scenarioOf(`
oidcProviders:
  - { url: 'https://token.actions.githubusercontent.com', clientIds: [sts.amazonaws.com, other], thumbprints: [6938fd4d98bab03faadb97b34396831e3780aea1] }
principals:
  admin: { arn: 'arn:aws:iam::111122223333:user/admin', policies: [{ document: { Statement: { Effect: Allow, Action: '*', Resource: '*' } } }] }
  nobody: { arn: 'arn:aws:iam::111122223333:user/nobody' }
  deployer: { arn: ${roleArn}, maxSessionSeconds: 7200, trustPolicy: ${JSON.stringify(trust)} }
  open: { arn: 'arn:aws:iam::111122223333:role/open', trust: [admin], webIdentity: { subject: 'repo:o/r:*' } }
keys: [{ principal: admin }, { principal: nobody }]
`);
const admin = heldBy(keyOf(scenario, 'admin'));
const nobody = heldBy(keyOf(scenario, 'nobody'));

describe('a role’s trust policy', () => {
  test('is read as it was written', async () => {
    await withAws(scenario, {}, async (aws) => {
      const role = valueOf(await aws.readRoleTrust(admin, 'us-east-1', 'deployer'));
      expect(role).toEqual({ arn: roleArn, trustPolicy: JSON.stringify(trust), maxSessionSeconds: 7200 });
      expect(aws.calls()).toEqual({ sts: 0, iam: 1, probes: 0 });
    });
  });

  test('is there for a scenario’s short forms', async () => {
    await withAws(scenario, {}, async (aws) => {
      const { trustPolicy } = valueOf(await aws.readRoleTrust(admin, 'us-east-1', 'open'));
      expect(JSON.parse(trustPolicy)).toMatchObject({
        Statement: [
          { Principal: { AWS: ['arn:aws:iam::111122223333:user/admin'] }, Action: 'sts:AssumeRole' },
          { Principal: { Federated: providerArn }, Action: 'sts:AssumeRoleWithWebIdentity' },
        ],
      });
    });
  });

  test('of a role that is not there, and without the permission', async () => {
    await withAws(scenario, {}, async (aws) => {
      const missing = failureIn(await aws.readRoleTrust(admin, 'us-east-1', 'none'));
      expect(missing).toMatchObject({ kind: 'aws', code: 'NoSuchEntity', status: 404 });
      const denied = failureIn(await aws.readRoleTrust(nobody, 'us-east-1', 'deployer'));
      expect(denied).toMatchObject({ kind: 'aws', code: 'AccessDenied', status: 403 });
      expect(denied.message).toContain(`iam:GetRole on resource: ${roleArn}`);
    });
  });
});

describe('an identity provider', () => {
  test('is read', async () => {
    await withAws(scenario, {}, async (aws) => {
      expect(valueOf(await aws.readOidcProvider(admin, 'us-east-1', providerArn))).toEqual({
        url: 'token.actions.githubusercontent.com',
        clientIds: ['sts.amazonaws.com', 'other'],
        thumbprints: ['6938fd4d98bab03faadb97b34396831e3780aea1'],
      });
      expect(aws.calls().iam).toBe(1);
    });
  });

  test('is not there, or may not be read', async () => {
    await withAws(scenario, {}, async (aws) => {
      const missing = failureIn(await aws.readOidcProvider(admin, 'us-east-1', `${providerArn}/octo`));
      expect(missing).toMatchObject({ kind: 'aws', code: 'NoSuchEntity', status: 404 });
      const denied = failureIn(await aws.readOidcProvider(nobody, 'us-east-1', providerArn));
      expect(denied.code).toBe('AccessDenied');
    });
  });
});

describe('a role assumed with a key', () => {
  const wish = { roleArn: 'arn:aws:iam::111122223333:role/open', region: 'eu-west-1', sessionName: 'preflight' };

  test('gives a session, signed for the region and without tags', async () => {
    await withAws(scenario, {}, async (aws, server) => {
      const session = valueOf(await aws.assumeRole(admin, wish));
      expect(valueOf(await aws.getCallerIdentity(session, 'eu-west-1')).arn).toContain('assumed-role/open/preflight');
      expect(server.requests[0]).toMatchObject({ action: 'AssumeRole', region: 'eu-west-1', keyKind: 'AKIA' });
      expect(Object.keys(server.requests[0]?.parameters ?? {}).sort()).toEqual([
        'Action',
        'RoleArn',
        'RoleSessionName',
        'Version',
      ]);
      expect(aws.calls()).toEqual({ sts: 2, iam: 0, probes: 0 });
    });
  });

  test('is refused', async () => {
    await withAws(scenario, {}, async (aws, server) => {
      const failure = failureIn(await aws.assumeRole(nobody, wish));
      expect(failure).toMatchObject({ kind: 'aws', code: 'AccessDenied', status: 403, host: '127.0.0.1' });
      expect(server.requests).toHaveLength(1);
    });
  });
});

test.each(['readRoleTrust', 'readOidcProvider', 'assumeRole'] as const)(
  '%s does not take a page for an answer',
  async (name) => {
    const page = scenarioOf("faults: [{ service: iam, html: '<html/>' }, { service: sts, html: '<html/>' }]");
    await withAws({ ...scenario, faults: page.faults }, {}, async (aws) => {
      const outcome =
        name === 'assumeRole'
          ? await aws.assumeRole(admin, { roleArn, region: 'us-east-1', sessionName: 'x' })
          : await aws[name](admin, 'us-east-1', 'deployer');
      expect(failureIn(outcome).kind).toBe('network');
    });
  },
);

test('answers without a request id still say what they say', async () => {
  await withAws({ ...scenario, requestIds: false }, {}, async (aws) => {
    expect(valueOf(await aws.readRoleTrust(admin, 'us-east-1', 'deployer')).arn).toBe(roleArn);
    const failure = failureIn(await aws.readRoleTrust(admin, 'us-east-1', 'none'));
    expect(failure).toMatchObject({ code: 'NoSuchEntity', requestId: null });
  });
});
