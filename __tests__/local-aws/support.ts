import { request as httpRequest } from 'node:http';
import { Sha256 } from '@smithy/core/checksum';
import { SignatureV4 } from '@smithy/signature-v4';
import { parseScenario, type AccessKey, type Scenario } from '../../tools/local-aws/scenario.ts';
import { startLocalAws, type LocalAws } from '../../tools/local-aws/server.ts';

/** Credentials as a client holds them. */
export interface Held {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string | null;
}

export interface Sent {
  readonly service: string;
  readonly region?: string;
  readonly method?: string;
  readonly path?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signingDate?: Date;
  /** False leaves the token out of the signature, as some services' clients do. */
  readonly signToken?: boolean;
  /** False sends no hash of the body. */
  readonly applyChecksum?: boolean;
}

export interface Received {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

export function scenarioOf(yaml: string): Scenario {
  return parseScenario(yaml, 'scenario.yml');
}

/** The key of a principal: the first one, or the one in that state. */
export function keyOf(scenario: Scenario, principal: string, state: AccessKey['state'] = 'active'): AccessKey {
  const key = scenario.keys.find((candidate) => candidate.principal.name === principal && candidate.state === state);
  if (key === undefined) {
    throw new Error(`no ${state} key of ${principal}`);
  }
  return key;
}

/** The settings of an SDK client. */
export function clientOf(server: LocalAws, key: Held, region = 'us-east-1') {
  const { accessKeyId, secretAccessKey, sessionToken } = key;
  const credentials = { accessKeyId, secretAccessKey, ...(sessionToken === null ? {} : { sessionToken }) };
  return { endpoint: server.url, region, credentials, maxAttempts: 1 };
}

/** Runs a test against a server, and ends it whatever happens. */
export async function withServer(scenario: Scenario, use: (server: LocalAws) => Promise<void>): Promise<void> {
  const server = await startLocalAws(scenario);
  try {
    await use(server);
  } finally {
    await server.close();
  }
}

/** Signs with the SDK's own signer and sends; no client in between interprets the answer. */
export async function send(server: Pick<LocalAws, 'port'>, held: Held | null, sent: Sent): Promise<Received> {
  const { service, region = 'us-east-1', method = 'GET', path = '/', query = {}, headers = {}, body = '' } = sent;
  const request = {
    protocol: 'http:',
    hostname: '127.0.0.1',
    port: server.port,
    method,
    path,
    query: { ...query },
    headers: { host: `127.0.0.1:${server.port}`, ...headers },
    ...(body === '' ? {} : { body }),
  };
  if (held === null) {
    return exchange(server.port, method, pathOf(path, query), request.headers, body);
  }
  const { accessKeyId, secretAccessKey, sessionToken } = held;
  const signed = sent.signToken !== false;
  const signer = new SignatureV4({
    service,
    region,
    sha256: Sha256,
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken !== null && signed ? { sessionToken } : {}) },
    uriEscapePath: service !== 's3',
    applyChecksum: sent.applyChecksum !== false,
  });
  const { headers: all } = await signer.sign(request, { signingDate: sent.signingDate ?? new Date() });
  const late = sessionToken !== null && !signed ? { 'x-amz-security-token': sessionToken } : {};
  return exchange(server.port, method, pathOf(path, query), { ...all, ...late }, body);
}

function pathOf(path: string, query: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(query).map(
    ([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`,
  );
  return pairs.length === 0 ? path : `${path}?${pairs.join('&')}`;
}

function exchange(
  port: number,
  method: string,
  path: string,
  headers: Readonly<Record<string, string>>,
  body: string,
): Promise<Received> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({ host: '127.0.0.1', port, method, path, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
      });
    });
    request.on('error', reject);
    request.end(body);
  });
}

/** One harmless read in each of the protocols. */
export const reads: Readonly<Record<string, Sent>> = {
  query: {
    service: 'sts',
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'Action=GetCallerIdentity&Version=2011-06-15',
  },
  ec2: {
    service: 'ec2',
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'Action=DescribeRegions&Version=2016-11-15',
  },
  s3: { service: 's3' },
  json: {
    service: 'dynamodb',
    method: 'POST',
    headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'DynamoDB_20120810.ListTables' },
    body: '{}',
  },
  'rest-json': { service: 'lambda', path: '/2015-03-31/functions/' },
};

/** The code and the sentence of an error, in whichever protocol. */
export function readError({ text, headers }: Received): { readonly code: string; readonly message: string } {
  if (text.startsWith('<')) {
    return { code: element(text, 'Code'), message: unescape(element(text, 'Message')) };
  }
  const { __type = '', message = '', Message = '' } = JSON.parse(text) as Readonly<Record<string, string>>;
  const type = headers['x-amzn-errortype'];
  const code = typeof type === 'string' ? type : (__type.split('#').at(-1) ?? '');
  return { code, message: message === '' ? Message : message };
}

function element(text: string, name: string): string {
  return new RegExp(`<${name}>([^<]*)</${name}>`).exec(text)?.[1] ?? '';
}

function unescape(text: string): string {
  return text.replaceAll('&apos;', "'").replaceAll('&quot;', '"').replaceAll('&amp;', '&');
}

/** What an SDK client threw. */
export async function failureOf(answer: Promise<unknown>): Promise<{ name: string; message: string; status: number }> {
  try {
    await answer;
  } catch (error) {
    const { name, message, $metadata } = error as Error & { $metadata?: { httpStatusCode?: number } };
    return { name, message, status: $metadata?.httpStatusCode ?? 0 };
  }
  throw new Error('the call went well');
}
