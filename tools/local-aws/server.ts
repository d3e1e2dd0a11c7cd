import { randomBytes, randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { openAccount, type Account } from './account.ts';
import { readAuthorization, type HeaderReading } from './authentication/authorization-header.ts';
import { readHttpRequest } from './http-request.ts';
import { readInquiry, type Inquiry } from './inquiry.ts';
import { listen, type Listening } from './listen.ts';
import { render, requestIdHeader } from './render.ts';
import { respond } from './respond.ts';
import type { Scenario } from './scenario.ts';

/** One request that came in, without anything secret. */
export interface RecordedRequest {
  /** The service's signing name. */
  readonly service: string;
  /** The operation's name. */
  readonly action: string;
  /** As signed for; empty when the request was not signed. */
  readonly region: string;
  /** What kind of key signed. */
  readonly keyKind: 'AKIA' | 'ASIA' | 'other' | 'none';
  readonly parameters: Readonly<Record<string, string>>;
}

/** `url` is the value for AWS_ENDPOINT_URL. */
export interface LocalAws extends Listening {
  /** In order of arrival. */
  readonly requests: readonly RecordedRequest[];
}

/**
 * Starts a stand-in for AWS on 127.0.0.1. Without a port the system chooses a free one. With `tls` it speaks HTTPS, with
 * a certificate that nobody trusts.
 */
export async function startLocalAws(
  scenario: Scenario,
  options: { readonly port?: number; readonly tls?: boolean } = {},
): Promise<LocalAws> {
  const account = openAccount(scenario);
  const requests: RecordedRequest[] = [];
  const listening = await listen((message, response) => serve(message, response, account, requests), options);
  return { ...listening, requests };
}

async function serve(
  message: IncomingMessage,
  response: ServerResponse,
  account: Account,
  requests: RecordedRequest[],
): Promise<void> {
  const request = await readHttpRequest(message);
  const reading = readAuthorization(request.headers.get('authorization'));
  const inquiry = readInquiry(request, reading);
  requests.push(record(inquiry, reading));
  const reaction = await respond(request, reading, inquiry, account);
  if (account.scenario.latencyMs > 0) {
    await wait(account.scenario.latencyMs);
  }
  if (reaction.kind === 'hang') {
    return;
  }
  if (reaction.kind === 'reset') {
    message.socket.resetAndDestroy();
    return;
  }
  const requestId = inquiry.service.protocol === 's3' ? randomBytes(8).toString('hex').toUpperCase() : randomUUID();
  const { status, headers, body } = render(reaction, inquiry.service, inquiry.name, requestId);
  // A page in AWS's place comes from a proxy, which knows no request ids.
  const page = headers['content-type']?.startsWith('text/html') === true;
  const named = account.scenario.requestIds && !page;
  response.writeHead(status, {
    ...headers,
    ...(named ? { [requestIdHeader(inquiry.service)]: requestId } : {}),
    'content-length': Buffer.byteLength(body),
    date: account.now().toUTCString(),
  });
  response.end(request.method === 'HEAD' ? '' : body);
}

function record(inquiry: Inquiry, reading: HeaderReading): RecordedRequest {
  const { WebIdentityToken: token, ...parameters } = inquiry.parameters;
  return {
    service: inquiry.service.signingName,
    action: inquiry.name,
    region: inquiry.region,
    keyKind: kindOf(reading),
    parameters: token === undefined ? parameters : { ...parameters, WebIdentityToken: '(left out)' },
  };
}

function kindOf(reading: HeaderReading): RecordedRequest['keyKind'] {
  const prefix = reading.kind === 'absent' ? '' : reading.scope.accessKeyId.slice(0, 4);
  if (reading.kind === 'absent') {
    return 'none';
  }
  return prefix === 'AKIA' || prefix === 'ASIA' ? prefix : 'other';
}
