import { afterEach, describe, expect, test } from '@jest/globals';
import { decodeJwt } from 'jose';
import { requestIdToken, type IdTokenRequest } from '../../src/github/id-token.ts';
import { githubClaims } from '../../tools/local-aws/github-claims.ts';
import { startTokenIssuer, type TokenIssuer } from '../../tools/local-aws/token-issuer.ts';
import type { PlannedTrouble, Trouble } from '../../tools/local-aws/trouble.ts';

const open: TokenIssuer[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((issuer) => issuer.close()));
});

async function issuerWith(faults: readonly PlannedTrouble[] = []): Promise<TokenIssuer> {
  const issuer = await startTokenIssuer({ claims: githubClaims({ repository: 'org/app' }), faults });
  open.push(issuer);
  return issuer;
}

const secretInQuery = 'query-that-nobody-should-see';

function requestOf(issuer: TokenIssuer, changes: Partial<IdTokenRequest> = {}): IdTokenRequest {
  const { ACTIONS_ID_TOKEN_REQUEST_URL: url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: token } = issuer.environment;
  return {
    url: `${url}&scope=${secretInQuery}`,
    token,
    audience: 'sts.amazonaws.com',
    deadline: new AbortController().signal,
    ...changes,
  };
}

/** What the outcome says; no detail may hold a secret, which every case checks by coming here. */
async function refusalOf(request: IdTokenRequest): Promise<{ readonly code: string; readonly detail: string }> {
  const outcome = await requestIdToken(request);
  if (outcome.ok) {
    throw new Error('a token was given');
  }
  const { code, detail } = outcome;
  expect(detail).not.toContain(secretInQuery);
  expect(detail).not.toContain('Bearer');
  for (let start = 0; start + 8 <= request.token.length; start += 1) {
    expect(detail).not.toContain(request.token.slice(start, start + 8));
  }
  return { code, detail };
}

const unavailable: Trouble = { kind: 'status', status: 503 };

test('gives a token for the audience that was asked, encoded as it has to be', async () => {
  const issuer = await issuerWith();
  const outcome = await requestIdToken(requestOf(issuer, { audience: 'a b&audience=c' }));
  expect(outcome.ok && decodeJwt(outcome.jwt)).toMatchObject({
    aud: 'a b&audience=c',
    sub: 'repo:org/app:ref:refs/heads/main',
    iss: issuer.url,
  });
  expect(issuer.requests).toHaveLength(1);
});

test('asks an address without a query, too', async () => {
  const issuer = await issuerWith();
  const outcome = await requestIdToken(requestOf(issuer, { url: `${issuer.url}/token` }));
  expect(outcome.ok).toBe(true);
});

describe('before anything is sent', () => {
  test.each([
    ['no address', { url: '' }, 'oidc-no-permission', 'ACTIONS_ID_TOKEN_REQUEST_URL is not set.'],
    ['no bearer token', { token: '' }, 'oidc-no-permission', 'ACTIONS_ID_TOKEN_REQUEST_TOKEN is not set.'],
    [
      'neither',
      { url: '', token: '' },
      'oidc-no-permission',
      'ACTIONS_ID_TOKEN_REQUEST_URL and ACTIONS_ID_TOKEN_REQUEST_TOKEN are not set.',
    ],
    ['no address at all', { url: 'not an address' }, 'oidc-token-endpoint', 'is not an address'],
    ['a file', { url: 'file:///etc/passwd' }, 'oidc-token-endpoint', 'is not an address'],
    ['a password in the address', { url: 'https://u:p@127.0.0.1/' }, 'oidc-token-endpoint', 'is not an address'],
    ['a line break in the token', { token: 'secret-part\r\nx: y' }, 'oidc-token-endpoint', 'no header can carry'],
  ])('%s', async (_, changes, code, text) => {
    const issuer = await issuerWith();
    const refusal = await refusalOf(requestOf(issuer, changes));
    expect(refusal.code).toBe(code);
    expect(refusal.detail).toContain(text);
    expect(issuer.requests).toEqual([]);
  });
});

