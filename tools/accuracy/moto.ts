import { spawn } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { peerTool } from '../peer-tools.ts';

/** moto, which lets everybody do everything. */
export interface Moto {
  readonly url: string;
  close(): Promise<void>;
}

/** Starts moto from requirements-dev.txt on a free port. Throws when it is not installed or does not start. */
export async function startMoto(): Promise<Moto> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const python = join(dirname(peerTool('moto_server')), 'python');
  const script = join(import.meta.dirname, 'moto_with_outputs.py');
  const server = spawn(python, [script, '-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' });
  await listening(`${url}/moto-api/`);
  return {
    url,
    close: () =>
      new Promise((resolve) => {
        server.once('exit', () => {
          resolve();
        });
        server.kill();
      }),
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => {
        resolve(port);
      });
    });
  });
}

async function listening(address: string): Promise<void> {
  for (let attempt = 0; attempt < 150; attempt += 1) {
    try {
      await fetch(address);
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
  throw new Error('moto did not start');
}
