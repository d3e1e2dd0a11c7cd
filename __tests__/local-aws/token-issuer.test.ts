import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createLocalJWKSet, decodeJwt, jwtVerify, type JSONWebKeySet } from 'jose';
import { AssumeRoleCommand, AssumeRoleWithWebIdentityCommand, STSClient, type Tag } from '@aws-sdk/client-sts';
import { githubClaims, githubIssuer } from '../../tools/local-aws/github-claims.ts';
import type { OidcProviderEntry } from '../../tools/local-aws/scenario-file.ts';
import type { Scenario } from '../../tools/local-aws/scenario.ts';
import { startLocalAws } from '../../tools/local-aws/server.ts';
import { startTokenIssuer, type TokenIssuer } from '../../tools/local-aws/token-issuer.ts';
import { clientOf, failureOf, keyOf, scenarioOf, withServer } from './support.ts';

const providerArn = 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com';
const key = 'token.actions.githubusercontent.com';

const github = { issuer: githubIssuer, claims: githubClaims({ repository: 'org/app' }) };

let issuer: TokenIssuer;
let stranger: TokenIssuer;
beforeAll(async () => {
  [issuer, stranger] = await Promise.all([startTokenIssuer(github), startTokenIssuer(github)]);
});
afterAll(async () => {
  await Promise.all([issuer.close(), stranger.close()]);
});

const byBranch = {
  StringEquals: { [`${key}:aud`]: 'sts.amazonaws.com', [`${key}:sub`]: 'repo:org/app:ref:refs/heads/main' },
};

function trusting(condition: object, provider: Partial<OidcProviderEntry> = {}, federated = providerArn): Scenario {
  const statement = {
    Effect: 'Allow',
    Principal: { Federated: federated },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: condition,
  };
  return scenarioOf(`
oidcProviders: ${JSON.stringify([issuer.provider(provider)])}
principals:
  deployer: { arn: 'arn:aws:iam::111122223333:role/ci/deployer', trustPolicy: ${JSON.stringify({ Version: '2012-10-17', Statement: [statement] })} }
`);
}

interface Told {
  readonly name: string;
  readonly message: string;
  readonly status: number;
}

const accepted: Told = { name: 'accepted', message: '', status: 200 };

async function exchange(
  scenario: Scenario,
  token: string,
  roleArn = 'arn:aws:iam::111122223333:role/ci/deployer',
): Promise<Told> {
  let told = accepted;
  await withServer(scenario, async (server) => {
    const sts = new STSClient({ endpoint: server.url, region: 'us-east-1', maxAttempts: 1 });
    const wish = { RoleArn: roleArn, RoleSessionName: 'test', WebIdentityToken: token };
    const answer = sts.send(new AssumeRoleWithWebIdentityCommand(wish));
    const failed = await answer.then(
      () => false,
      () => true,
    );
    told = failed ? await failureOf(answer) : accepted;
    expect(JSON.stringify(server.requests)).not.toContain(token);
  });
  return told;
}

const notAuthorized: Told = {
  name: 'AccessDenied',
  message: 'Not authorized to perform sts:AssumeRoleWithWebIdentity',
  status: 403,
};
const invalid = (message: string): Told => ({ name: 'InvalidIdentityTokenException', message, status: 400 });

/** One bit of the first character of a part is turned. */
function flip(token: string, part: 0 | 1 | 2): string {
  const parts = token.split('.').map((text) => Buffer.from(text, 'base64url'));
  const bytes = parts[part] ?? Buffer.alloc(0);
  bytes[20] = (bytes[20] ?? 0) ^ 1;
  return parts.map((one) => one.toString('base64url')).join('.');
}

