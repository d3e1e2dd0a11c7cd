import { HttpRequest, type HttpResponse } from '@smithy/core/protocols';
import { Sha256 } from '@smithy/core/checksum';
import { SignatureV4 } from '@smithy/signature-v4';
import { readAnswerBody } from './answer-body.ts';
import { endpointOf } from './endpoint.ts';
import { readErrorBody } from './error-body.ts';
import { toFailure } from './failure.ts';
import type { AwsFailure, Outcome, ProbeAnswer, ProbeRequest, ResolvedCredentials } from './port.ts';
import { ResponseRecorder } from './response-note.ts';
import type { ClientSettings } from './settings.ts';

const maxBodyBytes = 2 * 1024 * 1024;
const attempts = 2;

/** What a probe is sent through. */
export interface ProbeMeans {
  readonly settings: ClientSettings;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** How far the runner's clock is ahead of AWS's. */
  readonly clockAheadSeconds: number;
}

/** Sends one signed read. Throttling, 5xx and network faults are tried once more; everything else is an answer. */
export async function sendProbe(
  credentials: ResolvedCredentials,
  region: string,
  request: ProbeRequest,
  means: ProbeMeans,
): Promise<Outcome<ProbeAnswer>> {
  let outcome = await sendOnce(credentials, region, request, means);
  for (let attempt = 1; attempt < attempts && !outcome.ok && worthRepeating(outcome.failure); attempt += 1) {
    outcome = await sendOnce(credentials, region, request, means);
  }
  return outcome;
}

function worthRepeating(failure: AwsFailure): boolean {
  const throttled =
    failure.code.startsWith('Throttl') || failure.code === 'TooManyRequests' || failure.code === 'SlowDown';
  return failure.kind === 'aws' && (throttled || (failure.status !== null && failure.status >= 500));
}

async function sendOnce(
  credentials: ResolvedCredentials,
  region: string,
  request: ProbeRequest,
  { settings, environment, clockAheadSeconds }: ProbeMeans,
): Promise<Outcome<ProbeAnswer>> {
  const recorder = new ResponseRecorder();
  let host: string | null = null;
  try {
    const endpoint = endpointOf(request.service, region, environment);
    host = endpoint.hostname;
    const signingDate = new Date(Date.now() - clockAheadSeconds * 1000);
    const signed = await sign(credentials, region, request, endpoint, signingDate);
    const { response } = await settings.requestHandler.handle(signed, { abortSignal: settings.deadline });
    recorder.record(response);
    const body = await readBody(response);
    const note = { ...recorder.note(), host };
    if (response.statusCode >= 200 && response.statusCode < 300) {
      const html = note.requestId === null && (note.contentType?.includes('html') ?? false);
      return html
        ? { ok: false, failure: notFromAws(response.statusCode, host) }
        : { ok: true, value: { status: response.statusCode, body: readAnswerBody(body) } };
    }
    const { code, message } = readErrorBody(body, response.headers['x-amzn-errortype']);
    const thrown = {
      name: code,
      message,
      $metadata: {
        httpStatusCode: response.statusCode,
        ...(note.requestId === null ? {} : { requestId: note.requestId }),
      },
    };
    return { ok: false, failure: toFailure(thrown, 'call', settings.deadline.aborted, note) };
  } catch (thrown) {
    return { ok: false, failure: toFailure(thrown, 'call', settings.deadline.aborted, { ...recorder.note(), host }) };
  }
}

function notFromAws(status: number, host: string): AwsFailure {
  const message = 'The answer is not from AWS: it carries no request id.';
  return { kind: 'network', code: 'Unknown', message, status, requestId: null, host, clockAheadSeconds: null };
}

async function sign(
  credentials: ResolvedCredentials,
  region: string,
  request: ProbeRequest,
  endpoint: URL,
  signingDate: Date,
): Promise<HttpRequest> {
  const [path = '/', query = ''] = request.path.split('?', 2);
  const signer = new SignatureV4({
    credentials: {
      accessKeyId: credentials.accessKeyId,
      secretAccessKey: credentials.secretAccessKey,
      ...(credentials.sessionToken === null ? {} : { sessionToken: credentials.sessionToken }),
    },
    region,
    service: request.signingName,
    sha256: Sha256,
    uriEscapePath: request.signingName !== 's3',
    applyChecksum: true,
  });
  const prefix = endpoint.pathname.endsWith('/') ? endpoint.pathname.slice(0, -1) : endpoint.pathname;
  const unsigned = new HttpRequest({
    protocol: endpoint.protocol,
    hostname: endpoint.hostname,
    ...(endpoint.port === '' ? {} : { port: Number(endpoint.port) }),
    method: request.method,
    path: `${prefix}${path}`,
    query: Object.fromEntries(new URLSearchParams(query)),
    headers: { ...request.headers, host: endpoint.host },
    ...(request.body === '' ? {} : { body: request.body }),
  });
  return HttpRequest.clone(await signer.sign(unsigned, { signingDate }));
}

/** The longest answer is the schema of a resource type; more than the limit is a page that nobody asked for. */
async function readBody(response: HttpResponse): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response.body as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBodyBytes) {
      break;
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
