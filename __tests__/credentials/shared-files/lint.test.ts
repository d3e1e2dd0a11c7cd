import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from '@jest/globals';
import fc from 'fast-check';
import type { SharedFileUse } from '../../../src/credentials/shared-files/lint.ts';
import { lintSharedFiles } from '../../../src/credentials/shared-files/lint.ts';
import { secretsInFiles } from '../../../src/credentials/shared-files/secrets-in-files.ts';
import type { SharedFiles } from '../../../src/credentials/shared-files/shared-files.ts';
import type { Observation } from '../../../src/diagnoses/finding.ts';
import type { FoundFile, TextFile } from '../../../src/files/found-file.ts';
import { fakes } from '../facts.ts';
import { files as arbitraryFiles } from './arbitrary-files.ts';

/** Values are written as marks such as `{AKIA}`, so that the file of the cases holds nothing that looks like a key. */
interface LintCase {
  readonly name: string;
  readonly config?: readonly string[];
  readonly credentials?: readonly string[];
  readonly encoding?: TextFile['encoding'];
  readonly mode?: number;
  readonly use?: Partial<SharedFileUse>;
  /** Severity, code, and file with line. */
  readonly expected: readonly string[];
}

const cases = JSON.parse(readFileSync(new URL('./lint-cases.json', import.meta.url), 'utf8')) as readonly LintCase[];

const ordinary: SharedFileUse = {
  profile: 'default',
  environmentKeys: false,
  regionProfile: null,
  selfHosted: false,
  standIn: false,
};

/** A run with `profile: null` in its case takes no part of the files; one without files signs with something else. */
function useOf({ use, config, credentials }: LintCase): SharedFileUse {
  const none = config === undefined && credentials === undefined;
  return { ...ordinary, ...(none ? { profile: null, environmentKeys: true } : {}), ...use };
}

function filesOf({
  config,
  credentials,
  encoding = 'utf-8',
  mode = 0o600,
}: Omit<LintCase, 'name' | 'expected'>): SharedFiles {
  const file = (path: string, lines: readonly string[] | undefined): FoundFile =>
    lines === undefined
      ? { kind: 'absent', path }
      : { kind: 'text', path, text: filled(lines.join('\n')), encoding, mode };
  return { config: file('config', config), credentials: file('credentials', credentials) };
}

function filled(text: string): string {
  return text.replace(/\{([A-Z]+2?)\}/g, (mark, name: string) => fakes[name] ?? mark);
}

function inShort({ severity, code, location }: Observation): string {
  return `${severity ?? ''} ${code} ${location?.file ?? ''}:${location?.line ?? 0}`;
}

describe('the lint of the shared files', () => {
  it.each(cases.map((one) => [one.name, one] as const))('%s', (_, one) => {
    expect(lintSharedFiles(filesOf(one), useOf(one)).map(inShort)).toEqual(one.expected);
  });
});

test('every detail names the line, the setting or the profile, and never a value', () => {
  const pieces = new Set(Object.values(fakes).flatMap((fake) => fourths(fake.replace(/^(AKIA|ASIA)/, ''))));
  for (const one of cases) {
    for (const { detail } of lintSharedFiles(filesOf(one), useOf(one))) {
      expect(detail).toMatch(/^[A-Z].*[.]$|^aws_\w+ .*[.]$/);
      expect(fourths(detail).filter((piece) => pieces.has(piece))).toEqual([]);
    }
  }
});

test('a name that could be a key is given by its length, and others in quotes', () => {
  const details = (name: string): string =>
    lintSharedFiles(filesOf({ config: [`[${name}]`, 'region = us-east-1'] }), ordinary)
      .map(({ detail }) => detail)
      .join();
  expect(details('team-one')).toContain('the profile "team-one"');
  expect(details('abcdefghijklmnopqrst')).toContain('the profile of 20 characters');
  expect(details('d\u00e9v')).toContain('the profile of 3 characters');
  expect(details('x'.repeat(65))).toContain('the profile of 65 characters');
});