describe('the signature', () => {
  test('of the provider’s own key is accepted', async () => {
    expect(await exchange(trusting(byBranch), await issuer.sign('sts.amazonaws.com'))).toEqual(accepted);
  });

  test('that one bit was turned in is refused', async () => {
    const token = await issuer.sign('sts.amazonaws.com');
    expect(await exchange(trusting(byBranch), flip(token, 2))).toEqual(invalid('Token signature invalid'));
  });

  test('over other claims is refused', async () => {
    const token = await issuer.sign('sts.amazonaws.com', { sub: 'repo:org/app:ref:refs/heads/dev' });
    const [header = '', , signature = ''] = token.split('.');
    const [, payload = ''] = (await issuer.sign('sts.amazonaws.com')).split('.');
    expect(await exchange(trusting(byBranch), [header, payload, signature].join('.'))).toEqual(
      invalid('Token signature invalid'),
    );
  });

  test('of another key under the same name is refused', async () => {
    const token = await stranger.sign('sts.amazonaws.com');
    expect(await exchange(trusting(byBranch), token)).toEqual(invalid('Token signature invalid'));
  });

  test.each([
    ['none at all', { alg: 'none' }],
    ['the public key taken for a shared secret', { alg: 'HS256', kid: 'local-stand-in' }],
  ])('by %s is refused', async (_, header) => {
    const [, payload = '', signature = ''] = (await issuer.sign('sts.amazonaws.com')).split('.');
    const forged = [Buffer.from(JSON.stringify(header)).toString('base64url'), payload, signature].join('.');
    expect((await exchange(trusting(byBranch), forged)).name).toBe('InvalidIdentityTokenException');
  });

  test('cannot be checked where the provider’s keys cannot be had', async () => {
    const scenario = trusting(byBranch);
    const providers = (scenario.oidcProviders ?? []).map((provider) => ({ ...provider, keys: null }));
    const told = await exchange({ ...scenario, oidcProviders: providers }, await issuer.sign('sts.amazonaws.com'));
    expect(told.message).toContain("Couldn't retrieve verification key from your identity provider");
  });

  test('is checked with the keys that an issuer on this machine gives, while it gives them', async () => {
    const own = await startTokenIssuer({
      ...github,
      faults: [{ path: '/.well-known', times: 1, trouble: { kind: 'reset' } }],
    });
    const provider = { url: githubIssuer, clientIds: ['sts.amazonaws.com'], thumbprints: [], keysFrom: own.url };
    const { oidcProviders } = scenarioOf(`oidcProviders: ${JSON.stringify([provider])}`);
    const scenario = { ...trusting(byBranch), oidcProviders };
    try {
      const token = await own.sign('sts.amazonaws.com');
      expect((await exchange(scenario, token)).message).toContain("Couldn't retrieve verification key");
      expect(await exchange(scenario, token)).toEqual(accepted);
      expect(await exchange(scenario, await issuer.sign('sts.amazonaws.com'))).toEqual(
        invalid('Token signature invalid'),
      );
      expect(own.requests).toContain('/.well-known/jwks');
    } finally {
      await own.close();
    }
  });
});

test('the issuer gives a token to who has the bearer token, and says where its keys are', async () => {
  const own = await startTokenIssuer({ claims: github.claims });
  try {
    const { ACTIONS_ID_TOKEN_REQUEST_URL: url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: bearer } = own.environment;
    expect((await fetch(url)).status).toBe(401);
    const given = await fetch(url, { headers: { authorization: `Bearer ${bearer}` } });
    const { value } = (await given.json()) as { readonly value: string };
    expect(decodeJwt(value)).toMatchObject({ iss: own.url, aud: 'https://github.com/org', repository: 'org/app' });
    const found = await fetch(`${own.url}/.well-known/openid-configuration`);
    const configuration = (await found.json()) as { readonly issuer: string; readonly jwks_uri: string };
    expect(configuration.issuer).toBe(own.url);
    const keys = (await (await fetch(configuration.jwks_uri)).json()) as JSONWebKeySet;
    await expect(jwtVerify(value, createLocalJWKSet(keys), { issuer: own.url })).resolves.toBeDefined();
  } finally {
    await own.close();
  }
});

describe('what the token says', () => {
  test.each([
    [
      'is over',
      { exp: 1_700_000_000 },
      'ExpiredTokenException',
      /^Token expired: current date\/time \d+ must be before the expiration date\/time 1700000000$/,
    ],
    ['is not valid yet', { nbf: 4_000_000_000 }, 'InvalidIdentityTokenException', /nbf/],
    ['has no end', { exp: undefined }, 'InvalidIdentityTokenException', /exp/],
    [
      'has an issuer that is no address',
      { iss: 'github' },
      'InvalidIdentityTokenException',
      /^Issuer must be a valid URL$/,
    ],
    [
      'has an issuer that the account does not know',
      { iss: `${githubIssuer}/octo` },
      'InvalidIdentityTokenException',
      /^No OpenIDConnect provider found in your account for https:\/\/token\.actions\.githubusercontent\.com\/octo$/,
    ],
  ])('%s', async (_, changes, name, message) => {
    const told = await exchange(trusting(byBranch), await issuer.sign('sts.amazonaws.com', changes));
    expect(told.name).toBe(name);
    expect(told.message).toMatch(message);
  });

  test('is for an audience that the provider does not list', async () => {
    const told = await exchange(trusting({}), await issuer.sign('https://github.com/org'));
    expect(told).toEqual(invalid('Incorrect token audience'));
  });

  test.each(['', 'text', 'a.b', 'a.b.c', 'a.b.c.d'])('is nothing: %p', async (token) => {
    const told = await exchange(trusting(byBranch), token.padEnd(4, '.'));
    expect(told.message).toContain('The ID Token provided is not a valid JWT.');
  });
});

