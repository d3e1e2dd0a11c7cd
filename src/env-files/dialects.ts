import type { Reader, Reading } from './reading.ts';
import { readBash } from './readers/bash.ts';
import { readCompose } from './readers/compose.ts';
import { readDocker } from './readers/docker.ts';
import { readDotenv } from './readers/dotenv.ts';
import { readExportCat, readExportXargs } from './readers/export-words.ts';
import { readGithubEnv } from './readers/github-env.ts';
import { readGodotenv } from './readers/godotenv.ts';
import { readNode20, readNode24 } from './readers/node.ts';
import { readPythonDotenv } from './readers/python-dotenv.ts';

/** A way to load a `.env` file. */
export type Dialect =
  | 'dotenv'
  | 'node-20'
  | 'node-24'
  | 'python-dotenv'
  | 'bash'
  | 'export-xargs'
  | 'export-cat'
  | 'docker'
  | 'compose'
  | 'github-env'
  | 'godotenv';

export interface Loader {
  readonly dialect: Dialect;
  /** As a sentence names it. */
  readonly label: string;
  readonly read: Reader;
}

/** In the order in which sentences and tables name them. */
export const loaders: readonly Loader[] = [
  { dialect: 'dotenv', label: 'dotenv (npm)', read: readDotenv },
  { dialect: 'node-20', label: 'Node 20 `--env-file`', read: readNode20 },
  { dialect: 'node-24', label: 'Node 24 `--env-file`', read: readNode24 },
  { dialect: 'python-dotenv', label: 'python-dotenv', read: readPythonDotenv },
  { dialect: 'compose', label: 'docker compose', read: readCompose },
  { dialect: 'godotenv', label: 'godotenv (act, `gh secret set -f`)', read: readGodotenv },
  { dialect: 'bash', label: '`set -a; . ./.env` in bash', read: readBash },
  { dialect: 'export-xargs', label: "`export $(grep -v '^#' .env | xargs)`", read: readExportXargs },
  { dialect: 'export-cat', label: '`export $(cat .env)`', read: readExportCat },
  { dialect: 'docker', label: '`docker --env-file`', read: readDocker },
  { dialect: 'github-env', label: '`cat .env >> "$GITHUB_ENV"`', read: readGithubEnv },
];

/** The names of loaders for a sentence: `dotenv (npm), Node --env-file and docker compose`. */
export function namesOf(dialects: ReadonlySet<Dialect>): readonly string[] {
  const bothNodes = dialects.has('node-20') && dialects.has('node-24');
  return loaders
    .filter(({ dialect }) => dialects.has(dialect) && !(bothNodes && dialect === 'node-24'))
    .map(({ dialect, label }) => (bothNodes && dialect === 'node-20' ? 'Node `--env-file`' : label));
}

/** What every loader makes of a text. */
export function readAll(text: string): ReadonlyMap<Dialect, Reading> {
  return new Map(loaders.map(({ dialect, read }) => [dialect, read(text)]));
}
