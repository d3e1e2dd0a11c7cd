import type { Observation } from './diagnoses/finding.ts';
import { lintEnvFile } from './env-files/lint-env-file.ts';
import { secretsInEnvFiles } from './env-files/secrets.ts';
import { namedFiles } from './named-files.ts';
import type { Workspace } from './workspace.ts';

/** What `env-files` tells, and what in those files must not be shown. */
export interface LintedEnvFiles {
  readonly observations: readonly Observation[];
  readonly secrets: readonly string[];
}

/** More files than anybody deploys with; a glob that matches them was not meant. */
const mostFiles = 100;

/** Looks through the `.env` files that the globs name. Throws InputError when they name none. */
export function lintEnvFiles(globs: string, workspace: Workspace): LintedEnvFiles {
  const paths = namedFiles('env-files', globs, workspace) ?? [];
  const files = paths.slice(0, mostFiles).map((path) => workspace.find(path));
  const left = paths.length - files.length;
  const more: readonly Observation[] =
    left === 0
      ? []
      : [
          {
            code: 'file-unreadable',
            detail: `env-files names ${paths.length} files; the last ${left} were not looked at.`,
          },
        ];
  return { observations: [...files.flatMap(lintEnvFile), ...more], secrets: secretsInEnvFiles(files) };
}
