import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

export interface Listening {
  readonly url: string;
  readonly port: number;
  /** Ends the server and every connection, the hanging ones too. */
  close(): Promise<void>;
}

type Serve = (message: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Listens on 127.0.0.1. Without a port the system chooses a free one; with `tls` the certificate is self-signed. */
export async function listen(
  serve: Serve,
  options: { readonly port?: number; readonly tls?: boolean } = {},
): Promise<Listening> {
  const handle = (message: IncomingMessage, response: ServerResponse): void => {
    serve(message, response).catch((error: unknown) => {
      response.writeHead(500, { 'content-type': 'text/plain' });
      response.end(`The local stand-in failed: ${String(error)}`);
    });
  };
  const server = options.tls === true ? createTlsServer(certificate(), handle) : createServer(handle);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `${options.tls === true ? 'https' : 'http'}://127.0.0.1:${port}`,
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

function certificate(): { readonly key: Buffer; readonly cert: Buffer } {
  const file = (name: string): Buffer => readFileSync(join(import.meta.dirname, 'tls', name));
  return { key: file('localhost.key'), cert: file('localhost.crt') };
}
