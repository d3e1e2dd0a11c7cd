import { describe, expect, test } from '@jest/globals';
import { matchesWildcard } from '../../src/authorization/wildcard.ts';

const cases: readonly [string, string, boolean][] = [
  ['*', '', true],
  ['', '', true],
  ['', 'a', false],
  ['a', 'a', true],
  ['a', 'A', false],
  ['a*', 'abc', true],
  ['*c', 'abc', true],
  ['a*c', 'abbc', true],
  ['a*c', 'abbd', false],
  ['a?c', 'abc', true],
  ['a?c', 'ac', false],
  ['**', 'x', true],
  ['a*b*c', 'a-b-b-c', true],
  ['arn:aws:iam::*:role/deploy-*', 'arn:aws:iam::111122223333:role/deploy-web', true],
  ['arn:aws:iam::*:role/deploy-*', 'arn:aws:iam::111122223333:role/ci/deploy-web', false],
  ['a.c', 'abc', false],
];

describe('matchesWildcard', () => {
  test.each(cases)('%s against %s', (pattern, text, expected) => {
    expect(matchesWildcard(pattern, text)).toBe(expected);
  });

  test('a pattern made to backtrack takes steps, not ages', () => {
    expect(matchesWildcard(`${'*a'.repeat(500)}b`, 'a'.repeat(5000))).toBe(false);
  });
});
