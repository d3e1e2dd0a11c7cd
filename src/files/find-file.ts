import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import type { FoundFile } from './found-file.ts';

/** Files of settings and credentials are small; anything larger is not what it was taken for. */
const maxBytes = 1024 * 1024;

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'may not be read by this user',
  EPERM: 'may not be read by this user',
  EISDIR: 'is a directory',
  ELOOP: 'is a loop of symbolic links',
  ENAMETOOLONG: 'is too long a path',
};

/** Without it, opening a pipe that nobody writes to would never return. Windows does not know it. */
const nonBlocking = (constants as Partial<typeof constants>).O_NONBLOCK ?? 0;

/**
 * Looks at one file without ever waiting for it: a pipe or a device is not read, a large file is not read, and what is
 * not text is not taken for text. `shown` is the path as findings name it.
 */
export function findFile(path: string, shown: string): FoundFile {
  let handle: number | null = null;
  try {
    handle = openSync(path, constants.O_RDONLY | nonBlocking);
    const stat = fstatSync(handle);
    if (!stat.isFile()) {
      return unreadable(shown, stat.isDirectory() ? 'is a directory' : 'is not a regular file');
    }
    if (stat.size > maxBytes) {
      const megabytes = (stat.size / 1024 / 1024).toFixed(1);
      return unreadable(
        shown,
        `has ${megabytes} MiB, and files of this kind are read up to ${maxBytes / 1024 / 1024} MiB`,
      );
    }
    const bytes = readAll(handle, stat.size);
    return toText(bytes, shown, process.platform === 'win32' ? null : stat.mode & 0o777);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      return { kind: 'absent', path: shown };
    }
    return unreadable(shown, reasons[code] ?? 'cannot be read', code === 'EACCES' || code === 'EPERM');
  } finally {
    if (handle !== null) {
      closeSync(handle);
    }
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
