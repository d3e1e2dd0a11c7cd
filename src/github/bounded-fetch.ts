import { noResponse, toFailure } from '../aws/failure.ts';
import type { AwsFailure } from '../aws/port.ts';

/** What one request brought; `proxy` is a refusal by one. A body that is longer than allowed is `null`, and so is one that nobody wants. */
export type Fetched =
  | { readonly kind: 'answer'; readonly status: number; readonly body: string | null }
  | { readonly kind: 'proxy' }
  | { readonly kind: 'failure'; readonly failure: AwsFailure };

/**
 * Sends one GET and reads a bounded body, both within `timeoutMs` and the run's time. Redirects are answers. What fetch
 * throws may quote the address and the headers, so that nothing of it but a code leaves this function.
 */
export async function fetchBounded(
  request: { readonly url: string; readonly headers: Readonly<Record<string, string>> },
  limits: { readonly timeoutMs: number; readonly maxBytes: number; readonly deadline: AbortSignal },
  fetch: typeof globalThis.fetch,
): Promise<Fetched> {
  const signal = AbortSignal.any([AbortSignal.timeout(limits.timeoutMs), limits.deadline]);
  try {
    const response = await fetch(request.url, { headers: { ...request.headers }, redirect: 'manual', signal });
    return { kind: 'answer', status: response.status, body: await readBody(response, limits.maxBytes) };
  } catch (thrown) {
    if (isOfProxy(thrown)) {
      return { kind: 'proxy' };
    }
    const failure = toFailure(thrown, 'call', limits.deadline.aborted, noResponse);
    const silent = failure.kind === 'aws' && failure.code === 'TimeoutError';
    return {
      kind: 'failure',
      failure: { ...failure, kind: silent ? 'network' : failure.kind, message: failure.code },
    };
  }
}

/**
 * To fetch a 407 is no answer (Fetch Standard, "HTTP-network-or-cache fetch"): Node throws it as a network error that,
 * unlike every other, has a cause without a code and a message. A tunnel that a proxy refuses has one.
 */
function isOfProxy(thrown: unknown): boolean {
  const cause = member(thrown, 'cause');
  const message = member(cause, 'message');
  if (typeof message !== 'string') {
    return false;
  }
  const text = message.slice(0, 200).toLowerCase();
  const mute = text === '' && member(cause, 'code') === undefined && member(cause, 'errors') === undefined;
  return mute || text.includes('proxy authentication required') || text.startsWith('proxy response (');
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
}

async function readBody({ ok, body }: Response, maxBytes: number): Promise<string | null> {
  if (!ok || body === null) {
    await body?.cancel();
    return null;
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Leaving the loop early cancels the rest.
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > maxBytes) {
      return null;
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
