import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { hasJwtForm } from '../../src/aws/jwt-form.ts';
import { readWebIdentityTokenFile } from '../../src/aws/token-file.ts';

const jwt = ['{"alg":"RS256"}', '{"sub":"x"}', 'signature'].map(encoded).join('.');

function encoded(text: string): string {
  return Buffer.from(text).toString('base64url');
}

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'preflight-token-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

test.each([
  ['a token', jwt, { ok: true, jwt, surrounded: false }],
  ['a token and a line break', `${jwt}\n`, { ok: true, jwt, surrounded: true }],
  ['nothing', ' \n', { ok: false, code: 'oidc-token-invalid', detail: 'TOKEN is empty.' }],
  [
    'a secret',
    'wJalrXUtnFEMI',
    { ok: false, code: 'oidc-token-invalid', detail: 'TOKEN does not hold a JSON Web Token.' },
  ],
  ['bytes', 'a\0b', { ok: false, code: 'web-identity-file', detail: 'TOKEN is not text.' }],
  [
    'two mebibytes',
    'a'.repeat(2 ** 21),
    { ok: false, code: 'web-identity-file', detail: expect.stringContaining('larger than 1 MiB') },
  ],
])('a file with %s', (_, text, expected) => {
  const path = join(folder, 'token');
  writeFileSync(path, text);
  expect(readWebIdentityTokenFile(path, 'TOKEN')).toEqual(expected);
});

const onPosix = process.platform === 'win32' ? test.skip : test;

onPosix('a file that is absent, a folder, and a pipe that nobody writes to', () => {
  const pipe = join(folder, 'pipe');
  execFileSync('mkfifo', [pipe]);
  expect(readWebIdentityTokenFile(join(folder, 'none'), 'F')).toMatchObject({ detail: 'F does not exist.' });
  expect(readWebIdentityTokenFile(folder, 'F')).toMatchObject({ detail: 'F is a directory.' });
  expect(readWebIdentityTokenFile(pipe, 'F')).toMatchObject({ detail: 'F is not a regular file.' });
});

test.each([
  ['a signed token', jwt, true],
  ['four parts', `${jwt}.x`, false],
  ['two parts', 'a.b', false],
  ['an empty part', `${encoded('{"alg":"RS256"}')}..x`, false],
  ['a header without an algorithm', `${encoded('{}')}.${encoded('{}')}.x`, false],
  ['a payload that is a list', `${encoded('{"alg":"RS256"}')}.${encoded('[]')}.x`, false],
  ['padding', jwt.replace('.', '=.'), false],
  ['a line break', `${jwt}\n`, false],
  ['dots alone', '.'.repeat(1_000_000), false],
  ['a megabyte', `${encoded('{"alg":"RS256"}')}.${'a'.repeat(1_000_000)}.x`, false],
  ['nothing', '', false],
])('the form of a token: %s', (_, text, expected) => {
  expect(hasJwtForm(text)).toBe(expected);
});