describe('the trust policy', () => {
  const cases: readonly (readonly [string, object, object, boolean])[] = [
    ['a branch by its sub', byBranch, {}, true],
    ['another branch', byBranch, { sub: 'repo:org/app:ref:refs/heads/dev' }, false],
    ['another case of a letter', byBranch, { sub: 'repo:Org/app:ref:refs/heads/main' }, false],
    ['a wildcard that is meant', { StringLike: { [`${key}:sub`]: 'repo:org/app:*' } }, {}, true],
    ['a wildcard that is taken literally', { StringEquals: { [`${key}:sub`]: 'repo:org/app:*' } }, {}, false],
    [
      'a sub without ids, and a token with them',
      { StringLike: { [`${key}:sub`]: 'repo:org/app:*' } },
      githubClaims({ repository: 'org/app', immutable: true }),
      false,
    ],
    [
      'a sub with ids',
      { StringEquals: { [`${key}:sub`]: 'repo:org@123456/app@456789:environment:prod%3Aeu' } },
      githubClaims({ repository: 'org/app', immutable: true, environment: 'prod:eu' }),
      true,
    ],
    ['a claim that AWS knows', { StringEquals: { [`${key}:repository_id`]: '456789' } }, {}, true],
    ['a claim that AWS does not know', { StringEquals: { [`${key}:event_name`]: 'push' } }, {}, false],
    [
      'the key of another issuer',
      { StringEquals: { 'gitlab.com:sub': 'repo:org/app:ref:refs/heads/main' } },
      {},
      false,
    ],
    ['the session’s name', { StringEquals: { 'sts:RoleSessionName': 'test' } }, {}, true],
    [
      'a pull request',
      { StringEquals: { [`${key}:sub`]: 'repo:org/app:pull_request' } },
      githubClaims({ repository: 'org/app', event: 'pull_request' }),
      true,
    ],
  ];
  test.each(cases)('decides by %s', async (_, condition, claims, allowed) => {
    const token = await issuer.sign('sts.amazonaws.com', { ...claims });
    expect(await exchange(trusting(condition), token)).toEqual(allowed ? accepted : notAuthorized);
  });

  test('refuses the token of a provider that it does not name', async () => {
    const scenario = trusting(
      byBranch,
      {},
      'arn:aws:iam::444455556666:oidc-provider/token.actions.githubusercontent.com',
    );
    expect(await exchange(scenario, await issuer.sign('sts.amazonaws.com'))).toEqual(notAuthorized);
  });

  test('of a role that is not there, or under another path, says no more', async () => {
    const token = await issuer.sign('sts.amazonaws.com');
    for (const role of ['none', 'deployer', 'ci/Deployer']) {
      const arn = `arn:aws:iam::111122223333:role/${role}`;
      expect(await exchange(trusting(byBranch), token, arn)).toEqual(notAuthorized);
    }
  });

  test('of another account is not asked without a provider there, and refuses with one', async () => {
    const token = await issuer.sign('sts.amazonaws.com');
    const elsewhere = 'arn:aws:iam::444455556666:role/ci/deployer';
    const told = await exchange(trusting(byBranch), token, elsewhere);
    expect(told).toEqual(invalid(`No OpenIDConnect provider found in your account for ${githubIssuer}`));
    expect(await exchange(trusting(byBranch, { account: '444455556666' }), token, elsewhere)).toEqual(notAuthorized);
  });
});