describe('an answer that is no token', () => {
  const page: Trouble = { kind: 'status', status: 200, body: '<html>Sign in</html>', contentType: 'text/html' };
  const json = (body: string): Trouble => ({ kind: 'status', status: 200, body });
  const cases: readonly (readonly [string, Trouble, string, number, string])[] = [
    ['401', { kind: 'status', status: 401 }, 'oidc-token-endpoint', 1, 'with status 401'],
    ['403', { kind: 'status', status: 403 }, 'oidc-token-endpoint', 1, 'with status 403'],
    ['404', { kind: 'status', status: 404 }, 'oidc-token-endpoint', 1, 'with status 404'],
    ['407', { kind: 'status', status: 407 }, 'net-proxy', 1, 'A proxy refused'],
    ['429', { kind: 'status', status: 429 }, 'oidc-token-endpoint', 3, 'with status 429, 3 times'],
    ['500', { kind: 'status', status: 500 }, 'oidc-token-endpoint', 3, 'with status 500, 3 times'],
    ['503', unavailable, 'oidc-token-endpoint', 3, 'with status 503, 3 times'],
    ['204', { kind: 'status', status: 204 }, 'oidc-token-endpoint', 1, 'with status 204'],
    ['a redirect', { kind: 'redirect', to: '/other' }, 'oidc-token-endpoint', 1, 'with a redirect (status 302)'],
    ['a page', page, 'oidc-token-endpoint', 1, 'without a token'],
    ['no body', json(''), 'oidc-token-endpoint', 1, 'without a token'],
    ['another object', json('{"token":"x.y.z"}'), 'oidc-token-endpoint', 1, 'without a token'],
    ['a list', json('["value"]'), 'oidc-token-endpoint', 1, 'without a token'],
    ['null', json('null'), 'oidc-token-endpoint', 1, 'without a token'],
    ['a number in its place', json('{"value":7}'), 'oidc-token-endpoint', 1, 'without a token'],
    ['a value from a prototype', json('{"__proto__":{"value":"x.y.z"}}'), 'oidc-token-endpoint', 1, 'without a token'],
    ['some other text', json('{"value":"x.y.z"}'), 'oidc-token-endpoint', 1, 'is not a JSON Web Token'],
    ['a huge body', json(`{"value":"${'a'.repeat(1024 * 1024)}"}`), 'oidc-token-endpoint', 1, 'more than 64 KiB'],
    ['a connection that breaks', { kind: 'reset' }, 'net-refused-timeout', 3, '3 times'],
  ];
  test.each(cases)('%s', async (_, trouble, code, asked, text) => {
    const issuer = await issuerWith([{ path: '/token', trouble }]);
    const refusal = await refusalOf(requestOf(issuer));
    expect(refusal.code).toBe(code);
    expect(refusal.detail).toContain(text);
    expect(refusal.detail).toContain(`127.0.0.1:${issuer.port}`);
    expect(issuer.requests).toHaveLength(asked);
    expect(issuer.requests.every((path) => path.startsWith('/token'))).toBe(true);
  });
});

test('an endpoint that is back at the third attempt gives its token', async () => {
  const issuer = await issuerWith([
    { path: '/token', times: 1, trouble: unavailable },
    { path: '/token', times: 1, trouble: { kind: 'reset' } },
  ]);
  expect((await requestIdToken(requestOf(issuer))).ok).toBe(true);
  expect(issuer.requests).toHaveLength(3);
});

test('a bearer token that is not the job’s is refused once', async () => {
  const issuer = await issuerWith();
  const refusal = await refusalOf(requestOf(issuer, { token: 'another-bearer-token' }));
  expect(refusal).toMatchObject({ code: 'oidc-token-endpoint' });
  expect(issuer.requests).toHaveLength(1);
});

test('a server that never answers is given up, attempt by attempt', async () => {
  const issuer = await issuerWith([{ path: '/token', trouble: { kind: 'hang' } }]);
  const refusal = await refusalOf(requestOf(issuer, { timeoutMs: 50 }));
  expect(refusal.code).toBe('net-refused-timeout');
  expect(issuer.requests).toHaveLength(3);
});

test('the end of the run’s time ends the waiting, in an attempt and between two', async () => {
  for (const trouble of [{ kind: 'hang' }, unavailable] as const) {
    const issuer = await issuerWith([{ path: '/token', trouble }]);
    const refusal = await refusalOf(requestOf(issuer, { deadline: AbortSignal.timeout(100) }));
    expect(refusal.code).toBe('time-budget-used');
    expect(issuer.requests).toHaveLength(1);
  }
});

test('nobody listens, and a name that does not exist', async () => {
  const issuer = await issuerWith();
  await issuer.close();
  expect((await refusalOf(requestOf(issuer))).code).toBe('net-refused-timeout');
  const unknown = Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' });
  const failing = () => Promise.reject(new TypeError('fetch failed', { cause: unknown }));
  expect((await refusalOf(requestOf(issuer, { fetch: failing }))).code).toBe('net-dns');
});

test('a proxy that refuses the tunnel is one', async () => {
  const issuer = await issuerWith();
  const refused = new Error('Proxy response (403) !== 200 when HTTP Tunneling');
  const failing = () => Promise.reject(new TypeError('fetch failed', { cause: refused }));
  expect((await refusalOf(requestOf(issuer, { fetch: failing }))).code).toBe('net-proxy');
});

test('what fetch throws is never told, since it quotes what it was given', async () => {
  const issuer = await issuerWith();
  const request = requestOf(issuer);
  const failing = () => Promise.reject(new TypeError(`Bearer ${request.token} for ${request.url}`));
  expect((await refusalOf({ ...request, fetch: failing })).code).toBe('oidc-token-endpoint');
});
