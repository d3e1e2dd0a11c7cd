import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, test } from '@jest/globals';
import fc from 'fast-check';
import type { FileValue, SharedFiles } from '../../../src/credentials/shared-files/shared-files.ts';
import { viewOf } from '../../../src/credentials/shared-files/view.ts';
import { textOf } from '../../../src/files/found-file.ts';
import { files } from './arbitrary-files.ts';
import { expected, found, matrix, plain, writeFiles } from './matrix.ts';
import { readByJavascript, resolveByJavascript } from './real-javascript.ts';

let folder = '';
let id = 0;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'shared-files-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe.each(matrix)('$name', (variant) => {
  it('is what botocore is known to see', () => {
    expect(plain('botocore', found(writeFiles(folder, id++, variant)))).toEqual(expected(variant, 'botocore'));
  });

  it('is what the loader of the JavaScript SDK sees', async () => {
    const paths = writeFiles(folder, id++, variant);
    const { profiles, ssoSessions } = expected(variant, 'javascript');
    expect(await readByJavascript(paths)).toEqual({ profiles, ssoSessions });
    expect(plain('javascript', found(paths))).toEqual({ profiles, ssoSessions });
  });

  it('gives fromIni the keys that the view has', async () => {
    const { profiles } = expected(variant, 'javascript');
    const own = profiles['default'] ?? {};
    const { aws_access_key_id: key, aws_secret_access_key: secret, aws_session_token: token = null } = own;
    const answer = await resolveByJavascript('default', writeFiles(folder, id++, variant));
    expect(answer).toEqual(
      key === undefined || secret === undefined ? { kind: 'none' } : { kind: 'static', keys: [key, secret, token] },
    );
  });

  it.each(['botocore', 'javascript'] as const)('has every value of %s at the line that it says', (family) => {
    const both = found(writeFiles(folder, id++, variant));
    const view = viewOf(family, both);
    for (const section of [...view.profiles.values(), ...view.ssoSessions.values()]) {
      for (const [name, value] of section.values) {
        expect(lineOf(value, both)).toContain(name.slice(name.lastIndexOf('.') + 1).toLowerCase());
        expect(lineOf(value, both)).toContain((value.value.split('\n')[0] ?? '').toLowerCase());
      }
      expect(lineOf(section, both)).toContain('[');
    }
  });
});

function lineOf({ file, line }: Pick<FileValue, 'file' | 'line'>, both: SharedFiles): string {
  const text = textOf(file === 'config' ? both.config : both.credentials);
  return (text.split('\n')[line - 1] ?? '').toLowerCase();
}

test('any small file is read as the loader of the JavaScript SDK reads it', async () => {
  await fc.assert(
    fc.asyncProperty(files, async (variant) => {
      const paths = writeFiles(folder, id++, variant);
      expect(plain('javascript', found(paths))).toEqual(await readByJavascript(paths));
    }),
    { numRuns: 1500 },
  );
}, 120_000);

test('a profile with the name of a property that every object has is never found', () => {
  const text = '[constructor]\naws_access_key_id = id-one\n[toString]\na = 1\n[dev]\na = 1\n';
  const { profiles } = viewOf('javascript', {
    config: { kind: 'absent', path: 'config' },
    credentials: { kind: 'text', path: 'credentials', text, encoding: 'utf-8', mode: null },
  });
  expect([...profiles.keys()]).toEqual(['dev']);
});

test('a file that may not be read counts as an empty one', () => {
  const unreadable = {
    kind: 'unreadable',
    path: 'credentials',
    why: 'may not be read by this user',
    denied: true,
  } as const;
  const both = { config: { kind: 'absent', path: 'config' } as const, credentials: unreadable };
  expect(viewOf('botocore', both)).toMatchObject({ broken: null, profiles: new Map() });
  expect(viewOf('javascript', both)).toMatchObject({ broken: null, profiles: new Map() });
});
