import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, test } from '@jest/globals';
import { profileSource } from '../../../src/credentials/shared-files/profile-source.ts';
import { viewOf } from '../../../src/credentials/shared-files/view.ts';
import { found, writeFiles } from './matrix.ts';
import { families, labelOf, sourceCases, textsOf } from './profile-sources.ts';
import { resolveByJavascript } from './real-javascript.ts';

let folder = '';
let id = 0;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'profile-source-'));
  process.env['HOME'] = folder;
  writeFileSync(join(folder, 'token'), 'token');
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe.each(sourceCases)('$name', (one) => {
  it.each(families)('is this source to %s', (family) => {
    const paths = writeFiles(folder, id++, textsOf(one, join(folder, 'token')));
    expect(labelOf(viewOf(family, found(paths)), one.profile)).toBe(one[family]);
  });

  it('is what fromIni of the JavaScript SDK takes', async () => {
    const paths = writeFiles(folder, id++, textsOf(one, join(folder, 'token')));
    const { kind, keys = [] } = await resolveByJavascript(one.profile, paths);
    const label = [kind, ...keys.filter((key) => key !== null)].join(' ');
    expect(label).toBe(one.javascript);
  });
});

test('the settings of a source come with their places', () => {
  const paths = writeFiles(folder, id++, {
    config:
      '[profile dev]\nrole_arn = arn:aws:iam::123456789012:role/deploy\nsource_profile = base\nmfa_serial = one\n',
    credentials: '[base]\naws_access_key_id = id-one\naws_secret_access_key = secret-one\n',
  });
  const view = viewOf('javascript', found(paths));
  expect([...view.profiles.keys()]).toEqual(['dev', 'base']);
  expect(profileSource(view, 'dev')).toMatchObject({
    kind: 'role',
    sourceProfile: { value: 'base', file: 'config', line: 3 },
    credentialSource: null,
    mfaSerial: { line: 4 },
  });
  expect(profileSource(view, 'base')).toMatchObject({
    accessKeyId: { file: 'credentials', line: 2 },
    secretAccessKey: { file: 'credentials', line: 3 },
  });
});

test('a profile that hands on its credential source does so only to another one', () => {
  const paths = writeFiles(folder, id++, { config: '[profile dev]\ncredential_source = Environment\n' });
  const view = viewOf('javascript', found(paths));
  expect(profileSource(view, 'dev').kind).toBe('empty');
  expect(profileSource(view, 'dev', true)).toMatchObject({ kind: 'role', roleArn: null });
});