/** Letters and digits in turn, as no sentence has them. */
const secret = fc
  .array(fc.tuple(fc.constantFrom(...'abkqxzABKQXZ'.split('')), fc.constantFrom(...'234567'.split(''))), {
    minLength: 4,
    maxLength: 60,
  })
  .map((pairs) => pairs.flat().join(''));

/** Places in which a secret has been seen, the odd ones included. */
const places: readonly ((text: string) => string)[] = [
  (text) => `[default]\naws_access_key_id = ${text}\naws_secret_access_key = ${text}\naws_session_token = ${text}\n`,
  (text) => `[default]\naws_access_key_id = "${text}" # ${text}\naws_secret_access_key: ${text}\n`,
  (text) => `[default]\nAWS_SECRET_ACCESS_KEY=${text}\n  ${text}\n${text}\n`,
  (text) => `[default]\naws_session_token = ${text}\n${text}==\n`,
  (text) => `[default]\naws_session_token =\n  ${text}=\n  aws_access_key_id = ${text}\n`,
  (text) => `[default]\naws_secret_access_key = ${text}\n[${text}]\nrole_arn = ${text}\nsource_profile = ${text}\n`,
  (text) =>
    `[default]\naws_secret_access_key = ${text}\n[profile ${text}]\nsso_session = ${text}\nsso_account_id = 1\n`,
  (text) => `export AWS_SECRET_ACCESS_KEY=${text}\n{"SecretAccessKey": "${text}"}\n`,
  (text) => `[default]\nregion = ${text}\naws_secret_key = ${text}\ncredential_source = ${text}\n`,
  (text) =>
    `[default]\nrole_arn = arn:aws:iam::123456789012:role/x\ncredential_source = ${text}\naws_session_token = ${text}\n`,
];

test('no detail holds four characters of what is in the files', () => {
  fc.assert(
    fc.property(secret, fc.constantFrom(...places), fc.boolean(), (text, place, inConfig) => {
      const lines = place(text).split('\n');
      const both = filesOf(inConfig ? { config: lines } : { credentials: lines });
      const pieces = new Set(fourths(text));
      for (const profile of ['default', text, null]) {
        for (const { detail } of lintSharedFiles(both, { ...ordinary, profile })) {
          expect(fourths(detail).filter((piece) => pieces.has(piece))).toEqual([]);
        }
      }
    }),
    { numRuns: 500 },
  );
});

function fourths(text: string): readonly string[] {
  return Array.from({ length: Math.max(0, text.length - 3) }, (_, start) => text.slice(start, start + 4));
}

test('any small files get findings at lines that exist, and an error only for a profile of the run', () => {
  fc.assert(
    fc.property(arbitraryFiles, ({ config, credentials }) => {
      const both = filesOf({ config: config.split('\n'), credentials: credentials.split('\n') });
      for (const { location, severity } of lintSharedFiles(both, {
        ...ordinary,
        profile: null,
        environmentKeys: true,
      })) {
        const text = location?.file === 'config' ? config : credentials;
        expect(location?.line).toBeGreaterThan(0);
        expect(location?.line).toBeLessThanOrEqual(text.split('\n').length);
        expect(severity).not.toBe('error');
      }
    }),
    { numRuns: 1000 },
  );
});

test('a file that may not be read, and one that was not looked at', () => {
  const closed: FoundFile = {
    kind: 'unreadable',
    path: 'credentials',
    why: 'may not be read by this user',
    denied: true,
  };
  const large: FoundFile = { kind: 'unreadable', path: 'config', why: 'has 3.0 MiB', denied: false };
  expect(lintSharedFiles({ config: large, credentials: closed }, ordinary).map(inShort)).toEqual([
    'warning file-unreadable config:1',
    'warning file-permissions credentials:1',
  ]);
});

test('twenty findings a file, the heaviest first, and one that says how many more', () => {
  const lines = Array.from({ length: 60 }, (_, index) => [
    `[old${index}]`,
    'aws_access_key_id = "x"',
    'aws_secret_access_key = y',
  ]);
  const both = filesOf({
    credentials: [...lines.flat(), '[default]', 'aws_access_key_id = "{AKIA}"', 'aws_secret_access_key = {SECRET}'],
  });
  const found = lintSharedFiles(both, ordinary);
  expect(found).toHaveLength(21);
  expect(found[0]).toMatchObject({ severity: 'error', location: { line: 182 } });
  expect(found[20]?.detail).toMatch(/^\d+ more of the kind are left out here/);
});

