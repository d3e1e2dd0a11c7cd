import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { lintProjectFiles } from '../../src/project-files/lint-project-files.ts';
import { projectFilePaths } from '../../src/project-files/project-files.ts';
import { secretsInProjectFiles } from '../../src/project-files/secrets-in-project-files.ts';
import { factsOf } from '../credentials/facts.ts';

const facts = factsOf({
  environment: { AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: '{AKIA}', AWS_SECRET_ACCESS_KEY: '{SECRET}' },
});
const mebibyte = 1024 * 1024;

function everyFile(text: string) {
  return projectFilePaths.map((path) => ({
    kind: 'text' as const,
    path,
    text,
    encoding: 'utf-8' as const,
    mode: null,
  }));
}

const laughs = Array.from(
  { length: 12 },
  (_, index) =>
    `a${String(index + 1)}: &a${String(index + 1)} [${Array(10)
      .fill(`*a${String(index)}`)
      .join(', ')}]\n`,
).join('');

const texts: readonly (readonly [string, string])[] = [
  ['an alias bomb', `a0: &a0 [x, x]\n${laughs}global:\n  profile: *a12\n`],
  ['an alias in its own anchor', 'a: &a\n  b: *a\nglobal: *a\n'],
  ['a merge of itself', 'global: &g\n  <<: *g\n  profile: x\n'],
  ['1 MiB of one line', 'x'.repeat(mebibyte)],
  ['1 MiB of lines', 'profile: x\n'.repeat(mebibyte / 11)],
  ['1 MiB of distinct keys', Array.from({ length: 60_000 }, (_, index) => `k${String(index)}: 1`).join('\n')],
  ['1 MiB of sections', '[a.b.parameters]\nprofile = "x"\n'.repeat(30_000)],
  [
    'distinct sections',
    Array.from({ length: 4000 }, (_, i) => `[e${String(i)}.deploy.parameters]\nprofile = "p"`).join('\n'),
  ],
  ['open brackets', '['.repeat(100_000)],
  ['open braces', '{"a":'.repeat(100_000)],
  ['deep dots', `${'a.'.repeat(50_000)}b = 1`],
  ['deep indentation', Array.from({ length: 2000 }, (_, index) => `${' '.repeat(index)}a:`).join('\n')],
  ['1 MiB of quotes', '"'.repeat(mebibyte)],
  ['1 MiB of backslashes', '\\'.repeat(mebibyte)],
  ['1 MiB of stars', '*a '.repeat(mebibyte / 3)],
  ['1 MiB of hashes', '#\n'.repeat(mebibyte / 2)],
  ['1 MiB of colons', ': '.repeat(mebibyte / 2)],
  ['1 MiB of base64', 'aB3/'.repeat(mebibyte / 4)],
  ['1 MiB of key ids', 'AKIAQX7MQX7MQX7MQX7M '.repeat(50_000)],
  ['1 MiB of names', 'secret_access_key '.repeat(58_000)],
  [
    'names of Object',
    '__proto__:\n  profile: x\nconstructor:\n  profile: y\nglobal:\n  __proto__: z\n  profile: toString\n',
  ],
  [
    'names of Object in TOML',
    'version = 0.1\n[__proto__.deploy.parameters]\nprofile = "x"\n[default.constructor.parameters]\nprofile = "y"\n',
  ],
  ['names of Object in JSON', '{"__proto__": {"profile": "x"}, "profile": "constructor", "dev": {"__proto__": 1}}'],
  ['wrong types', 'global: [1, 2]\nbranch-defaults: yes\nprovider: aws\nversion: [0.1]\ndefault: 3\n'],
  [
    'wrong types within',
    'global:\n  profile: [a]\n  default_region: {a: b}\nprovider:\n  profile: 2001-01-01\n  region: !!binary aGk=\n',
  ],
  ['wrong types in JSON', '{"profile": {"a": []}, "dev": [1], "auth": 3, "data": {"aws_region": null}}'],
  ['NUL and lone surrogates', 'global:\n  profile: "\u0000\ud800"\n'],
];

describe('hostile files', () => {
  test.each(texts)('%s', (_, text) => {
    for (const file of everyFile(text)) {
      const started = performance.now();
      lintProjectFiles([file], facts);
      secretsInProjectFiles([file]);
      expect(performance.now() - started).toBeLessThan(10_000);
    }
  });

  test.each([
    ['too large', 'a: x\n'.repeat(100_000)],
    ['an alias bomb', texts[0]?.[1] ?? ''],
    ['too deep', `a: ${'['.repeat(100)}${']'.repeat(100)}`],
  ])('what this check does not read is not called broken: %s', (_, text) => {
    const file = { kind: 'text' as const, path: 'serverless.yml', text, encoding: 'utf-8' as const, mode: null };
    expect(lintProjectFiles([file], facts).map(({ code, severity }) => [code, severity])).toEqual([
      ['file-unreadable', 'notice'],
    ]);
  });

  test('no text makes it throw', () => {
    const words = [
      'global',
      'profile',
      ':',
      '\n',
      ' ',
      '  ',
      '[',
      ']',
      '{',
      '}',
      '"',
      '=',
      '&a',
      '*a',
      '<<',
      '---',
      '!x',
      ',',
      '- ',
    ];
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.array(fc.constantFrom(...words), { maxLength: 60 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, (made) => {
        lintProjectFiles(everyFile(made), facts);
        secretsInProjectFiles(everyFile(made));
      }),
      { numRuns: 150 },
    );
  });
});
