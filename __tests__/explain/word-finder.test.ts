import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { knownWords } from '../../src/diagnoses/classify.ts';
import { mayMatter } from '../../src/explain/lines/hints.ts';
import { wordFinder } from '../../src/explain/lines/word-finder.ts';
import { connectionWords } from '../../src/explain/network.ts';

const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', ' ', '.'), minLength: 1, maxLength: 5 });
const text = fc.string({ unit: fc.constantFrom('a', 'B', 'c', ' ', '.', 'é', '\uD800'), maxLength: 30 });

describe('wordFinder', () => {
  it('answers as a search for every word would', () => {
    fc.assert(
      fc.property(fc.array(word, { maxLength: 6 }), text, (words, line) => {
        expect(wordFinder(words)(line)).toBe(words.some((one) => line.toLowerCase().includes(one)));
      }),
      { numRuns: 2_000 },
    );
  });

  it('finds nothing when there are no words', () => {
    expect(wordFinder([])('anything')).toBe(false);
  });
});

describe('the words by which a line is chosen', () => {
  it.each([...knownWords(), ...connectionWords])('hold what a sign looks for: %s', (known) => {
    expect(mayMatter(`some text, ${known.toUpperCase()} and more`)).toBe(true);
  });

  it('are in few lines of a log that has nothing to do with them', () => {
    const lines = [
      'npm http fetch GET 200 https://registry.npmjs.org/left-pad 12ms (cache hit)',
      'Successfully installed boto3-1.34.0 botocore-1.34.0 with profile ci in region eu-west-1',
      'Session token expires in 12 hours; certificate renewed; endpoint healthy; proxy off; timeout 30s',
      '   Compiling aws-credential-types v1.2.3',
    ];
    expect(lines.filter(mayMatter)).toEqual([]);
  });
});
