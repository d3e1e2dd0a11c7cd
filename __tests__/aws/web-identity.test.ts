import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { withoutToken } from '../../src/aws/hidden-token.ts';
import { githubClaims, githubIssuer } from '../../tools/local-aws/github-claims.ts';
import { startMetadata } from '../../tools/local-aws/metadata.ts';
import type { Scenario } from '../../tools/local-aws/scenario.ts';
import { startTokenIssuer, type TokenIssuer } from '../../tools/local-aws/token-issuer.ts';
import { scenarioOf } from '../local-aws/support.ts';
import { failureIn, valueOf, withAws } from './adapter-support.ts';

const roleArn = 'arn:aws:iam::111122223333:role/deployer';
const request = { roleArn, region: 'us-east-1', sessionName: 'preflight' };

let issuer: TokenIssuer;
beforeAll(async () => {
  issuer = await startTokenIssuer({ issuer: githubIssuer, claims: githubClaims({ repository: 'org/app' }) });
});
afterAll(async () => {
  await issuer.close();
});

function scenarioWith(more = ''): Scenario {
  return scenarioOf(`
oidcProviders: ${JSON.stringify([issuer.provider()])}
principals:
  deployer:
    arn: ${roleArn}
    trustPolicy:
      Statement:
        Effect: Allow
        Principal: { Federated: 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com' }
        Action: sts:AssumeRoleWithWebIdentity
        Condition:
          StringEquals:
            token.actions.githubusercontent.com:aud: sts.amazonaws.com
            token.actions.githubusercontent.com:sub: repo:org/app:ref:refs/heads/main
${more}`);
}

const tokenOf = () => issuer.sign('sts.amazonaws.com');

describe('a token that the role trusts', () => {
  test('becomes a session that AWS knows', async () => {
    await withAws(scenarioWith(), {}, async (aws, server) => {
      const token = await tokenOf();
      const session = valueOf(await aws.assumeRoleWithWebIdentity({ ...request, token }));
      expect(Date.parse(session.expiresAt ?? '')).toBeGreaterThan(Date.now());
      const caller = valueOf(await aws.getCallerIdentity(session, 'us-east-1'));
      expect(caller.arn).toBe('arn:aws:sts::111122223333:assumed-role/deployer/preflight');
      expect(aws.calls()).toEqual({ sts: 2, iam: 0, probes: 0 });
      expect(server.requests.map(({ action }) => action)).toEqual(['AssumeRoleWithWebIdentity', 'GetCallerIdentity']);
    });
  });

  test('goes to STS unsigned, and no other credentials are looked for', async () => {
    const metadata = await startMetadata({ kind: 'imds', credentials: null });
    const variables = {
      ...metadata.environment,
      AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
      AWS_AUTH_SCHEME_PREFERENCE: 'sigv4a,sigv4',
    };
    try {
      await withAws(scenarioWith(), variables, async (aws, server) => {
        valueOf(await aws.assumeRoleWithWebIdentity({ ...request, token: await tokenOf() }));
        expect(server.requests).toEqual([
          expect.objectContaining({ action: 'AssumeRoleWithWebIdentity', keyKind: 'none', region: '' }),
        ]);
      });
      await withAws(scenarioWith(), metadata.environment, async (aws) => {
        valueOf(await aws.assumeRoleWithWebIdentity({ ...request, token: await tokenOf() }));
      });
      expect(metadata.requests).toEqual([]);
    } finally {
      await metadata.close();
    }
  });

  test.each([
    ['org/app run 7', 'org-app-run-7'],
    ['x'.repeat(100), 'x'.repeat(64)],
    ['é', '--'],
  ])('gets a name that STS takes: %s', async (sessionName, name) => {
    await withAws(scenarioWith(), {}, async (aws, server) => {
      valueOf(await aws.assumeRoleWithWebIdentity({ ...request, sessionName, token: await tokenOf() }));
      expect(server.requests[0]?.parameters['RoleSessionName']).toBe(name);
    });
  });

  test('tells how far the clock is off, so that what follows is signed with the right time', async () => {
    await withAws(scenarioWith('clockOffsetSeconds: -200'), {}, async (aws) => {
      const token = await issuer.sign('sts.amazonaws.com', { iat: 1, nbf: 1 });
      const session = valueOf(await aws.assumeRoleWithWebIdentity({ ...request, token }));
      expect(valueOf(await aws.getCallerIdentity(session, 'us-east-1')).clockAheadSeconds).toBeGreaterThan(190);
    });
  });
});

