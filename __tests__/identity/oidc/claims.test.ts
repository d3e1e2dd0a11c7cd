import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { claimsThatMatter } from '../../../src/identity/oidc/claims-that-matter.ts';
import { readClaims } from '../../../src/identity/oidc/read-claims.ts';
import { claimsOf, host, mainClaims, tokenOf } from './support.ts';

const least = { iss: `https://${host}`, sub: 'repo:octo-org/app:pull_request' };

describe('readClaims', () => {
  test('reads issuer, subject, audience and times', () => {
    expect(readClaims(tokenOf(mainClaims))).toMatchObject({
      issuer: 'https://token.actions.githubusercontent.com',
      subject: 'repo:octo-org/app:ref:refs/heads/main',
      audience: ['sts.amazonaws.com'],
      issuedAt: 1_795_000_000_000,
      expiresAt: 1_795_000_300_000,
    });
  });

  test('numbers, truth values and lists of them are texts, and nothing else is a claim', () => {
    const claims = readClaims(
      tokenOf({
        ...least,
        aud: ['a', 'b'],
        n: 7,
        yes: true,
        list: [1, 'x', false],
        none: null,
        deep: { a: 1 },
        mixed: ['a', {}],
      }),
    );
    expect([...(claims?.all ?? [])]).toEqual([
      ['iss', [least.iss]],
      ['sub', [least.sub]],
      ['aud', ['a', 'b']],
      ['n', ['7']],
      ['yes', ['true']],
      ['list', ['1', 'x', 'false']],
    ]);
    expect(claims?.audience).toEqual(['a', 'b']);
  });

  test('blanks around a token from a file do not count', () => {
    expect(readClaims(` ${tokenOf(least)}\n`)?.subject).toBe(least.sub);
  });

  test.each<[string, string]>([
    ['an empty text', ''],
    ['two parts', tokenOf(least).split('.').slice(0, 2).join('.')],
    ['four parts', `${tokenOf(least)}.x`],
    ['a payload that is no base64url', 'e30.%%%.x'],
    ['a payload that is no UTF-8', `e30.${Buffer.from([0x7b, 0xff, 0x7d]).toString('base64url')}.x`],
    ['a payload that is no JSON', `e30.${Buffer.from('{"iss"').toString('base64url')}.x`],
    ['a list', tokenOf([least])],
    ['a text', tokenOf('iss')],
    ['nothing', tokenOf(null)],
    ['no issuer', tokenOf({ sub: 'x' })],
    ['a subject that is a number', tokenOf({ ...least, sub: 7 })],
    ['an empty subject', tokenOf({ ...least, sub: '' })],
    ['more than 64 KiB', tokenOf({ ...least, pad: 'x'.repeat(65_536) })],
    ['nesting without end', `e30.${Buffer.from('['.repeat(40_000)).toString('base64url')}.x`],
  ])('%s is no token', (_, token) => {
    expect(readClaims(token)).toBeNull();
  });

  test('keys of a prototype are claims like others, and do no harm', () => {
    const payload = `{"iss":"${least.iss}","sub":"x","__proto__":"a","constructor":"b"}`;
    const claims = readClaims(`e30.${Buffer.from(payload).toString('base64url')}.x`);
    expect(claims?.all.get('__proto__')).toEqual(['a']);
    expect(claims?.all.get('toString')).toBeUndefined();
    expect(claims?.audience).toEqual([]);
  });

  test.each([1e300, -1e300, '1795000000', true, null])('%j is no time', (exp) => {
    expect(readClaims(tokenOf({ ...least, exp }))?.expiresAt).toBeNull();
  });

  test('never throws, and what it answers can be shown', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.json().map((json) => `e30.${Buffer.from(json).toString('base64url')}.x`),
      fc.dictionary(fc.string(), fc.jsonValue()).map((payload) => tokenOf({ ...payload, ...least })),
    );
    fc.assert(
      fc.property(text, (token) => {
        const claims = readClaims(token);
        expect(claims === null || claimsThatMatter(claims).length > 0).toBe(true);
      }),
      { numRuns: 500, seed: 20261122 },
    );
  });
});

describe('claimsThatMatter', () => {
  const names = (tested: readonly string[] = []) => claimsThatMatter(claimsOf(), tested).map(({ name }) => name);

  test('shows what a policy can turn on, and when the token ends', () => {
    expect(claimsThatMatter(claimsOf({ environment: 'production' }))).toEqual([
      { name: 'iss', value: 'https://token.actions.githubusercontent.com' },
      { name: 'aud', value: 'sts.amazonaws.com' },
      { name: 'sub', value: 'repo:octo-org/app:ref:refs/heads/main' },
      { name: 'repository', value: 'octo-org/app' },
      { name: 'repository_id', value: '456789' },
      { name: 'repository_owner', value: 'octo-org' },
      { name: 'repository_owner_id', value: '123456' },
      { name: 'ref', value: 'refs/heads/main' },
      { name: 'ref_type', value: 'branch' },
      { name: 'environment', value: 'production' },
      { name: 'event_name', value: 'push' },
      { name: 'job_workflow_ref', value: 'octo-org/app/.github/workflows/deploy.yml@refs/heads/main' },
      { name: 'workflow_ref', value: 'octo-org/app/.github/workflows/deploy.yml@refs/heads/main' },
      { name: 'workflow', value: 'Deploy' },
      { name: 'runner_environment', value: 'github-hosted' },
      { name: 'exp', value: '2026-11-18T11:11:40.000Z' },
    ]);
  });

  test('leaves out who started the run unless the policy asks, and always ids of the token and hashes', () => {
    expect(names()).not.toContain('actor');
    expect(names(['actor', 'Actor_Id'])).toEqual(expect.arrayContaining(['actor', 'actor_id']));
    expect(names(['jti', 'sha'])).not.toEqual(expect.arrayContaining(['jti']));
    expect(names(['jti', 'sha'])).not.toEqual(expect.arrayContaining(['sha']));
  });

  test('cuts what is too long for a table', () => {
    const [, , sub] = claimsThatMatter(claimsOf({ sub: 'x'.repeat(5000) }));
    expect(sub?.value).toHaveLength(515);
  });
});
