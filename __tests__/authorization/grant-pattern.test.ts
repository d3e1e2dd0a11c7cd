import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { covers, normalize } from '../../src/authorization/grant/pattern.ts';

describe('covers', () => {
  test.each<[string, string, boolean]>([
    ['a', 'a', true],
    ['a', 'A', false],
    ['*', '', true],
    ['*', '*', true],
    ['a*', 'a*b', true],
    ['a*b', 'a*', false],
    ['a', '*', false],
    ['a*a', 'a', false],
    ['a*b*c', 'abc', true],
    ['a*b*bc', 'abc', false],
    ['ab*b*c', 'abc', false],
    ['*aa*aa*', 'aaa', false],
    ['?', 'a', false],
    ['a?', 'a?', true],
    ['a.c', 'abc', false],
  ])('%j covers %j: %j', (general, special, expected) => {
    expect(covers(general, special)).toBe(expected);
  });

  const pieces = (all: readonly string[]) =>
    fc.array(fc.constantFrom(...all), { maxLength: 8 }).map((parts) => parts.join(''));

  test('agrees with a search through every way to fill the wildcards', () => {
    const fits = (pattern: string, text: string): boolean =>
      pattern === ''
        ? text === ''
        : pattern.startsWith('*')
          ? fits(pattern.slice(1), text) || (text !== '' && fits(pattern, text.slice(1)))
          : pattern.charAt(0) === text.charAt(0) && fits(pattern.slice(1), text.slice(1));
    fc.assert(
      fc.property(pieces(['a', 'b', '*']), pieces(['a', 'b', '*']), (general, special) => {
        expect(covers(general, special)).toBe(fits(general, special));
      }),
      { numRuns: 2000 },
    );
  });

  test('does not get lost in patterns that make others search for long', () => {
    const started = performance.now();
    expect(covers(`${'*a'.repeat(5000)}*b`, 'a'.repeat(100_000))).toBe(false);
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});

test('normalize leaves one wildcard of a run', () => {
  expect(normalize('a***b*c**')).toBe('a*b*c*');
});
