import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { findFile } from '../../src/files/find-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'find-file-'));
const at = (name: string) => join(folder, name);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('what there is under a path', () => {
  test('a text, without its byte order mark, with its mode', () => {
    writeFileSync(at('plain'), '[default]\n');
    chmodSync(at('plain'), 0o640);
    expect(findFile(at('plain'), 'p')).toEqual({
      kind: 'text',
      path: 'p',
      text: '[default]\n',
      encoding: 'utf-8',
      mode: 0o640,
    });
    writeFileSync(at('marked'), '\uFEFF[default]\n');
    expect(findFile(at('marked'), 'p')).toMatchObject({ kind: 'text', text: '[default]\n', encoding: 'utf-8-bom' });
  });

  test.each([
    ['little', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('[a]\r\n', 'utf16le')])],
    ['big', Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from('[a]\r\n', 'utf16le').swap16()])],
  ])('UTF-16 in %s-endian order, as PowerShell writes it', (name, bytes) => {
    writeFileSync(at(name), bytes);
    expect(findFile(at(name), 'p')).toMatchObject({ kind: 'text', text: '[a]\r\n', encoding: 'utf-16' });
  });

  test('nothing, also below a file', () => {
    expect(findFile(at('none'), 'p')).toEqual({ kind: 'absent', path: 'p' });
    writeFileSync(at('file'), '');
    expect(findFile(join(at('file'), 'x'), 'p')).toEqual({ kind: 'absent', path: 'p' });
  });

  /** Windows has no named pipes of this kind, and links only for administrators. */
  const onUnix = process.platform === 'win32' ? test.skip : test;

  onUnix('a directory, a loop of links, a pipe that nobody writes to, ten megabytes, binary: said and not read', () => {
    mkdirSync(at('directory'));
    symlinkSync(at('b'), at('a'));
    symlinkSync(at('a'), at('b'));
    execFileSync('mkfifo', [at('pipe')]);
    writeFileSync(at('large'), Buffer.alloc(10 * 1024 * 1024, 'a'));
    writeFileSync(at('binary'), Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0]));
    const whys = ['directory', 'a', 'pipe', 'large', 'binary'].map((name) => findFile(at(name), 'p'));
    expect(whys).toEqual([
      { kind: 'unreadable', path: 'p', why: 'is a directory', denied: false },
      { kind: 'unreadable', path: 'p', why: 'is a loop of symbolic links', denied: false },
      { kind: 'unreadable', path: 'p', why: 'is not a regular file', denied: false },
      {
        kind: 'unreadable',
        path: 'p',
        why: 'is larger than 1 MiB, which no file of this kind is',
        denied: false,
      },
      { kind: 'unreadable', path: 'p', why: 'is not text', denied: false },
    ]);
  });

  /** The superuser may read everything, so there is nothing to see for it. */
  const asUser = process.getuid?.() === 0 ? test.skip : test;

  asUser('a file that this user may not read', () => {
    writeFileSync(at('closed'), 'x', { mode: 0 });
    expect(findFile(at('closed'), 'p')).toEqual({
      kind: 'unreadable',
      path: 'p',
      why: 'may not be read by this user',
      denied: true,
    });
  });
});
