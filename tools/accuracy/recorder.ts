import { createServer, request as forwardTo, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { readHttpRequest, type HttpRequest } from '../local-aws/http-request.ts';
import { readAsked, type Asked } from './asked.ts';
import { authorisationsOf } from './authorised.ts';
import { blur } from './blur.ts';
import { fixtureAnswer, type Fixtures } from './fixtures.ts';
import { keyOf, permissionOf, type SeenCall } from './recording.ts';
import { refusal, type WireAnswer } from './refusal.ts';

/**
 * A server in front of moto that writes down who calls what. It keeps no header and no body. It serves as the HTTP proxy
 * of the tools as well, which leads to itself and nowhere else.
 */
export interface Recorder {
  readonly url: string;
  /** From here on calls are written down, fixtures are counted, and what is not permitted is refused. */
  begin(): void;
  /** In order of first appearance. */
  calls(): readonly SeenCall[];
  /** Requests that moto could not answer, and signed requests of no known operation: a recording with any is none. */
  troubles(): readonly string[];
  /** Addresses beyond this machine that a tool asked for in vain. */
  outside(): readonly string[];
  /** Operations that were answered with success, as `service:Operation`. */
  done(): ReadonlySet<string>;
  close(): Promise<void>;
}

export interface RecorderOptions {
  readonly upstream: string;
  readonly accountId: string;
  /** Answers of ours, for what moto does not know. */
  readonly fixtures: Fixtures;
  /** Patterns of what differs from run to run in the ARNs of this scenario. */
  readonly varying: readonly string[];
  /** What may be done, as permissionOf spells it; `null` for everything. */
  readonly permitted: ReadonlySet<string> | null;
}

export async function startRecorder(options: RecorderOptions): Promise<Recorder> {
  const calls = new Map<string, SeenCall>();
  const troubles: string[] = [];
  const done = new Set<string>();
  const roles = new Map<string, string>(); // by the access key id that AssumeRole gave
  const asked = new Map<string, number>();
  const outside = new Set<string>();
  let begun = false;

  const answer = async (request: HttpRequest, inquiry: Asked | null): Promise<WireAnswer> => {
    const name =
      inquiry === null ? `unsigned:${request.method} ${request.path}` : `${inquiry.signingName}:${inquiry.operation}`;
    const times = asked.get(name) ?? 0;
    asked.set(name, begun ? times + 1 : 0);
    const fixture = fixtureAnswer(options.fixtures, name, times, inquiry?.model ?? null);
    if (inquiry === null) {
      return fixture ?? forward(options.upstream, request);
    }
    const principal = roles.get(inquiry.accessKeyId) ?? 'caller';
    const permissions = authorisationsOf(inquiry, options.accountId).map(({ action, resource }) => ({
      principal,
      action,
      resource: resource === null ? null : blur(resource, options.varying),
    }));
    if (begun) {
      for (const permission of permissions) {
        const { signingName: service, operation } = inquiry;
        const answeredBy = fixture === null ? 'moto' : 'fixture';
        const call: SeenCall = { service, operation, ...permission, count: 1, answeredBy };
        calls.set(keyOf(call), { ...call, count: (calls.get(keyOf(call))?.count ?? 0) + 1 });
      }
      const missing = permissions.find((permission) => !permits(options.permitted, permission));
      if (missing !== undefined) {
        return refusal(inquiry, missing.action);
      }
    }
    const given = fixture ?? (await forward(options.upstream, forMoto(request, inquiry)));
    if (given.status >= 500 || (given.status === 404 && /^[A-Z]+ \//.test(inquiry.operation))) {
      troubles.push(`${name} was answered with ${given.status}`);
    } else if (given.status < 400) {
      done.add(name);
    }
    if (name === 'sts:AssumeRole') {
      const key = /<AccessKeyId>([^<]+)</.exec(given.body.toString('utf8'))?.[1];
      const role = inquiry.parameters['RoleArn'];
      if (key !== undefined && typeof role === 'string') {
        roles.set(key, role);
      }
    }
    return given;
  };

  const here = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const serve = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const address = here();
    if (/^https?:/.test(message.url ?? '')) {
      const { origin, pathname, search } = new URL(message.url ?? '');
      if (origin !== address) {
        outside.add(origin);
        response.writeHead(403).end();
        return;
      }
      message.url = `${pathname}${search}`;
    }
    const request = await readHttpRequest(message);
    const { status, headers, body } = await answer(request, readAsked(request));
    response.writeHead(status, headers);
    response.end(request.method === 'HEAD' ? undefined : body);
  };
  const server = createServer((message, response) => {
    serve(message, response).catch((error: unknown) => {
      troubles.push(`the recorder failed: ${String(error)}`);
      response.writeHead(500).end();
    });
  });
  server.on('connect', (message: IncomingMessage, socket: Socket, head: Buffer) => {
    const { host, port } = new URL(here());
    if (message.url !== host) {
      outside.add(message.url ?? '');
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
      return;
    }
    const through = connect(Number(port), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      through.write(head);
      through.pipe(socket).pipe(through);
    });
    for (const end of [socket, through]) {
      end.on('error', () => {
        socket.destroy();
        through.destroy();
      });
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: here(),
    begin: () => {
      begun = true;
    },
    calls: () => [...calls.values()],
    troubles: () => troubles,
    outside: () => [...outside].sort(),
    done: () => done,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

/** GetCallerIdentity is answered whatever policies say (STS API reference). */
function permits(
  permitted: ReadonlySet<string> | null,
  permission: Pick<SeenCall, 'principal' | 'action' | 'resource'>,
): boolean {
  return permitted === null || permission.action === 'sts:GetCallerIdentity' || permitted.has(permissionOf(permission));
}

/** moto takes the bucket for the first part of the host of a template's address, except on localhost. */
function forMoto(request: HttpRequest, { signingName }: Asked): HttpRequest {
  if (signingName !== 'cloudformation') {
    return request;
  }
  const here = `TemplateURL=${encodeURIComponent('http://127.0.0.1:')}`;
  const there = `TemplateURL=${encodeURIComponent('http://localhost:')}`;
  return { ...request, body: Buffer.from(request.body.toString('utf8').replaceAll(here, there)) };
}

/** Passes a request on with its headers, the host too, so that the addresses in moto's answers lead back here. */
function forward(upstream: string, request: HttpRequest): Promise<WireAnswer> {
  const { hostname, port } = new URL(upstream);
  const headers = Object.fromEntries(
    [...request.headers].filter(([name]) => !['expect', 'transfer-encoding', 'connection'].includes(name)),
  );
  headers['content-length'] = String(request.body.length);
  const path = request.query === '' ? request.path : `${request.path}?${request.query}`;
  return new Promise((resolve, reject) => {
    const call = forwardTo({ hostname, port, method: request.method, path, headers }, (message) => {
      const chunks: Buffer[] = [];
      message.on('data', (chunk: Buffer) => chunks.push(chunk));
      message.on('error', reject);
      message.on('end', () => {
        const rest = definedOf(message.headers);
        resolve({ status: message.statusCode ?? 502, headers: rest, body: Buffer.concat(chunks) });
      });
    });
    call.on('error', reject);
    call.end(request.body);
  });
}

/** Without those of the connection, which is another one here. */
function definedOf(headers: IncomingMessage['headers']): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined || name === 'transfer-encoding' || name === 'connection' ? [] : [[name, value]],
    ),
  );
}
