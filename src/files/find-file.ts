import { closeSync, readSync } from 'node:fs';
import type { FoundFile } from './found-file.ts';
import { openRegular } from './open-regular.ts';

/** Files of settings and credentials are small; anything larger is not what it was taken for. */
const maxBytes = 1024 * 1024;

/**
 * Looks at one file without ever waiting for it: a pipe or a device is not read, a large file is not read, and what is
 * not text is not taken for text. `shown` is the path as findings name it.
 */
export function findFile(path: string, shown: string): FoundFile {
  const opened = openRegular(path);
  if (!opened.ok) {
    return opened.absent ? { kind: 'absent', path: shown } : unreadable(shown, opened.why, opened.denied);
  }
  const { handle, stat } = opened;
  try {
    if (stat.size > maxBytes) {
      return unreadable(shown, `is larger than ${maxBytes / 1024 / 1024} MiB, which no file of this kind is`);
    }
    return toText(readAll(handle, stat.size), shown, process.platform === 'win32' ? null : stat.mode & 0o777);
  } catch {
    return unreadable(shown, 'cannot be read');
  } finally {
    closeSync(handle);
  }
}

function readAll(handle: number, size: number): Buffer {
  const bytes = Buffer.alloc(size);
  let read = 0;
  while (read < size) {
    const count = readSync(handle, bytes, read, size - read, read);
    if (count === 0) {
      break;
    }
    read += count;
  }
  return bytes.subarray(0, read);
}

function toText(bytes: Buffer, path: string, mode: number | null): FoundFile {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) {
    return { kind: 'text', path, text: bytes.subarray(2).toString('utf16le'), encoding: 'utf-16', mode };
  }
  if (bytes[0] === 0xfe && bytes[1] === 0xff) {
    const swapped = Buffer.from(bytes.subarray(2, bytes.length - (bytes.length % 2))).swap16();
    return { kind: 'text', path, text: swapped.toString('utf16le'), encoding: 'utf-16', mode };
  }
  if (bytes.includes(0)) {
    return unreadable(path, 'is not text');
  }
  const text = bytes.toString('utf8');
  return text.startsWith('\uFEFF')
    ? { kind: 'text', path, text: text.slice(1), encoding: 'utf-8-bom', mode }
    : { kind: 'text', path, text, encoding: 'utf-8', mode };
}

function unreadable(path: string, why: string, denied = false): FoundFile {
  return { kind: 'unreadable', path, why, denied };
}
