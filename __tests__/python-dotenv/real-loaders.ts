import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { peerTool } from '../../tools/peer-tools.ts';

/** What a real loader made of a file: the variables, `null` when it refused the file, and whether it reported an error. */
export interface Loaded {
  readonly variables: Readonly<Record<string, string>> | null;
  readonly error: boolean;
}

export const shellDialects = ['bash', 'export-xargs', 'export-cat'] as const;
export type ShellDialect = (typeof shellDialects)[number];

/** All texts in one process of Python. */
export function loadWithPython(texts: readonly string[]): readonly Loaded[] {
  const script = join(import.meta.dirname, 'read_env_files.py');
  const output = execFileSync(peerTool('python'), [script], {
    input: JSON.stringify(texts),
    encoding: 'utf8',
    env: {},
    maxBuffer: 64 * 1024 * 1024,
  });
  const results = JSON.parse(output) as readonly [Record<string, string>, boolean][];
  return results.map(([variables, error]) => ({ variables, error }));
}

/** All texts in one process of bash, each in three subshells of its own. */
export function loadWithBash(texts: readonly string[]): Readonly<Record<ShellDialect, readonly Loaded[]>> {
  return inFolder((folder) => {
    texts.forEach((text, index) => {
      writeFileSync(join(folder, String(index)), text);
    });
    const script = join(import.meta.dirname, 'load-with-bash.sh');
    execFileSync('bash', [script, folder], { env: { PATH: process.env['PATH'] ?? '' }, cwd: folder });
    const load = (dialect: ShellDialect): Loaded[] =>
      texts.map((_, index) => ({
        variables: environment(join(folder, `${index}.${dialect}`)),
        error: readFileSync(join(folder, `${index}.${dialect}.errors`), 'utf8') !== '',
      }));
    return { bash: load('bash'), 'export-xargs': load('export-xargs'), 'export-cat': load('export-cat') };
  });
}

export const hasDocker = (process.env['PATH'] ?? '')
  .split(delimiter)
  .some((folder) => existsSync(join(folder, 'docker')));

/** The docker CLI reads the file and sends what it made of it to the daemon: here a server that only listens. */
export async function loadWithDocker(texts: readonly string[]): Promise<readonly Loaded[]> {
  const sent: (readonly string[])[] = [];
  const daemon = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (piece: string) => (body += piece));
    request.on('end', () => {
      response.setHeader('Api-Version', '1.41');
      if (request.url?.includes('/containers/create') === true) {
        sent.push((JSON.parse(body) as { readonly Env: readonly string[] | null }).Env ?? []);
        response.writeHead(201, { 'content-type': 'application/json' }).end('{"Id":"made-up","Warnings":[]}');
      } else {
        response.end('OK');
      }
    });
  });
  await new Promise<void>((resolve) => daemon.listen(0, '127.0.0.1', resolve));
  const { port } = daemon.address() as AddressInfo;
  const folder = mkdtempSync(join(tmpdir(), 'env-files-'));
  try {
    const loaded: Loaded[] = [];
    for (const text of texts) {
      writeFileSync(join(folder, '.env'), text);
      const args = ['create', '--pull', 'never', '--env-file', join(folder, '.env'), 'image'];
      const status = await run('docker', args, folder, { DOCKER_HOST: `tcp://127.0.0.1:${port}` });
      loaded.push({ variables: variablesOf(sent.pop() ?? null), error: status !== 0 });
    }
    return loaded;
  } finally {
    daemon.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** act reads its `--env-file` with godotenv and hands the variables to the step, which writes its environment down. */
export async function loadWithAct(texts: readonly string[]): Promise<readonly Loaded[]> {
  const folder = mkdtempSync(join(tmpdir(), 'env-files-'));
  try {
    mkdirSync(join(folder, '.github', 'workflows'), { recursive: true });
    const step = { run: '/usr/bin/env -0 > "$ENVIRONMENT_OUT"', shell: 'bash' };
    const workflow = { on: 'push', jobs: { job: { 'runs-on': 'ubuntu-latest', steps: [step] } } };
    writeFileSync(join(folder, '.github', 'workflows', 'workflow.yml'), JSON.stringify(workflow));
    execFileSync('git', ['init', '--quiet', folder]);
    const [file, out] = [join(folder, '.env.case'), join(folder, 'out')];
    const args = ['push', '-P', 'ubuntu-latest=-self-hosted', '--no-cache-server', '--env-file', file];
    const loaded: Loaded[] = [];
    for (const text of texts) {
      writeFileSync(file, text);
      rmSync(out, { force: true });
      const status = await run(peerTool('act'), [...args, '--env', `ENVIRONMENT_OUT=${out}`], folder, {});
      loaded.push({ variables: environment(out), error: status !== 0 });
    }
    return loaded;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function run(
  command: string,
  args: readonly string[],
  cwd: string,
  env: Record<string, string>,
): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const own = { PATH: process.env['PATH'] ?? '', HOME: cwd, XDG_CACHE_HOME: cwd, XDG_CONFIG_HOME: cwd };
    const child = spawn(command, args, { cwd, env: { ...own, ...env }, stdio: 'ignore' });
    child.on('error', reject);
    child.on('close', resolve);
  });
}

function inFolder<Result>(work: (folder: string) => Result): Result {
  const folder = mkdtempSync(join(tmpdir(), 'env-files-'));
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What `env -0` wrote, without what the shell sets by itself; `null` when it wrote nothing. */
function environment(path: string): Readonly<Record<string, string>> | null {
  return existsSync(path) ? variablesOf(readFileSync(path, 'utf8').split('\0').slice(0, -1)) : null;
}

function variablesOf(lines: readonly string[] | null): Readonly<Record<string, string>> | null {
  const entries = lines?.map((line): [string, string] => {
    const sign = line.indexOf('=');
    return [line.slice(0, sign), line.slice(sign + 1)];
  });
  return entries === undefined ? null : Object.fromEntries(entries);
}
