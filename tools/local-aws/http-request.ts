import type { IncomingMessage } from 'node:http';

/** A request as it came over the wire, before anybody knows what it asks. */
export interface HttpRequest {
  readonly method: string;
  /** Percent-encoded as sent, without the query. */
  readonly path: string;
  readonly query: string;
  /** Lower-case names; repeated headers are joined with commas. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Buffer;
}

/** Reads a request to its end. */
export async function readHttpRequest(message: IncomingMessage): Promise<HttpRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) {
    chunks.push(Buffer.from(chunk as Uint8Array));
  }
  const [path = '/', ...query] = (message.url ?? '/').split('?');
  const headers = new Map<string, string>();
  for (let index = 0; index + 1 < message.rawHeaders.length; index += 2) {
    const name = (message.rawHeaders[index] ?? '').toLowerCase();
    const value = message.rawHeaders[index + 1] ?? '';
    const earlier = headers.get(name);
    headers.set(name, earlier === undefined ? value : `${earlier},${value}`);
  }
  return { method: message.method ?? 'GET', path, query: query.join('?'), headers, body: Buffer.concat(chunks) };
}
