import { matchesWildcard } from '../../authorization/wildcard.ts';
import type { ValueOrigin } from '../../requirements/deployed.ts';
import type { Target, TargetSign } from '../../requirements/target.ts';
import { branchAt, isGlob, type ProjectFiles, valueAt } from '../files/project-tree.ts';
import { locationOf } from '../location.ts';

/** A file that shows how the project deploys, and the folder in which its tool runs. */
export interface FileSign {
  readonly sign: ValueOrigin;
  readonly file: string;
  readonly folder: string;
}

const mostFolders = 10;

/** The files that show a target, one for each folder. */
export function fileSigns(target: Target, files: ProjectFiles): readonly FileSign[] {
  const folders = new Map<string, FileSign>();
  for (const sign of target.detect) {
    const { file, pointer, matches } = typeof sign === 'string' ? ({ file: sign } satisfies TargetSign) : sign;
    for (const path of file === undefined ? [] : files.matching(file)) {
      const found = pointer === undefined ? { what: 'the file', line: 1 } : valueIn(path, pointer, matches, files);
      const folder = folderOfSign(file ?? '', path);
      if (found !== null && !folders.has(folder) && folders.size < mostFolders) {
        const sign = {
          kind: 'file' as const,
          what: found.what,
          location: locationOf({ file: path, line: found.line }),
        };
        folders.set(folder, { sign, file: path, folder });
      }
    }
  }
  return [...folders.values()];
}

function valueIn(
  path: string,
  pointer: string,
  matches: readonly string[] | undefined,
  files: ProjectFiles,
): { readonly what: string; readonly line: number } | null {
  const tree = files.tree(path);
  if (matches === undefined) {
    const branch = branchAt(tree, pointer);
    return branch === null ? null : { what: pointer, line: branch.line };
  }
  const told = valueAt(tree, pointer);
  return told !== null && matches.some((pattern) => matchesWildcard(pattern, told.value.slice(0, 1000)))
    ? { what: pointer, line: told.line }
    : null;
}

/** What a pattern that begins with any folders leaves before its own part; the workspace for every other. */
function folderOfSign(pattern: string, path: string): string {
  if (!isGlob(pattern) || !pattern.startsWith('**/')) {
    return '';
  }
  const own = pattern.split('/').length - 1;
  return path.split('/').slice(0, -own).join('/');
}