test('a file with more sections than anybody has is judged as a whole', () => {
  const lines = Array.from({ length: 5001 }, (_, index) => `[profile p${index}]`);
  const both = filesOf({
    config: [...lines, '[profile p1]'],
    credentials: ['[default]', 'aws_access_key_id = {AKIA}'],
  });
  expect(lintSharedFiles(both, ordinary).map(inShort)).toEqual([
    'warning file-unreadable config:1',
    'warning file-parse-error config:5002',
  ]);
});

describe('hostile files take no time', () => {
  const count = 50_000;
  const first = (length: number, part: (index: number) => string): string =>
    Array.from({ length }, (_, index) => part(index)).join('\n');
  const many = (part: (index: number) => string): string =>
    Array.from({ length: count }, (_, index) => part(index)).join('\n');
  const texts: readonly (readonly [string, string])[] = [
    ['100,000 lines', `[default]\n${'a=1\n'.repeat(100_000)}`],
    ['one line of 1 MiB', `[default]\naws_access_key_id=${'A'.repeat(1 << 20)}`],
    ['1 MiB of blanks', `[default]\na=${' '.repeat(1 << 20)}#`],
    ['1 MiB of brackets', '['.repeat(1 << 20)],
    ['1 MiB of quotes in a header', `[profile ${'"'.repeat(1 << 20)}]`],
    ['1 MiB of backslashes in a header', `[profile ${'a\\'.repeat(1 << 19)}]`],
    ['50,000 sections', many((index) => `[profile p${index}]\na=1`)],
    ['50,000 sections with keys', many((index) => `[p${index}]\naws_access_key_id=x\nAWS_SECRET_ACCESS_KEY: z`)],
    [
      'a chain of 5,000 profiles',
      first(5000, (index) => `[profile p${index}]\nrole_arn=x\nsource_profile=p${index + 1}`),
    ],
    [
      '5,000 profiles with everything wrong',
      first(
        5000,
        (index) =>
          `[p${index}]\naws_access_key_id="x"\nAWS_SECRET_ACCESS_KEY: z\nrole_arn=y\nregion=z # a\nsso_session=b`,
      ),
    ],
    ['50,000 times the same section', many((index) => `[default]\nk${index}=1`)],
    ['a chain of 50,000 profiles', many((index) => `[profile p${index}]\nrole_arn=x\nsource_profile=p${index + 1}`)],
    [
      'a circle of 50,000 profiles',
      many((index) => `[profile p${index}]\nrole_arn=x\nsource_profile=p${(index + 1) % count}`),
    ],
    [
      '[DEFAULT] lending to 50,000 sections',
      `[DEFAULT]\n${many((index) => `k${index}=1`)}\n${many((index) => `[p${index}]`)}`,
    ],
    ['50,000 continuations', `[default]\naws_session_token=\n${' abcdefgh12345678=\n'.repeat(count)}`],
    ['50,000 names that are nearly right', `[default]\n${many((index) => `aws_secret_keyx${index}=1`)}`],
    ['1 MiB of carriage returns', '\r'.repeat(1 << 20)],
    [
      '1 MiB of junk',
      Array.from({ length: 1 << 20 }, (_, index) =>
        String.fromCharCode((index * 7919 + ((index * index) >> 3)) % 256),
      ).join(''),
    ],
  ];

  it.each(texts)('%s', (_, text) => {
    for (const where of ['config', 'credentials'] as const) {
      const both = filesOf({ [where]: text.slice(0, 1 << 20).split('\n') });
      const start = process.cpuUsage();
      const found = lintSharedFiles(both, { ...ordinary, profile: 'p0' });
      secretsInFiles(both);
      expect(process.cpuUsage(start).user / 1000).toBeLessThan(10_000);
      expect(found.length).toBeLessThanOrEqual(21);
    }
  });
});