describe('AssumeRole by a trust policy', () => {
  const role = 'arn:aws:iam::111122223333:role/target';
  const scenarioFor = (principal: object, own: string, more: object = {}) => {
    const statement = { Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole', ...more };
    return scenarioOf(`
principals:
  own: { arn: 'arn:aws:iam::111122223333:user/own', policies: ${own} }
  foreign: { arn: 'arn:aws:iam::444455556666:user/foreign', policies: ${own} }
  session: { arn: 'arn:aws:sts::111122223333:assumed-role/ci/run', policies: ${own} }
  target: { arn: ${role}, trustPolicy: ${JSON.stringify({ Statement: [statement] })} }
keys: [{ principal: own }, { principal: foreign }, { principal: session }]
`);
  };
  const may = `[{ name: May, document: { Statement: { Effect: Allow, Action: 'sts:*', Resource: '*' } } }]`;
  const mayNot = '[]';
  const account = (id: string) => ({ AWS: `arn:aws:iam::${id}:root` });
  const forbidden = `[{ name: No, document: { Statement: { Effect: Deny, Action: 'sts:AssumeRole', Resource: '*' } } }]`;
  const external = { Condition: { StringEquals: { 'sts:ExternalId': 'id' } } };

  const cases: readonly (readonly [string, string, Scenario, object, string | null])[] = [
    ['names the user', 'own', scenarioFor({ AWS: 'arn:aws:iam::111122223333:user/own' }, mayNot), {}, null],
    [
      'names the role of a session',
      'session',
      scenarioFor({ AWS: 'arn:aws:iam::111122223333:role/ci' }, mayNot),
      {},
      null,
    ],
    ['names the account, whose user may', 'own', scenarioFor(account('111122223333'), may), {}, null],
    [
      'names the account, whose user may not',
      'own',
      scenarioFor(account('111122223333'), mayNot),
      {},
      'because no identity-based policy allows the sts:AssumeRole action',
    ],
    [
      'names nobody like this',
      'own',
      scenarioFor({ AWS: 'arn:aws:iam::111122223333:user/other' }, may),
      {},
      `on resource: ${role}`,
    ],
    ['names another account, whose user may', 'foreign', scenarioFor(account('444455556666'), may), {}, null],
    [
      'names another account’s user, who may not',
      'foreign',
      scenarioFor({ AWS: 'arn:aws:iam::444455556666:user/foreign' }, mayNot),
      {},
      'because no identity-based policy allows the sts:AssumeRole action',
    ],
    ['does not name another account', 'foreign', scenarioFor(account('111122223333'), may), {}, `on resource: ${role}`],
    [
      'is overruled by a deny of the user’s',
      'own',
      scenarioFor({ AWS: 'arn:aws:iam::111122223333:user/own' }, forbidden),
      {},
      'with an explicit deny in an identity-based policy',
    ],
    [
      'denies',
      'own',
      scenarioFor({ AWS: '*' }, may, { Effect: 'Deny' }),
      {},
      'with an explicit deny in the role trust policy',
    ],
    [
      'wants an external id, and gets it',
      'own',
      scenarioFor(account('111122223333'), may, external),
      { ExternalId: 'id' },
      null,
    ],
    ['wants an external id', 'own', scenarioFor(account('111122223333'), may, external), {}, `on resource: ${role}`],
    [
      'does not allow session tags',
      'own',
      scenarioFor(account('111122223333'), may),
      { Tags: [{ Key: 'team', Value: 'x' }] satisfies Tag[] },
      `sts:TagSession on resource: ${role}`,
    ],
    [
      'allows session tags',
      'own',
      scenarioFor(account('111122223333'), may, { Action: ['sts:AssumeRole', 'sts:TagSession'] }),
      { Tags: [{ Key: 'team', Value: 'x' }] satisfies Tag[] },
      null,
    ],
  ];
  test.each(cases)('that %s', async (_, caller, scenario, more, refusal) => {
    await withServer(scenario, async (server) => {
      const sts = new STSClient(clientOf(server, keyOf(scenario, caller)));
      const answer = sts.send(new AssumeRoleCommand({ RoleArn: role, RoleSessionName: 'test', ...more }));
      if (refusal === null) {
        expect((await answer).AssumedRoleUser?.Arn).toBe('arn:aws:sts::111122223333:assumed-role/target/test');
      } else {
        const told = await failureOf(answer);
        expect(told).toMatchObject({ name: 'AccessDenied', status: 403 });
        expect(told.message).toContain(refusal);
      }
    });
  });
});

test('a trust policy has a Principal and no Resource', () => {
  const role = (statement: string) => () =>
    scenarioOf(
      `principals: { r: { arn: 'arn:aws:iam::111122223333:role/r', trustPolicy: { Statement: ${statement} } } }`,
    );
  const nobody = `{ Effect: Allow, Action: 'sts:AssumeRole', Resource: '*' }`;
  expect(role(nobody)).toThrow(
    /r\.trustPolicy: Statement 1 has no Principal\.\n.* trust policies do not take: Resource/,
  );
  expect(role(`{ Effect: Allow, Principal: '*', Action: 'sts:AssumeRole', Extra: 1 }`)).toThrow(
    /r\.trustPolicy: .*Extra/,
  );
});

test('over HTTPS nobody trusts the certificate, and nothing else is wrong with it', async () => {
  const server = await startLocalAws(scenarioOf(''), { tls: true });
  try {
    await expect(fetch(server.url)).rejects.toMatchObject({ cause: { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' } });
    expect(server.url).toMatch(/^https:/);
    const certificate = readFileSync(new URL('../../tools/local-aws/tls/localhost.crt', import.meta.url), 'utf8');
    expect(certificate).toContain('BEGIN CERTIFICATE');
  } finally {
    await server.close();
  }
});
