import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { globSync } from 'tinyglobby';
import { findFile } from './files/find-file.ts';
import type { FoundFile } from './files/found-file.ts';
import { openLog, type OpenedLog } from './files/read-lines.ts';

/** The files that a run may read: the user's, and those that come with this package. */
export interface Workspace {
  /** The folder that relative paths start at. */
  readonly root: string;
  /** Whether a path relative to the workspace exists. */
  exists(path: string): boolean;
  /** Text of a file of the user's; throws WorkspaceError with a sentence when it cannot be read. */
  read(path: string): string;
  /** The same, or `null` when it cannot be read. */
  readonly textOrNull: (path: string) => string | null;
  /** What there is under a path of the user's, looked at without waiting or failing. */
  find(path: string): FoundFile;
  /** The lines of a log of any size. */
  openLog(path: string): OpenedLog;
  /** Files of the workspace that any of the globs matches, sorted, relative to it with forward slashes. */
  glob(patterns: readonly string[]): readonly string[];
  /** Text of a file that comes with this package, relative to its root. */
  readPackaged(path: string): string;
  /** Names of the files in a folder of this package. */
  packagedFiles(folder: string): readonly string[];
}

/** A file that cannot be used; the message is a sentence for the user, without Node's own wording. */
export class WorkspaceError extends Error {
  override readonly name = 'WorkspaceError';
}

/** Target files and policies are small; anything larger was named by mistake. */
const maxBytes = 10 * 1024 * 1024;

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  EACCES: 'may not be read by this user',
  EISDIR: 'is a directory',
  ENOTDIR: 'does not exist',
  ELOOP: 'is a loop of symbolic links',
  ENAMETOOLONG: 'is too long a path',
};

export function openWorkspace(root: string, packageRoot: string): Workspace {
  const resolve = (path: string) => (isAbsolute(path) ? path : join(root, path));
  return {
    root,
    exists: (path) => existsSync(resolve(path)),
    read: (path) => readText(resolve(path), path),
    textOrNull: (path) => {
      try {
        return readText(resolve(path), path);
      } catch {
        return null;
      }
    },
    find: (path) => findFile(resolve(path), path),
    openLog: (path) => openLog(resolve(path)),
    glob: (patterns) =>
      globSync([...patterns], {
        cwd: root,
        dot: true,
        followSymbolicLinks: false,
        ignore: ['**/node_modules/**', '**/.git/**'],
      }).sort(),
    readPackaged: (path) => readFileSync(join(packageRoot, path), 'utf8'),
    packagedFiles: (folder) => readdirSync(join(packageRoot, folder)),
  };
}

function readText(path: string, shown: string): string {
  try {
    const stat = statSync(path);
    if (!stat.isFile()) {
      throw new WorkspaceError(`${shown} is not a file`);
    }
    if (stat.size > maxBytes) {
      throw new WorkspaceError(`${shown} is larger than ${maxBytes / 1024 / 1024} MiB`);
    }
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof WorkspaceError) {
      throw error;
    }
    const code = (error as NodeJS.ErrnoException).code ?? '';
    throw new WorkspaceError(`${shown} ${reasons[code] ?? 'cannot be read'}`);
  }
}
