import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, test } from '@jest/globals';
import fc from 'fast-check';
import { files } from '../credentials/shared-files/arbitrary-files.ts';
import type { PlainSections, Variant } from '../credentials/shared-files/matrix.ts';
import { bytesOf, expected, found, matrix, plain, writeFiles } from '../credentials/shared-files/matrix.ts';
import { labelOf, sourceCases, textsOf } from '../credentials/shared-files/profile-sources.ts';
import { viewOf } from '../../src/credentials/shared-files/view.ts';
import { peerTool } from '../../tools/peer-tools.ts';
import type { Answer } from './real-botocore.ts';
import { askBotocore } from './real-botocore.ts';

let folder = '';
let id = 0;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'botocore-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

type Texts = Pick<Variant, 'config' | 'credentials' | 'encoding'>;

function question({ config, credentials, encoding }: Texts): { config: Buffer | null; credentials: Buffer | null } {
  return { config: bytesOf(config, encoding), credentials: bytesOf(credentials, encoding) };
}

/** Nested settings get the name of the outer one in front, as in a view. */
function flat(sections: Answer['profiles']): PlainSections {
  return Object.fromEntries(
    Object.entries(sections).map(([name, values]) => [
      name,
      Object.fromEntries(
        Object.entries(values).flatMap(([setting, value]) =>
          typeof value === 'string'
            ? [[setting, value]]
            : Object.entries(value).map(([inner, one]) => [`${setting}.${inner}`, one]),
        ),
      ),
    ]),
  );
}

describe('the matrix against the installed botocore', () => {
  const answers = askBotocore(matrix.map(question));

  it.each(matrix.map((variant, index) => [variant.name, variant, answers[index]] as const))(
    '%s',
    (_, variant, answer) => {
      const { broken, profiles, ssoSessions } = expected(variant, 'botocore');
      expect(flat(answer?.profiles ?? {})).toEqual(profiles);
      expect(flat(answer?.ssoSessions ?? {})).toEqual(ssoSessions);
      expect(answer?.broken?.error).toBe(broken === undefined ? undefined : 'ConfigParseError');
      expect(answer?.broken?.file).toBe(broken?.file);
      expect(answer?.broken?.line ?? broken?.line).toBe(broken?.line);
    },
  );
});

test('any small file is read as botocore reads it', () => {
  const variants = fc.sample(files, 2000);
  const answers = askBotocore(variants.map(question));
  for (const [index, variant] of variants.entries()) {
    const answer = answers[index];
    const own = plain('botocore', found(writeFiles(folder, id++, variant)));
    expect({ variant, ...own, broken: own.broken?.file }).toEqual({
      variant,
      broken: answer?.broken?.file,
      profiles: flat(answer?.profiles ?? {}),
      ssoSessions: flat(answer?.ssoSessions ?? {}),
    });
  }
  const whole = answers.filter(({ broken }) => broken === null);
  expect(whole.length).toBeGreaterThan(300);
});

describe('the source of a profile against the installed botocore', () => {
  const asked = sourceCases.map((one) => ({ ...question(textsOf(one, '/dev/null')), profile: one.profile }));
  const answers = askBotocore(asked);

  it.each(sourceCases.map((one, index) => [one.name, one, answers[index]] as const))('%s', (_, one, answer) => {
    expect(realLabel(answer?.resolved)).toBe(one.botocore);
    const paths = writeFiles(folder, id++, textsOf(one, '/dev/null'));
    expect(labelOf(viewOf('botocore', found(paths)), one.profile)).toBe(one.botocore);
  });
});

function realLabel({ method, error, keys = [] }: NonNullable<Answer['resolved']> = {}): string {
  if (error !== undefined) {
    return logins.includes(error) ? 'login' : error === 'ProfileNotFound' ? 'none' : `stops ${error}`;
  }
  const kind = kinds.get(method ?? '') ?? 'none';
  return [kind, ...keys.filter((key) => key !== null)].join(' ');
}

const kinds: ReadonlyMap<string, string> = new Map([
  ['shared-credentials-file', 'static'],
  ['config-file', 'static'],
  ['assume-role', 'role'],
  ['assume-role-with-web-identity', 'web-identity'],
  ['sso', 'sso'],
  ['custom-process', 'process'],
]);

/** A sign-in that is not there, and the library that botocore needs for it. */
const logins = ['LoginTokenLoadError', 'MissingDependencyException'];

describe('a broken file stops botocore with keys in the environment too', () => {
  const keys = { AWS_ACCESS_KEY_ID: 'id-one', AWS_SECRET_ACCESS_KEY: 'secret-one', AWS_REGION: 'us-east-1' };
  const good = '[default]\nregion = us-east-1\n';
  const cases: readonly (readonly [string, Texts])[] = [
    ['the config file', { config: 'words\n', credentials: good }],
    ['the credentials file', { config: good, credentials: 'words\n' }],
    ['a byte order mark', { credentials: good, encoding: 'utf-8-bom' }],
  ];

  it.each(cases)('boto3 and everything on it makes no client: %s', (_, texts) => {
    const [answer] = askBotocore([{ ...question(texts), client: true }], keys);
    expect(answer).toMatchObject({ broken: { error: 'ConfigParseError' }, client: 'ConfigParseError' });
  });

  it.each(cases)('the AWS CLI makes no call: %s', (_, texts) => {
    const paths = writeFiles(folder, id++, texts);
    const { status, stderr } = spawnSync(peerTool('aws'), ['sts', 'get-caller-identity'], {
      encoding: 'utf8',
      env: {
        PATH: process.env['PATH'] ?? '',
        HOME: folder,
        LC_ALL: 'C.UTF-8',
        AWS_CONFIG_FILE: paths.configFilepath,
        AWS_SHARED_CREDENTIALS_FILE: paths.filepath,
        AWS_EC2_METADATA_DISABLED: 'true',
        AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
        ...keys,
      },
    });
    expect(status).not.toBe(0);
    expect(stderr).toContain('Unable to parse config file');
  });

  it('is not so without files', () => {
    const [answer] = askBotocore([{ config: null, credentials: null, client: true }], keys);
    expect(answer).toMatchObject({ broken: null, client: null });
  });
});
