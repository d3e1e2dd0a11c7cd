import { parseEnv } from 'node:util';
import { describe, expect, it, test } from '@jest/globals';
import dotenv from 'dotenv';
import fc from 'fast-check';
import { loaders } from '../../src/env-files/dialects.ts';
import { readDotenv } from '../../src/env-files/readers/dotenv.ts';
import { readNode20, readNode24 } from '../../src/env-files/readers/node.ts';
import { settled, sorted } from './reality.ts';

/** Short texts of everything that any grammar of such files cares for. */
const pieces = [
  '"',
  "'",
  '`',
  '#',
  '=',
  ' ',
  '\t',
  '\\',
  '$',
  '\n',
  '\r',
  ':',
  'a',
  'b',
  'K=',
  'export ',
  '\\n',
  '{',
  '}',
];
const text = fc.array(fc.constantFrom(...pieces), { maxLength: 24 }).map((parts) => parts.join(''));
const major = Number(process.versions.node.split('.')[0]);
const readNode = major === 20 ? readNode20 : major >= 24 ? readNode24 : null;

describe('our readers against the loaders themselves, on any text', () => {
  it('dotenv', () => {
    fc.assert(
      fc.property(text, (source) => {
        expect(settled(readDotenv(source))).toEqual(sorted(Object.entries(dotenv.parse(source))));
      }),
      { numRuns: 5000 },
    );
  });

  (readNode === null ? it.skip : it)(`util.parseEnv of Node ${major}`, () => {
    fc.assert(
      fc.property(text, (source) => {
        const real = Object.entries(parseEnv(source)).map(([name, value]) => [name, value ?? ''] as const);
        expect(readNode === null ? null : settled(readNode(source))).toEqual(sorted(real));
      }),
      { numRuns: 5000 },
    );
  });
});

test.each(loaders)('$dialect answers to any text, with lines that the text has', ({ read }) => {
  fc.assert(
    fc.property(fc.oneof(text, fc.string({ unit: 'binary' })), (source) => {
      const { variables, broken, complaints } = read(source);
      const last = source.split(/\n|\r/).length;
      for (const { line } of [...variables.values(), ...complaints, ...(broken === null ? [] : [broken])]) {
        expect(line).toBeGreaterThanOrEqual(1);
        expect(line).toBeLessThanOrEqual(last);
      }
    }),
    { numRuns: 1000 },
  );
});
