import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Outcome, ResolvedCredentials } from '../../src/aws/port.ts';
import { createSdkAws } from '../../src/aws/sdk.ts';
import type { CredentialSource } from '../../src/credentials/source.ts';
import { makeId, makeSecret, makeToken } from '../../tools/local-aws/keys.ts';
import { startMetadata, type Metadata, type MetadataOptions } from '../../tools/local-aws/metadata.ts';
import { ssoFiles, startSsoPortal, type SsoPortalOptions } from '../../tools/local-aws/sso-portal.ts';
import { keyOf, scenarioOf } from '../local-aws/support.ts';
import { failureIn, valueOf, withAws, withVariables } from './adapter-support.ts';

const held = {
  accessKeyId: makeId('ASIA', '111122223333', 'SOURCE'),
  secretAccessKey: makeSecret('SOURCE'),
  sessionToken: makeToken('SOURCE'),
};

const scenario = scenarioOf(`
principals:
  ci: { arn: 'arn:aws:iam::111122223333:user/ci' }
  deployer: { arn: 'arn:aws:iam::111122223333:role/deployer', trust: [ci], webIdentity: { subject: 'repo:*' } }
keys: [{ principal: ci }]
`);
const key = keyOf(scenario, 'ci');
const staticKeys = `aws_access_key_id = ${key.accessKeyId}\naws_secret_access_key = ${key.secretAccessKey}`;
const token = ['{"alg":"RS256"}', '{"sub":"repo:o/r:x","aud":"sts.amazonaws.com","exp":4000000000}', 'x']
  .map((part) => Buffer.from(part).toString('base64url'))
  .join('.');

let home: string;
/** Stands by; nothing may ask it that was not told to. */
let metadata: Metadata;
beforeAll(async () => {
  metadata = await startMetadata({ kind: 'imds', credentials: held });
});
afterAll(async () => {
  await metadata.close();
});
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'preflight-sources-'));
});
afterEach(() => {
  rmSync(home, { recursive: true, force: true });
});

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(home, path)), { recursive: true });
    writeFileSync(join(home, path), text);
  }
}

function places(): Readonly<Record<string, string>> {
  return {
    HOME: home,
    AWS_CONFIG_FILE: join(home, '.aws', 'config'),
    AWS_SHARED_CREDENTIALS_FILE: join(home, '.aws', 'credentials'),
  };
}

async function resolveWith(
  source: CredentialSource,
  variables: Readonly<Record<string, string>>,
): Promise<Outcome<ResolvedCredentials>> {
  const outcomes: Outcome<ResolvedCredentials>[] = [];
  await withVariables(variables, async () => {
    outcomes.push(await createSdkAws(new AbortController().signal, {}).resolve(source, 'us-east-1'));
  });
  const [outcome] = outcomes;
  if (outcome === undefined) {
    throw new Error('nothing was asked');
  }
  return outcome;
}