describe('a refusal', () => {
  const cases: readonly (readonly [string, () => Promise<string>, object, string, string])[] = [
    [
      'another branch',
      () => issuer.sign('sts.amazonaws.com', { sub: 'repo:org/app:ref:refs/heads/dev' }),
      {},
      'AccessDenied',
      'Not authorized to perform sts:AssumeRoleWithWebIdentity',
    ],
    [
      'a role that does not exist',
      tokenOf,
      { roleArn: 'arn:aws:iam::111122223333:role/none' },
      'AccessDenied',
      'Not authorized to perform sts:AssumeRoleWithWebIdentity',
    ],
    [
      'an account without the provider',
      tokenOf,
      { roleArn: 'arn:aws:iam::444455556666:role/deployer' },
      'InvalidIdentityToken',
      'No OpenIDConnect provider found in your account for https://token.actions.githubusercontent.com',
    ],
    [
      'another audience',
      () => issuer.sign('https://github.com/org'),
      {},
      'InvalidIdentityToken',
      'Incorrect token audience',
    ],
    [
      'a name in place of an ARN',
      tokenOf,
      { roleArn: 'role/just-a-name-here' },
      'ValidationError',
      'Request ARN is invalid',
    ],
    [
      'a token that is over',
      () => issuer.sign('sts.amazonaws.com', { exp: 1000 }),
      {},
      'ExpiredToken',
      'Token expired: ',
    ],
    ['no token', () => Promise.resolve('just-a-text'), {}, 'InvalidIdentityToken', 'is not a valid JWT'],
  ];
  test.each(cases)('%s', async (_, tokenFor, changes, code, message) => {
    await withAws(scenarioWith(), {}, async (aws, server) => {
      const token = await tokenFor();
      const failure = failureIn(await aws.assumeRoleWithWebIdentity({ ...request, ...changes, token }));
      expect(failure).toMatchObject({ kind: 'aws', code });
      expect(failure.message).toContain(message);
      expect(failure.requestId).not.toBeNull();
      expect(server.requests).toHaveLength(1);
      expect(aws.calls().sts).toBe(1);
    });
  });

  test.each([
    ['IDPCommunicationError', 400],
    ['Throttling', 400],
    ['InternalFailure', 500],
  ])('%s is asked again, and counted once', async (code, status) => {
    const faults = `faults: [{ service: sts, times: 2, status: ${status}, code: ${code}, message: later }]`;
    await withAws(scenarioWith(faults), {}, async (aws, server) => {
      valueOf(await aws.assumeRoleWithWebIdentity({ ...request, token: await tokenOf() }));
      expect(server.requests).toHaveLength(3);
      expect(aws.calls().sts).toBe(1);
    });
  });

  test('an access that is denied is not asked again here', async () => {
    const faults = 'faults: [{ service: sts, times: 1, status: 403, code: AccessDenied, message: no }]';
    await withAws(scenarioWith(faults), {}, async (aws, server) => {
      const token = await tokenOf();
      expect(failureIn(await aws.assumeRoleWithWebIdentity({ ...request, token })).code).toBe('AccessDenied');
      expect(server.requests).toHaveLength(1);
    });
  });

  test.each([
    ['a page with status 200', "html: '<html>Sign in</html>', status: 200"],
    ['a page with status 403', "html: '<html>Blocked</html>', status: 403"],
    ['a page with status 407', "html: '<html>Proxy</html>', status: 407"],
  ])('%s is not from AWS', async (_, fault) => {
    await withAws(scenarioWith(`faults: [{ service: sts, ${fault} }]`), {}, async (aws) => {
      const failure = failureIn(await aws.assumeRoleWithWebIdentity({ ...request, token: await tokenOf() }));
      expect(failure.kind).toBe('network');
    });
  });

  test('an answer without a session is none', async () => {
    const responses = 'faults: [{ service: sts, html: "<AssumeRoleWithWebIdentityResponse/>", status: 200 }]';
    await withAws(scenarioWith(responses), {}, async (aws) => {
      expect((await aws.assumeRoleWithWebIdentity({ ...request, token: await tokenOf() })).ok).toBe(false);
    });
  });
});

describe('the token', () => {
  test.each(['whole', 'a part', 'encoded'])('is not in a message of AWS’s that repeats it: %s', async (how) => {
    const token = await tokenOf();
    const echo = { whole: token, 'a part': token.slice(30, 50), encoded: encodeURIComponent(`${token}==`) }[how] ?? '';
    const fault = { service: 'sts', status: 400, code: 'ValidationError', message: `Value '${echo}' at 'x' failed` };
    await withAws(scenarioWith(`faults: ${JSON.stringify([fault])}`), {}, async (aws) => {
      const failure = failureIn(await aws.assumeRoleWithWebIdentity({ ...request, token }));
      expect(failure.message).toBe("Value '(token)' at 'x' failed");
      expect(JSON.stringify(failure)).not.toContain(echo);
    });
  });

  test('is taken out of long sentences quickly', () => {
    const token = 'abcdefghij'.repeat(2000);
    const started = Date.now();
    expect(withoutToken('abcdefgh '.repeat(200_000), token)).not.toContain('abcdefgh');
    expect(withoutToken('a'.repeat(2_000_000), 'a'.repeat(20_000))).toBe('');
    expect(withoutToken(`say ${'a'.repeat(90_000)}`, 'a'.repeat(20_000))).toBe('say (token)');
    expect(withoutToken(`${'.'.repeat(99_996)} abcdefgh`, token)).not.toContain('abc');
    expect(Date.now() - started).toBeLessThan(2000);
  });

  test('leaves AWS’s own words alone', async () => {
    const token = await tokenOf();
    const sentence = 'Not authorized to perform sts:AssumeRoleWithWebIdentity';
    expect(withoutToken(sentence, token)).toBe(sentence);
    expect(withoutToken('word', 'word')).toBe('(token)');
  });
});
