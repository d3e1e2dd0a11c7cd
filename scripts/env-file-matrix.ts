import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { loaders } from '../src/env-files/dialects.ts';
import type { Dialect } from '../src/env-files/dialects.ts';
import { describeTroubles, verdictOn } from '../src/env-files/verdict.ts';

/**
 * What a loader makes of the variable: its value; `null` when it is not set; what else there is to say. `open` is what
 * only running the loader tells, `error` that it reports one, with the value that is set all the same.
 */
export type Seen = string | null | { readonly open: true } | { readonly error: true; readonly value?: string };

/** One way to write a file that is to set the variable. */
export interface Variant {
  readonly title: string;
  readonly text: string;
  readonly meant: string;
  readonly seen: Readonly<Record<Dialect, Seen>>;
}

export interface Matrix {
  /** The variable in question. */
  readonly name: string;
  readonly cases: readonly Variant[];
}

/** The variants that the tests hold against the real loaders. */
export const matrixPath = fileURLToPath(new URL('../__tests__/env-files/matrix.json', import.meta.url));
export const pagePath = fileURLToPath(new URL('../docs/env-files.md', import.meta.url));

export function readMatrix(): Matrix {
  return JSON.parse(readFileSync(matrixPath, 'utf8')) as Matrix;
}

/** The page for people, as it is to be in the repository. */
export async function renderPage(matrix: Matrix): Promise<string> {
  const config = await resolveConfig(pagePath);
  return format([...introduction, table(matrix), ...ending].join('\n\n'), { ...config, parser: 'markdown' });
}

const columns: Readonly<Record<Dialect, string>> = {
  dotenv: 'dotenv',
  'node-20': 'Node 20',
  'node-24': 'Node 24',
  'python-dotenv': 'python-dotenv',
  compose: 'compose',
  godotenv: 'godotenv',
  bash: 'bash',
  'export-xargs': 'xargs',
  'export-cat': 'cat',
  docker: 'docker',
  'github-env': '$GITHUB_ENV',
};

const introduction: readonly string[] = [
  '# How `.env` files are read',
  'There is no standard for `.env` files. The same line sets a key for one loader, and for another a key with quotes around it, which AWS then refuses with a sentence that says nothing of the kind. With `env-files: .env` aws-cred-preflight compares what the loaders below make of each variable that bears on AWS, and says so as [`dotenv-dialect`](diagnoses/dotenv-dialect.md).',
  '## The form that every loader reads alike',
  ['```dotenv', 'AWS_ACCESS_KEY_ID=value', 'AWS_SECRET_ACCESS_KEY=value', 'AWS_REGION=us-east-1', '```'].join('\n'),
  [
    '- `NAME=value`, with nothing else on the line: no quotes, no blanks, no comment, no `export`, no semicolon.',
    '- UTF-8 without a byte order mark; plain line feeds; one behind the last line too.',
    '- A session token on one line, however long it is.',
    '- No comment lines and no lines of blanks, if the file goes into `$GITHUB_ENV`: it takes neither. Filter them out with `grep -E "^[A-Za-z_][A-Za-z0-9_]*=" .env >> "$GITHUB_ENV"`, and mask the values first with `::add-mask::`.',
    '- No `$`, no backslash, no quote within a value. The values that AWS issues have none of them.',
  ].join('\n'),
  '## The loaders',
  [
    '| Column | Command | What is known of it |',
    '| --- | --- | --- |',
    '| dotenv | `require("dotenv").config()` | tested with the npm package, version 18; 16 has the same expression |',
    '| Node 20 | `node --env-file=.env`, `util.parseEnv` | tested with 20.20 |',
    '| Node 24 | the same | from its source, src/node_dotenv.cc, and tested where the tests run on it |',
    '| python-dotenv | `load_dotenv()` | tested with 1.2 |',
    '| compose | `docker compose`, its `.env` and `env_file:` | from the source of compose-go 2 |',
    '| godotenv | `act --env-file`, `act --secret-file`, `gh secret set -f` | tested with act 0.2.89 |',
    '| bash | `set -a; . ./.env` | tested with bash 5.2 |',
    "| xargs | `export $(grep -v '^#' .env \\| xargs)` | tested with bash 5.2 and GNU findutils |",
    '| cat | `export $(cat .env)` | tested with bash 5.2 |',
    '| docker | `docker run --env-file .env` | tested with Docker 28.2 |',
    '| $GITHUB_ENV | `cat .env >> "$GITHUB_ENV"` on Linux and macOS | from the source of actions/runner; on Windows runners a carriage return at the line end is taken off |',
  ].join('\n'),
  '## What each of them sees',
  '`ok` is the value that is meant. `error` means that the loader reports one: compose, godotenv and docker then refuse the whole file, `$GITHUB_ENV` fails the step, and a shell goes on or, under `-e`, with which GitHub runs bash, ends the step. `open` means that the value depends on the environment or on a command. ⏎ is a line feed, ␍ a carriage return, ⇥ a tab, ␠ a blank at an end, ⍽ a no-break space.',
];