describe('a profile', () => {
  const profile: CredentialSource = { kind: 'profile', name: 'dev' };
  const role = 'role_arn = arn:aws:iam::111122223333:role/deployer';
  const cases: readonly (readonly [string, string, readonly string[], string | null])[] = [
    ['with keys', `[profile dev]\n${staticKeys}`, [], null],
    [
      'with a role and the profile of its keys',
      `[profile base]\n${staticKeys}\n[profile dev]\n${role}\nsource_profile = base`,
      ['AssumeRole AKIA'],
      null,
    ],
    [
      'with a role and a token file',
      `[profile dev]\n${role}\nweb_identity_token_file = TOKEN`,
      ['AssumeRoleWithWebIdentity none'],
      null,
    ],
    ['with a role and nothing to assume it with', `[profile dev]\n${role}`, [], 'provider'],
    [
      'with a role and keys of the environment, which has none',
      `[profile dev]\n${role}\ncredential_source = Environment`,
      [],
      'provider',
    ],
    [
      'with a role and a source that is unknown',
      `[profile dev]\n${role}\ncredential_source = Somewhere`,
      [],
      'provider',
    ],
    ['with a role and itself', `[profile dev]\n${role}\nsource_profile = dev`, [], 'provider'],
    ['with a role and a profile that is not there', `[profile dev]\n${role}\nsource_profile = none`, [], 'provider'],
    ['that is empty', '[profile dev]\nregion = us-east-1', [], 'provider'],
    ['that is not there', '[profile other]\nregion = us-east-1', [], 'provider'],
  ];
  test.each(cases)('%s asks nobody but STS', async (_, config, asked, kind) => {
    write({ '.aws/config': config.replace('TOKEN', join(home, 'token')), token });
    const before = metadata.requests.length;
    await withAws(scenario, { ...places(), ...metadata.environment }, async (aws, server) => {
      const outcome = await aws.resolve(profile, 'us-east-1');
      expect(outcome.ok ? null : outcome.failure.kind).toBe(kind);
      expect(server.requests.map(({ action, keyKind }) => `${action} ${keyKind}`)).toEqual(asked);
      expect(metadata.requests).toHaveLength(before);
    });
  });

  test('that names the instance as its source asks the instance', async () => {
    write({ '.aws/config': `[profile dev]\n${role}\ncredential_source = Ec2InstanceMetadata` });
    const before = metadata.requests.length;
    await withAws(scenario, { ...places(), ...metadata.environment }, async (aws, server) => {
      expect(failureIn(await aws.resolve(profile, 'us-east-1')).code).toBe('InvalidClientTokenId');
      expect(server.requests).toHaveLength(1);
      expect(metadata.requests.length).toBeGreaterThan(before);
    });
  });
});

describe('a token file', () => {
  const source = (): CredentialSource => ({
    kind: 'web-identity',
    tokenFile: join(home, 'token'),
    roleArn: 'arn:aws:iam::111122223333:role/deployer',
  });

  test('is exchanged unsigned, whatever else there is', async () => {
    write({ token });
    const before = metadata.requests.length;
    await withAws(scenario, { ...places(), ...metadata.environment }, async (aws, server) => {
      valueOf(await aws.resolve(source(), 'us-east-1'));
      expect(server.requests.map(({ keyKind }) => keyKind)).toEqual(['none']);
      expect(metadata.requests).toHaveLength(before);
      expect(aws.calls().sts).toBe(1);
    });
  });

  test('does not show its token when AWS repeats it', async () => {
    write({ token: `${token}\n` });
    const fault = { service: 'sts', status: 400, code: 'ValidationError', message: `Value '${token}' failed` };
    const { faults } = scenarioOf(`faults: ${JSON.stringify([fault])}`);
    await withAws({ ...scenario, faults }, places(), async (aws) => {
      expect(failureIn(await aws.resolve(source(), 'us-east-1')).message).toBe("Value '(token)' failed");
    });
  });
});

describe('a metadata service', () => {
  const sources = { imds: { kind: 'instance' }, container: { kind: 'container' } } as const;
  const status = (code: number, body = '') => ({ kind: 'status', status: code, body }) as const;
  const cases: readonly (readonly [string, MetadataOptions, string | null])[] = [
    ['of an instance', { kind: 'imds', credentials: held }, null],
    ['of an instance without a role', { kind: 'imds', credentials: null }, 'none'],
    [
      'of an instance that gives no token',
      { kind: 'imds', credentials: held, faults: [{ path: '/', trouble: status(403) }] },
      'none',
    ],
    [
      'of an instance that is not answered, as behind one hop too many',
      { kind: 'imds', credentials: held, faults: [{ path: '/', trouble: { kind: 'hang' } }] },
      'none',
    ],
    ['of a container', { kind: 'container', credentials: held }, null],
    ['of a container without a role', { kind: 'container', credentials: null }, 'none'],
    [
      'of a container that is out of order',
      { kind: 'container', credentials: held, faults: [{ path: '/', trouble: status(500) }] },
      'none',
    ],
    [
      'of a container with a page in its place',
      { kind: 'container', credentials: held, faults: [{ path: '/', trouble: status(200, '<html/>') }] },
      'none',
    ],
  ];
  test.each(cases)('%s', async (_, options, refused) => {
    const service = await startMetadata(options);
    try {
      const outcome = await resolveWith(sources[options.kind], service.environment);
      expect(service.requests.length).toBeGreaterThan(0);
      if (refused === null) {
        expect(valueOf(outcome)).toMatchObject(held);
      } else {
        expect(failureIn(outcome).message).not.toContain(held.secretAccessKey);
      }
    } finally {
      await service.close();
    }
  });

  test('of an instance is asked for a token first', async () => {
    const service = await startMetadata({ kind: 'imds', credentials: held });
    await resolveWith({ kind: 'instance' }, service.environment);
    expect(service.requests).toEqual([
      'PUT /latest/api/token',
      'GET /latest/meta-data/iam/security-credentials/',
      'GET /latest/meta-data/iam/security-credentials/local-stand-in',
    ]);
    await service.close();
  });
});

