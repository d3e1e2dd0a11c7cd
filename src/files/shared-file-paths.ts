import { homedir } from 'node:os';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/** Where a file is, and how findings call it. */
export interface NamedPath {
  readonly path: string;
  readonly shown: string;
}

/**
 * The two files that AWS tools share: `AWS_CONFIG_FILE` and `AWS_SHARED_CREDENTIALS_FILE` where they are set, with a
 * leading `~/` for the home directory, as botocore and the JavaScript SDK both read them; else those in `~/.aws`.
 */
export function sharedFilePaths(
  environment: Environment,
  workspace: string,
): { readonly config: NamedPath; readonly credentials: NamedPath } {
  const home = environment['HOME'] || environment['USERPROFILE'] || homedir();
  const named = (variable: string, name: string): NamedPath => {
    const given = environment[variable] || join('~', '.aws', name);
    const path = given.startsWith(`~${sep}`) || given.startsWith('~/') ? join(home, given.slice(2)) : resolve(given);
    return { path, shown: shownPath(path, home, workspace) };
  };
  return {
    config: named('AWS_CONFIG_FILE', 'config'),
    credentials: named('AWS_SHARED_CREDENTIALS_FILE', 'credentials'),
  };
}

/** Relative to the workspace, or `~/...`, or absolute; with forward slashes, as annotations and people write it. */
function shownPath(path: string, home: string, workspace: string): string {
  const inWorkspace = relative(resolve(workspace), path);
  const inHome = relative(resolve(home), path);
  const shown = isBelow(inWorkspace) ? inWorkspace : isBelow(inHome) ? join('~', inHome) : path;
  return shown.split(sep).join('/');
}

function isBelow(relativePath: string): boolean {
  return relativePath !== '' && !relativePath.startsWith('..') && !isAbsolute(relativePath);
}
