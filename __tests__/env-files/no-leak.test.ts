import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { lintEnvFile } from '../../src/env-files/lint-env-file.ts';
import { secretsInEnvFiles } from '../../src/env-files/secrets.ts';
import { madeUp } from './made-up.ts';

/** Letters that are in no word of a sentence four in a row: the values are told apart from the text around them. */
const letters = Array.from('QXZJWVKqxzjwvk0123456789/+');
const secret = fc.array(fc.constantFrom(...letters), { minLength: 16, maxLength: 48 }).map((all) => all.join(''));
const value = fc.oneof(secret, fc.constantFrom(madeUp.ID, madeUp.TEMPORARY, madeUp.SECRET, madeUp.TOKEN));

const names = [
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_REGION',
  'AWS_PROFILE',
  'aws_secret_key',
  'PROD_AWS_SECRET_ACCESS_KEY',
  'PASSWORD',
  'FOO',
];
const before = ['', '', '', 'export ', 'set ', '  ', '# ', '"'];
const signs = ['=', '=', '=', ' = ', ': ', '<<', ' '];
const around = ['', '', '"', "'", '`', '$', '\\', ' ', '\u200b', '"\'', '{'];
const behind = ['\n', '\n', '\r\n', ' # note\n', ';\n', '', '\n\n', '\r'];

const line = fc.tuple(
  fc.constantFrom(...before),
  fc.oneof(fc.constantFrom(...names), value),
  fc.constantFrom(...signs),
  fc.constantFrom(...around),
  value,
  fc.constantFrom(...around),
  fc.constantFrom(...behind),
);

test('no detail holds four characters of a value, whatever the file looks like', () => {
  fc.assert(
    fc.property(
      fc.array(line, { maxLength: 8 }),
      fc.constantFrom('utf-8', 'utf-8-bom', 'utf-16'),
      (lines, encoding) => {
        const text = lines.map((parts) => parts.join('')).join('');
        const details = lintEnvFile({ kind: 'text', path: '.env', text, encoding, mode: 0o644 }).map(
          ({ detail }) => detail,
        );
        const values = lines.flatMap(([, name, , , its]) => (names.includes(name) ? [its] : [its, name]));
        const all = details.join('\n');
        for (const own of values) {
          for (let start = 0; start + 4 <= own.length; start++) {
            const piece = own.slice(start, start + 4);
            if (all.includes(piece) && !/^(AKIA|ASIA)$/.test(piece)) {
              throw new Error('A detail holds a piece of a value.');
            }
          }
        }
      },
    ),
    { numRuns: 1500 },
  );
});

test('whatever a loader reads under the name of a secret is masked', () => {
  fc.assert(
    fc.property(secret, fc.constantFrom(...around), fc.constantFrom(...behind), (own, quote, end) => {
      const text = `AWS_SECRET_ACCESS_KEY=${quote}${own}${quote}${end}`;
      const masked = secretsInEnvFiles([{ kind: 'text', path: '.env', text, encoding: 'utf-8', mode: null }]);
      expect(masked.some((one) => own.includes(one) || one.includes(own))).toBe(true);
    }),
    { numRuns: 500 },
  );
});
