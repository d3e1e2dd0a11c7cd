import type { AwsFailure } from './port.ts';

/** The parts of an SDK error that tell something; every one may be missing. */
interface SdkError {
  readonly name?: string;
  readonly message?: string;
  readonly code?: string | number;
  readonly Code?: string;
  readonly $metadata?: { readonly httpStatusCode?: number; readonly requestId?: string };
  readonly cause?: unknown;
  readonly errors?: readonly unknown[];
}

/** What the response looked like, noted beside the SDK, which keeps neither the clock nor the content type. */
export interface ResponseNote {
  readonly host: string | null;
  readonly clockAheadSeconds: number | null;
  readonly contentType: string | null;
  readonly requestId: string | null;
}

export const noResponse: ResponseNote = { host: null, clockAheadSeconds: null, contentType: null, requestId: null };

/** Node's codes for a request that never got an answer, and the names that the SDK gives to its own time-outs. */
const networkCode = new RegExp(
  [
    '^(ENOTFOUND|EAI_[A-Z]+|ECONN[A-Z]+|ETIMEDOUT|E(HOST|NET)(UNREACH|DOWN)|EADDRNOTAVAIL|EPIPE|EPROTO|TimeoutError',
    'UND_ERR_[A-Z_]+|ERR_(TLS|SSL)_[A-Z0-9_]+|UNABLE_TO_[A-Z_]+|SELF_SIGNED_[A-Z_]+|DEPTH_[A-Z_]+|CERT_[A-Z_]+)$',
  ].join('|'),
);

/**
 * Turns whatever the SDK threw into a failure. The namespace, URL suffix and `Exception` are taken off AWS's code, so
 * that `UnrecognizedClientException` and `com.amazon.coral.service#UnrecognizedClientException:http://...` are one.
 */
export function toFailure(
  thrown: unknown,
  stage: 'call' | 'provider',
  aborted: boolean,
  note: ResponseNote,
): AwsFailure {
  const error = asSdkError(thrown);
  const status = error.$metadata?.httpStatusCode ?? null;
  const requestId = error.$metadata?.requestId ?? note.requestId;
  const message = harmless(error, error.message ?? String(thrown));
  const base = { message, status, requestId, host: note.host, clockAheadSeconds: note.clockAheadSeconds };
  if (aborted || error.name === 'AbortError') {
    return { ...base, kind: 'timeout', code: 'TimeBudgetUsed', message: 'The time of this run was used up.' };
  }
  const network = networkCause(error);
  if (network !== null) {
    return { ...base, kind: 'network', code: network.code, message: network.message };
  }
  const code = normaliseCode(error.Code ?? ownCode(error) ?? error.name ?? textCode(error) ?? 'Unknown');
  if (status !== null && requestId === null && (code === 'Unknown' || isHtml(note.contentType))) {
    return {
      ...base,
      kind: 'network',
      code: 'Unknown',
      message: 'The answer is not from AWS: it carries no request id.',
    };
  }
  return { ...base, kind: status === null && stage === 'provider' ? 'provider' : 'aws', code };
}

/** The code of a child process's failure is its exit status, and that of an aborted call a number. */
function textCode({ code }: SdkError): string | undefined {
  return typeof code === 'string' ? code : undefined;
}

/** Node's own code says more than the name of the error's class. */
function ownCode({ code }: SdkError): string | undefined {
  return typeof code === 'string' && code.startsWith('ERR_') ? code : undefined;
}

/**
 * Two of Node's texts quote what they are about: that of a child process its whole command line and what it printed,
 * where passwords stand, and that of a JSON parser a piece of the text.
 */
function harmless(error: SdkError, message: string): string {
  if (message.startsWith('Command failed:')) {
    const status = typeof error.code === 'number' ? `with status ${String(error.code)}` : 'with an error';
    return `Command failed: it ended ${status}. The command and what it printed are not shown, because they may hold secrets.`;
  }
  return error.name === 'SyntaxError' || /is not valid JSON|JSON at position|Unexpected token/.test(message)
    ? 'The answer is not valid JSON.'
    : message;
}

/** AWS's code without namespace, address and a trailing `Exception`; case is kept. */
export function normaliseCode(code: string): string {
  const afterNamespace = code.slice(code.lastIndexOf('#') + 1);
  const colon = afterNamespace.indexOf(':');
  const bare = colon === -1 ? afterNamespace : afterNamespace.slice(0, colon);
  return bare.length > 'Exception'.length && bare.endsWith('Exception') ? bare.slice(0, -'Exception'.length) : bare;
}

function isHtml(contentType: string | null): boolean {
  return contentType?.toLowerCase().includes('html') ?? false;
}

/** Node wraps a refused connection to several addresses in an AggregateError, and the SDK wraps errors in causes. */
function networkCause(error: SdkError, depth = 0): { readonly code: string; readonly message: string } | null {
  if (error.$metadata?.httpStatusCode !== undefined || depth > 4) {
    return null;
  }
  const code = textCode(error) ?? error.name;
  if (code !== undefined && networkCode.test(code)) {
    return { code, message: error.message !== undefined && error.message !== '' ? error.message : code };
  }
  const inner = error.errors?.[0] ?? error.cause;
  return inner === undefined || inner === null ? null : networkCause(asSdkError(inner), depth + 1);
}

function asSdkError(thrown: unknown): SdkError {
  return typeof thrown === 'object' && thrown !== null ? thrown : { message: String(thrown) };
}