describe('a session of IAM Identity Center', () => {
  const past = '2020-01-01T00:00:00Z';
  const cases: readonly (readonly [string, SsoPortalOptions, string | undefined, string | null, number])[] = [
    ['that is alive', { credentials: held }, undefined, null, 1],
    ['without this role', { credentials: null }, undefined, 'No access', 1],
    ['that was ended', { credentials: held, sessionKnown: false }, undefined, 'Session token not found or invalid', 1],
    ['that is over', { credentials: held }, past, 'Cannot refresh', 0],
  ];
  test.each(cases)('%s', async (_, options, expiresAt, refused, asked) => {
    const portal = await startSsoPortal(options);
    try {
      write(ssoFiles('dev', expiresAt));
      const outcome = await resolveWith({ kind: 'profile', name: 'dev' }, { ...places(), ...portal.environment });
      expect(portal.requests).toHaveLength(asked);
      if (refused === null) {
        expect(valueOf(outcome)).toMatchObject(held);
      } else {
        expect(failureIn(outcome).message).toContain(refused);
      }
    } finally {
      await portal.close();
    }
  });
});

describe('a stand-in that is out of order', () => {
  const faulty = (faults: string, more = '') =>
    scenarioOf(`
principals: { ci: { arn: 'arn:aws:iam::111122223333:user/ci' } }
keys: [{ principal: ci }]
faults: [${faults}]
${more}`);
  const cn = (more = '') =>
    scenarioOf(`
account: '111122223333'
partition: aws-cn
principals: { ci: { arn: 'arn:aws-cn:iam::111122223333:user/ci' } }
keys: [{ principal: ci }]
${more}`);

  test.each([
    [
      'a key that AWS learns of late',
      "{ service: sts, times: 2, status: 403, code: InvalidClientTokenId, message: 'The security token included in the request is invalid.' }",
      'InvalidClientTokenId',
      2,
    ],
    [
      'a signature that is wrong once',
      "{ service: sts, times: 1, status: 403, code: SignatureDoesNotMatch, message: 'The request signature we calculated does not match the signature you provided.' }",
      'SignatureDoesNotMatch',
      1,
    ],
  ])('%s', async (_, fault, code, times) => {
    const late = faulty(fault);
    const credentials = { ...keyOf(late, 'ci'), expiresAt: null };
    await withAws(late, {}, async (aws) => {
      for (let count = 0; count < times; count += 1) {
        expect(failureIn(await aws.getCallerIdentity(credentials, 'us-east-1')).code).toBe(code);
      }
      expect((await aws.getCallerIdentity(credentials, 'us-east-1')).ok).toBe(true);
    });
  });

  test.each([
    ['of China, elsewhere', cn(), 'us-east-1', 'InvalidClientTokenId'],
    ['of China, there', cn(), 'cn-north-1', null],
    ['of elsewhere, in China', faulty(''), 'cn-north-1', 'InvalidClientTokenId'],
    ['in a region that is not enabled', faulty(''), 'ap-east-1', 'InvalidClientTokenId'],
  ])('a key %s', async (_, where, region, code) => {
    const credentials = { ...keyOf(where, 'ci'), expiresAt: null };
    await withAws(where, {}, async (aws) => {
      const outcome = await aws.getCallerIdentity(credentials, region);
      expect(outcome.ok ? null : outcome.failure.code).toBe(code);
    });
  });
});