const ending: readonly string[] = [
  '## Where to look first',
  [
    '- **Quotes:** docker, `$GITHUB_ENV` and `export $(cat .env)` keep them.',
    '- **A comment behind the value:** docker and `$GITHUB_ENV` keep it. Without a blank before the `#`, only dotenv and Node cut it off.',
    '- **Windows line ends:** bash, both forms of `export $(...)` and `$GITHUB_ENV` keep the carriage return, and in `$GITHUB_ENV` an empty line of such a file is an error.',
    '- **A value that is defined twice:** the last one counts. dotenv, python-dotenv and Node leave a variable alone that the environment has already, unless told otherwise.',
    '- **Node 20:** a comment that is indented, a line without `=`, and a line of blanks become a part of the next name.',
  ].join('\n'),
  'This page is generated from `__tests__/env-files/matrix.json`, which the tests hold against the loaders themselves; change it there and run `npx tsx scripts/env-file-matrix.ts`.',
];

function table({ name, cases }: Matrix): string {
  const heads = ['Written', 'Lines', ...loaders.map(({ dialect }) => columns[dialect]), 'What breaks'];
  const rows = cases.map(({ title, text, meant, seen }) => {
    const troubles = describeTroubles(verdictOn({ name, meant, line: 1, endLine: 1, source: text }));
    return [
      title,
      code(text.replace(/\n$/, '')),
      ...loaders.map(({ dialect }) => cell(seen[dialect], meant)),
      troubles.join('; '),
    ];
  });
  return [heads, heads.map(() => '---'), ...rows].map((row) => `| ${row.map(escaped).join(' | ')} |`).join('\n');
}

function cell(seen: Seen, meant: string): string {
  if (seen === null) {
    return 'not set';
  }
  if (typeof seen === 'string') {
    return seen === meant ? 'ok' : seen === '' ? 'empty' : code(seen);
  }
  if ('open' in seen) {
    return 'open';
  }
  return seen.value === undefined ? 'error' : `error, ${seen.value === meant ? 'ok' : code(seen.value)}`;
}

/** Between as many backticks as the text needs, with signs for what would not be seen. */
function code(text: string): string {
  const visible = text
    .replaceAll('\n', '⏎')
    .replaceAll('\r', '␍')
    .replaceAll('\t', '⇥')
    .replaceAll('\u00a0', '⍽')
    .replaceAll('\ufeff', '(BOM)')
    .replace(/^ +| +$/g, (blanks) => '␠'.repeat(blanks.length));
  return visible.includes('`') ? `\`\` ${visible} \`\`` : `\`${visible}\``;
}

function escaped(text: string): string {
  return text.replaceAll('|', '\\|');
}

async function main(argument: string | undefined): Promise<void> {
  const page = await renderPage(readMatrix());
  if (argument !== '--check') {
    writeFileSync(pagePath, page);
  } else if (readFileSync(pagePath, 'utf8') !== page) {
    console.error('docs/env-files.md is not what the matrix says');
    process.exitCode = 1;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await main(process.argv[2]);
}
