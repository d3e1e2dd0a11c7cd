import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { HttpRequest } from '../http-request.ts';
import type { Scope } from './authorization-header.ts';

/**
 * Whether a request was signed with this secret: Signature Version 4, computed again from what arrived (AWS general
 * reference, "Create a signed AWS API request"). `time` is the request's own, as `YYYYMMDDTHHMMSSZ`.
 */
export function isSignedWith(
  secret: string,
  request: HttpRequest,
  scope: Scope,
  signedHeaders: readonly string[],
  signature: string,
  time: string,
): boolean {
  const { date, region, service, terminator } = scope;
  const canonical = canonicalRequest(request, service, signedHeaders);
  const toSign = ['AWS4-HMAC-SHA256', time, [date, region, service, terminator].join('/'), sha256(canonical)].join(
    '\n',
  );
  const key = [date, region, service, terminator].reduce<Buffer>(
    (derived, part) => hmac(derived, part),
    Buffer.from(`AWS4${secret}`),
  );
  const expected = hmac(key, toSign);
  const given = Buffer.from(signature, 'hex');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** The request in the form that is signed. */
export function canonicalRequest(request: HttpRequest, service: string, signedHeaders: readonly string[]): string {
  const headers = signedHeaders.map((name) => `${name}:${trimAll(request.headers.get(name) ?? '')}\n`);
  return [
    request.method,
    service === 's3' ? request.path : normalisePath(request.path),
    normaliseQuery(request.query),
    headers.join(''),
    signedHeaders.join(';'),
    payloadHash(request, service),
  ].join('\n');
}

/** S3 signs what the header says of the body, which may be that it is not signed; the others sign the body's hash. */
function payloadHash({ headers, body }: HttpRequest, service: string): string {
  const declared = headers.get('x-amz-content-sha256') ?? '';
  return service === 's3' || declared === 'UNSIGNED-PAYLOAD' ? declared : sha256(body);
}

/** Every service but S3 resolves dot segments and encodes the path that it received once more. */
function normalisePath(path: string): string {
  const segments: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..') {
      segments.pop();
    } else if (segment !== '' && segment !== '.') {
      segments.push(encode(segment));
    }
  }
  const end = segments.length > 0 && path.endsWith('/') ? '/' : '';
  return `/${segments.join('/')}${end}`;
}

function normaliseQuery(query: string): string {
  return query
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const [name = '', ...value] = pair.split('=');
      return [encode(decode(name)), encode(decode(value.join('=')))] as const;
    })
    .sort(([a, x], [b, y]) => compare(a, b) || compare(x, y))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

/** By code point, which for encoded text is the order of the bytes. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (found) => `%${found.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** Text that is not valid percent encoding stands for itself. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function trimAll(value: string): string {
  return value.trim().replace(/ +/g, ' ');
}

/** The SHA-256 hash in hexadecimal. */
export function sha256(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex');
}

function hmac(key: Buffer, data: string): Buffer {
  return createHmac('sha256', key).update(data).digest();
}
