import { closeSync, constants, fstatSync, openSync, type Stats } from 'node:fs';

/** An open file with what the system says of it, or why it is not opened. `why` goes after its path in a sentence. */
export type OpenedFile =
  | { readonly ok: true; readonly handle: number; readonly stat: Stats }
  | { readonly ok: false; readonly absent: boolean; readonly denied: boolean; readonly why: string };

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'may not be read by this user',
  EPERM: 'may not be read by this user',
  EISDIR: 'is a directory',
  ELOOP: 'is a loop of symbolic links',
  ENAMETOOLONG: 'is too long a path',
};

/** Without it, opening a pipe that nobody writes to would never return. Windows does not know it. */
const nonBlocking = (constants as Partial<typeof constants>).O_NONBLOCK ?? 0;

/** Opens a regular file for reading, without ever waiting for one. The caller closes it. */
export function openRegular(path: string): OpenedFile {
  try {
    const handle = openSync(path, constants.O_RDONLY | nonBlocking);
    const stat = fstatSync(handle);
    if (stat.isFile()) {
      return { ok: true, handle, stat };
    }
    closeSync(handle);
    return refused('', stat.isDirectory() ? 'is a directory' : 'is not a regular file');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    return refused(code, reasons[code] ?? 'cannot be read');
  }
}

function refused(code: string, why: string): OpenedFile {
  return {
    ok: false,
    absent: code === 'ENOENT' || code === 'ENOTDIR',
    denied: code === 'EACCES' || code === 'EPERM',
    why,
  };
}
