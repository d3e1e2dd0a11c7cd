import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decodeAccountId, keyIdClass } from '../../src/credentials/access-key-id.ts';

describe('decodeAccountId', () => {
  test.each([
    ['AKIA', 'RZPUZDIKAAEXAMPL', '123456789012'],
    ['ASIA', 'RTX3GSDSQAEXAMPL', '111122223333'],
    ['AROA', 'QAAAAAAAQAEXAMPL', '000000000001'],
    ['AKIA', 'IOSFODNN7EXAMPLE', null],
    ['AKIA', 'JOSFODNN7EXAMPLE', null],
    ['AKIA', 'RZPUZDIKAAEXAMP', null],
    ['AKIA', 'RZPUZDIKAAEXAMPLE', null],
    ['AKIA', 'RZPUZDIKA0EXAMPL', null],
    ['AKIA', 'rzpuzdikaaexampl', null],
    ['AKIA', '7777777777777777', null],
    ['', '', null],
  ])('%s%s', (prefix, rest, account) => {
    expect(decodeAccountId(prefix + rest)).toBe(account);
  });

  test('reads back the account that an id was made for', () => {
    const bits = fc.bigInt({ min: 0n, max: (1n << 39n) - 1n });
    fc.assert(
      fc.property(bits, bits, (account, rest) => {
        expect(decodeAccountId(idFor(account, rest))).toBe(account.toString().padStart(12, '0'));
      }),
    );
  });
});

test.each([
  ['AKIA', 'AKIA'],
  ['ASIAQX7M', 'ASIA'],
  [' AKIAQX7M', 'AKIA'],
  ['akiaqx7m', 'other'],
  ['AROAQX7M', 'other'],
  ['', 'other'],
])('keyIdClass of %s', (id, kind) => {
  expect(keyIdClass(id)).toBe(kind);
});

/** The other way round: marker bit, forty bits of account, thirty-nine bits of anything. */
function idFor(account: bigint, rest: bigint): string {
  const bits = (1n << 79n) | (account << 39n) | rest;
  const digits = Array.from({ length: 16 }, (_, index) => Number((bits >> BigInt(75 - 5 * index)) & 31n));
  return `AKIA${digits.map((digit) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[digit] ?? '').join('')}`;
}
