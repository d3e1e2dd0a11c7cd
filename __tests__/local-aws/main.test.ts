import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { loadScenario } from '../../tools/local-aws/scenario.ts';
import { keyOf } from './support.ts';

const folder = fileURLToPath(new URL('../../tools/local-aws/scenarios', import.meta.url));

describe('the command', () => {
  const main = fileURLToPath(new URL('../../tools/local-aws/main.ts', import.meta.url));

  function run(...words: string[]) {
    const child = spawn(process.execPath, ['--import', 'tsx', main, ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let errors = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
    const line = new Promise<void>((resolve) =>
      child.stdout.once('data', () => {
        resolve();
      }),
    );
    return { child, ended, line, output: () => output, errors: () => errors };
  }

  test('prints its address, serves, and ends when told to', async () => {
    const server = run('--port', '0', `${folder}/healthy.yml`);
    await server.line;
    const url = server.output().trim();
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect((await fetch(url)).status).toBe(403);
    server.child.kill('SIGTERM');
    expect(await server.ended).toBe(0);
  });

  test('prints the credentials of a principal for a shell', async () => {
    const printed = run('--env', 'deployer', `${folder}/healthy.yml`);
    expect(await printed.ended).toBe(0);
    const key = keyOf(loadScenario(`${folder}/healthy.yml`), 'deployer');
    expect(printed.output()).toContain(`export AWS_ACCESS_KEY_ID=${key.accessKeyId}\n`);
    expect(printed.output()).toContain('export AWS_ENDPOINT_URL=http://127.0.0.1:4566\n');
  });

  test.each([
    [[], 'Usage: '],
    [['none.yml'], 'none.yml: '],
    [['--port', 'x', 'none.yml'], 'Usage: '],
    [['--flag'], '--flag'],
    [['--env', 'nobody', `${folder}/healthy.yml`], 'No key of the scenario belongs to nobody.'],
  ])('says what is wrong with %j, without a stack trace', async (words, message) => {
    const failed = run(...words);
    expect(await failed.ended).toBe(2);
    expect(failed.errors()).toContain(message);
    expect(failed.errors()).not.toContain('    at ');
  });
});
