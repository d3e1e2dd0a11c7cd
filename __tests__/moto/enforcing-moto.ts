import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { peerTool } from '../../tools/peer-tools.ts';

/** moto with its IAM enforcement, which can be turned on and off. */
export interface EnforcingMoto {
  readonly url: string;
  readonly port: number;
  /** Checks signatures and permissions from now on, or lets everything pass. */
  enforce(on: boolean): Promise<void>;
  close(): Promise<void>;
}

/** `environment` is moto's own settings, beside those of this process. */
export async function startMoto(environment: Readonly<Record<string, string>> = {}): Promise<EnforcingMoto> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const server = spawn(peerTool('moto_server'), ['-H', '127.0.0.1', '-p', String(port)], {
    stdio: 'ignore',
    env: { ...process.env, ...environment },
  });
  await listening(`${url}/moto-api/`);
  return {
    url,
    port,
    // moto counts the calls that it lets pass unchecked.
    enforce: async (on) => {
      await fetch(`${url}/moto-api/reset-auth`, { method: 'POST', body: on ? '0' : '100000' });
    },
    close: () =>
      new Promise((resolve) => {
        server.once('exit', () => {
          resolve();
        });
        server.kill();
      }),
  };
}

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => {
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
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
  throw new Error('moto_server did not start');
}
