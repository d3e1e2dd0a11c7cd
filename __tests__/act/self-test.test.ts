import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { peerTool } from '../../tools/peer-tools.ts';

const root = join(import.meta.dirname, '..', '..');

/** act reads action.yml, sets the inputs, starts dist/index.js and reads its files as the runner does, in host mode. */
test('act runs the self-test workflow: every fixture ends as it was to end', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'act-'));
  try {
    const { status, output } = await runAct(folder);
    const ended = output.match(/as expected: .*/g) ?? [];
    if (status !== 0) {
      throw new Error(`act ended with ${String(status)}:\n${output.slice(-6000)}`);
    }
    expect(ended).toHaveLength(12);
    expect(output).not.toMatch(/expected .*, got /);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 420_000);

function runAct(cache: string): Promise<{ status: number | null; output: string }> {
  const args = [
    'push',
    '-W',
    '.github/workflows/self-test.yml',
    '-P',
    'ubuntu-latest=-self-hosted',
    '--no-cache-server',
  ];
  return new Promise((resolve, reject) => {
    const child = spawn(peerTool('act'), args, {
      cwd: root,
      env: { ...process.env, XDG_CACHE_HOME: cache, XDG_CONFIG_HOME: cache, HOME: process.env['HOME'], NO_COLOR: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.on('error', reject);
    child.on('close', (status) => {
      resolve({ status, output });
    });
  });
}
