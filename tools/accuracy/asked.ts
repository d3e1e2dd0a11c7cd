import type { HttpRequest } from '../local-aws/http-request.ts';
import { apiModels, segmentsOf, type ApiModel, type ApiOperation } from './api-models.ts';

/** What a signed request asks. */
export interface Asked {
  readonly signingName: string;
  readonly region: string;
  readonly accessKeyId: string;
  /** The operation's name in the API, or method and path where botocore's models have none. */
  readonly operation: string;
  readonly model: ApiModel | null;
  readonly parameters: Parameters;
  readonly request: HttpRequest;
}

/** From the path, the query, the form or the JSON body: what names resources. */
export type Parameters = Readonly<Record<string, unknown>>;

/** `null` for a request without a signature: it is authorised by nobody's policies. */
export function readAsked(request: HttpRequest): Asked | null {
  const scope = scopeOf(request);
  if (scope === null) {
    return null;
  }
  const models = apiModels(scope.signingName);
  const target = request.headers.get('x-amz-target');
  const cbor = /^\/service\/[^/]+\/operation\/([^/]+)$/.exec(request.path)?.[1];
  const form = readForm(request);
  const named = target?.slice(target.indexOf('.') + 1) ?? cbor ?? form['Action'];
  if (named !== undefined) {
    const parameters = target === undefined ? form : readJson(request.body);
    return { ...scope, operation: named, model: models[0] ?? null, parameters, request };
  }
  const routed = route(request, models);
  return {
    ...scope,
    operation: routed?.operation.name ?? `${request.method} ${request.path}`,
    model: routed?.model ?? models[0] ?? null,
    parameters: { ...readJson(request.body), ...readPairs(request.query), ...routed?.labels },
    request,
  };
}

interface Scope {
  readonly signingName: string;
  readonly region: string;
  readonly accessKeyId: string;
}

/** From the Authorization header or, of a presigned URL, the query. */
function scopeOf({ headers, query }: HttpRequest): Scope | null {
  const header = /Credential=([^,\s]+)/.exec(headers.get('authorization') ?? '')?.[1];
  const credential = header ?? new URLSearchParams(query).get('X-Amz-Credential');
  const [accessKeyId, , region, signingName] = credential?.split('/') ?? [];
  return accessKeyId === undefined || region === undefined || signingName === undefined
    ? null
    : { accessKeyId, region, signingName };
}

interface Routed {
  readonly operation: ApiOperation;
  readonly model: ApiModel;
  readonly labels: Readonly<Record<string, string>>;
  readonly score: number;
}

/** The operation with the most that is fixed of those that the request fits; JavaScript's SDK may say it as `x-id`. */
function route(request: HttpRequest, models: readonly ApiModel[]): Routed | null {
  const query = new URLSearchParams(request.query);
  const fitting = models.flatMap((model) =>
    model.operations.flatMap((operation) => fit(operation, model, request, query) ?? []),
  );
  const named = fitting.filter(({ operation }) => operation.name === query.get('x-id'));
  return [...(named.length > 0 ? named : fitting)].sort((a, b) => b.score - a.score)[0] ?? null;
}

function fit(operation: ApiOperation, model: ApiModel, request: HttpRequest, query: URLSearchParams): Routed | null {
  const { method, segments, headers } = operation;
  const asked = [...operation.query].every(
    ([key, value]) => query.has(key) && (value === '' || query.get(key) === value),
  );
  if (method !== request.method || !asked || !headers.every((header) => request.headers.has(header))) {
    return null;
  }
  const given = segmentsOf(request.path);
  const labels: Record<string, string> = {};
  for (const [index, segment] of segments.entries()) {
    const label = /^\{([^+}]+)(\+?)\}$/.exec(segment);
    const found = given[index];
    if (found === undefined) {
      return null;
    }
    if (label === null) {
      if (segment !== found) {
        return null;
      }
    } else if (label[2] === '+') {
      labels[label[1] ?? ''] = decode(given.slice(index).join('/'));
      return { operation, model, labels, score: scoreOf(operation) };
    } else {
      labels[label[1] ?? ''] = decode(found);
    }
  }
  return given.length === segments.length ? { operation, model, labels, score: scoreOf(operation) } : null;
}

function scoreOf({ segments, query, headers }: ApiOperation): number {
  return segments.filter((segment) => !segment.startsWith('{')).length + query.size + headers.length;
}

function readForm(request: HttpRequest): Readonly<Record<string, string>> {
  const type = request.headers.get('content-type') ?? '';
  return type.startsWith('application/x-www-form-urlencoded') ? readPairs(request.body.toString('utf8')) : {};
}

function readPairs(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(new URLSearchParams(text));
}

function readJson(body: Buffer): Parameters {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
