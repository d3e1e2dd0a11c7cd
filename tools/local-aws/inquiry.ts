import type { HeaderReading } from './authentication/authorization-header.ts';
import type { HttpRequest } from './http-request.ts';
import { findOperation, routeOperation } from './operations/index.ts';
import type { Operation } from './operations/operation.ts';
import { serviceOf, serviceOfUnsigned, type Service } from './services.ts';

/** What a request asks: which operation of which service, in which region, with which parameters. */
export interface Inquiry {
  readonly service: Service;
  /** Empty when the request is not signed. */
  readonly region: string;
  /** The operation's name; a method and a path where no operation is behind them. */
  readonly name: string;
  /** `null` for an operation that the stand-in does not answer. */
  readonly operation: Operation | null;
  readonly parameters: Readonly<Record<string, string>>;
}

/** Reads what is asked. The service is the signature's: with AWS_ENDPOINT_URL all services share one address. */
export function readInquiry(request: HttpRequest, reading: HeaderReading): Inquiry {
  const target = request.headers.get('x-amz-target') ?? '';
  const form = readForm(request);
  const unsigned = reading.kind === 'absent';
  const routed = routeOperation(unsigned ? null : reading.scope.service, request.method, request.path);
  const guessed = serviceOfUnsigned(target, form['Version'] ?? '') ?? serviceOf(routed?.operation.service ?? 's3');
  const service = unsigned ? guessed : serviceOf(reading.scope.service);
  const region = unsigned ? '' : reading.scope.region;
  switch (service.protocol) {
    case 'query':
    case 'ec2': {
      const name = form['Action'] ?? '';
      return { service, region, name, operation: findOperation(service.signingName, name), parameters: form };
    }
    case 'json': {
      const name = target.slice(target.indexOf('.') + 1);
      const operation = findOperation(service.signingName, name);
      return { service, region, name, operation, parameters: readJson(request.body) };
    }
    case 's3':
    case 'rest-json': {
      const { operation = null, parameters = {} } = routed ?? {};
      const name = operation?.name ?? `${request.method} ${request.path}`;
      return { service, region, name, operation, parameters: { ...readPairs(request.query), ...parameters } };
    }
  }
}

function readForm(request: HttpRequest): Readonly<Record<string, string>> {
  const type = request.headers.get('content-type') ?? '';
  const body = type.startsWith('application/x-www-form-urlencoded') ? request.body.toString('utf8') : '';
  return { ...readPairs(request.query), ...readPairs(body) };
}

function readPairs(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(new URLSearchParams(text));
}

/** The members of a JSON body; what is not text stays JSON. A body that is no object has none. */
function readJson(body: Buffer): Readonly<Record<string, string>> {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    const members = typeof value === 'object' && value !== null ? Object.entries(value) : [];
    return Object.fromEntries(
      members.map(([name, member]) => [name, typeof member === 'string' ? member : JSON.stringify(member)]),
    );
  } catch {
    return {};
  }
}
