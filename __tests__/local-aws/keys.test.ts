import { describe, expect, test } from '@jest/globals';
import { accountOf, makeId, makeSecret, makeToken } from '../../tools/local-aws/keys.ts';

describe('keys', () => {
  test.each([
    ['AKIARZPUZDIKAAEXAMPL', '123456789012'],
    ['ASIARTX3GSDSQAEXAMPL', '111122223333'],
    ['AROAQAAAAAAAQAEXAMPL', '000000000001'],
    ['AKIAIOSFODNN7EXAMPLE', null],
    ['AKIA', null],
  ])('%s holds the account %s', (id, account) => {
    expect(accountOf(id)).toBe(account);
  });

  test.each(['111122223333', '000000000001', '999999999999'])('an id made for %s holds it', (account) => {
    const id = makeId('ASIA', account, 'deployer');
    expect(id).toMatch(/^ASIA[A-Z2-7]{16}$/);
    expect(id).toMatch(/DEPLOY$/);
    expect(accountOf(id)).toBe(account);
  });

  test('secrets and tokens have the shape of real ones', () => {
    expect(makeSecret('deployer')).toMatch(/^[A-Za-z0-9/+]{40}$/);
    expect(makeToken('deployer')).toMatch(/^IQoJb3JpZ2luX2Vj[A-Za-z0-9+/]{84,}$/);
    expect(makeSecret('a')).not.toBe(makeSecret('b'));
  });
});
