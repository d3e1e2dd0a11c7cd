import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MatrixCase } from './environments.ts';

/** One environment as a process of its own would find it. */
export interface RealEnvironment {
  readonly home: string;
  /** Every variable that begins with `AWS_`, and no other. */
  readonly variables: Readonly<Record<string, string>>;
}

/** What a real chain said: the id of the key that it found, or the name of its error; `null` when it found nothing. */
export interface RealAnswer {
  readonly key: string | null;
  readonly error: string | null;
  readonly region: string | null;
  /** How it found them, where the chain tells. */
  readonly method: string | null;
}

/** Writes the files of every environment, and answers as the metadata service of an instance or container would. */
export async function stage(matrix: readonly MatrixCase[]) {
  const folder = mkdtempSync(join(tmpdir(), 'which-source-'));
  const tokenFile = join(folder, 'token');
  writeFileSync(tokenFile, 'a.b.c');
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    const body = path.startsWith('/container')
      ? credentials('key-of-container')
      : path.endsWith('/security-credentials/')
        ? 'runner'
        : path.endsWith('/security-credentials/runner')
          ? credentials('key-of-instance')
          : path.endsWith('/api/token')
            ? 'metadata-token'
            : null;
    response.writeHead(body === null ? 404 : 200, { 'x-aws-ec2-metadata-token-ttl-seconds': '21600' });
    response.end(body ?? '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const environments = matrix.map((one, index): RealEnvironment => {
    const home = join(folder, String(index));
    mkdirSync(join(home, '.aws'), { recursive: true });
    for (const [name, lines] of [
      ['config', one.config],
      ['credentials', one.credentials],
    ] as const) {
      if (lines !== undefined) {
        writeFileSync(join(home, '.aws', name), lines.join('\n'));
      }
    }
    const given = Object.entries(one.environment).map(
      ([name, value]) =>
        [name, value.replace('{TOKEN_FILE}', tokenFile).replace('{CONTAINER}', `${address}/container`)] as const,
    );
    const metadata: Readonly<Record<string, string>> =
      one.instance === true ? { AWS_EC2_METADATA_SERVICE_ENDPOINT: address } : { AWS_EC2_METADATA_DISABLED: 'true' };
    return { home, variables: { ...metadata, ...Object.fromEntries(given) } };
  });
  return {
    environments,
    close: async () => {
      await new Promise((resolve) => server.close(resolve));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function credentials(key: string): string {
  return JSON.stringify({
    Code: 'Success',
    LastUpdated: '2026-01-01T00:00:00Z',
    Type: 'AWS-HMAC',
    AccessKeyId: key,
    SecretAccessKey: 'secret',
    Token: 'token',
    Expiration: '2099-01-01T00:00:00Z',
  });
}

/** Runs a program with JSON on its standard input, and reads JSON from its standard output. */
export async function askProgram(
  command: string,
  args: readonly string[],
  input: unknown,
): Promise<readonly (readonly RealAnswer[])[]> {
  const child = spawn(command, args, {
    env: { PATH: process.env['PATH'], HOME: tmpdir() },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
  child.stdin.end(JSON.stringify(input));
  const status = await new Promise((resolve) => child.on('close', resolve));
  if (status !== 0) {
    throw new Error(`${command} ended with ${String(status)}: ${Buffer.concat(err).toString().slice(-2000)}`);
  }
  return JSON.parse(Buffer.concat(out).toString()) as readonly (readonly RealAnswer[])[];
}

/** In the words of the matrix, but without the kind of the profile. */
export function realLabel({ key, error }: RealAnswer): string {
  if (error !== null) {
    return `stops ${error}`;
  }
  return key === null ? 'none' : (places.get(key) ?? key.replace(/^key-of-/, 'profile '));
}

const places: ReadonlyMap<string, string> = new Map([
  ['key-of-environment', 'environment'],
  ['key-of-web-identity', 'web-identity'],
  ['key-of-container', 'container'],
  ['key-of-instance', 'instance'],
]);
