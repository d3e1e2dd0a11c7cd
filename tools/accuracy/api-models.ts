import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { peerTool } from '../peer-tools.ts';

/** How a service words its requests and errors, as botocore's models name it. */
export type Protocol = 'query' | 'ec2' | 'json' | 'rest-json' | 'rest-xml' | 'smithy-rpc-v2-cbor';

export interface ApiModel {
  readonly protocol: Protocol;
  readonly jsonVersion: string;
  readonly xmlNamespace: string;
  readonly operations: readonly ApiOperation[];
}

export interface ApiOperation {
  readonly name: string;
  readonly method: string;
  /** `{Label}` stands for one segment, `{Label+}` for all that follow. */
  readonly segments: readonly string[];
  /** What the query has to hold; an empty value stands for any. */
  readonly query: ReadonlyMap<string, string>;
  /** Headers without which it is another operation, in lower case. */
  readonly headers: readonly string[];
}

interface ModelFile {
  readonly metadata: { readonly protocol: Protocol; readonly jsonVersion?: string; readonly xmlNamespace?: string };
  readonly operations: Readonly<
    Record<
      string,
      {
        readonly http: { readonly method: string; readonly requestUri: string };
        readonly input?: { readonly shape: string };
      }
    >
  >;
  readonly shapes: Readonly<Record<string, Shape>>;
}

interface Shape {
  readonly required?: readonly string[];
  readonly members?: Readonly<Record<string, { readonly location?: string; readonly locationName?: string }>>;
}

/** Signing names that are not the folder of botocore's model; a service may have several APIs behind one name. */
const folders: Readonly<Record<string, readonly string[]>> = {
  apigateway: ['apigateway', 'apigatewayv2'],
  bedrock: ['bedrock', 'bedrock-runtime'],
  states: ['stepfunctions'],
  monitoring: ['cloudwatch'],
  elasticloadbalancing: ['elbv2', 'elb'],
};

const loaded = new Map<string, readonly ApiModel[]>();

/** The API models of a signing name, from the botocore that the AWS CLI came with; an unknown name has none. */
export function apiModels(signingName: string): readonly ApiModel[] {
  const known = loaded.get(signingName);
  if (known !== undefined) {
    return known;
  }
  const models = (folders[signingName] ?? [signingName]).flatMap((folder) => readModel(folder) ?? []);
  loaded.set(signingName, models);
  return models;
}

function readModel(folder: string): ApiModel | null {
  const root = join(dataFolder(), folder);
  try {
    const version = readdirSync(root).sort().at(-1) ?? '';
    const text = gunzipSync(readFileSync(join(root, version, 'service-2.json.gz'))).toString('utf8');
    const { metadata, operations, shapes } = JSON.parse(text) as ModelFile;
    return {
      protocol: metadata.protocol,
      jsonVersion: metadata.jsonVersion ?? '1.1',
      xmlNamespace: metadata.xmlNamespace ?? '',
      operations: Object.entries(operations).map(([name, { http, input }]) =>
        operationOf(name, http.method, http.requestUri, shapes[input?.shape ?? '']),
      ),
    };
  } catch {
    return null;
  }
}

function operationOf(name: string, method: string, uri: string, input: Shape | undefined): ApiOperation {
  const [path = '/', query = ''] = uri.split('?');
  const required = (location: string): readonly string[] =>
    (input?.required ?? []).flatMap((member) => {
      const found = input?.members?.[member];
      return found?.location === location ? [found.locationName ?? member] : [];
    });
  return {
    name,
    method,
    segments: segmentsOf(path),
    query: new Map([
      ...new URLSearchParams(query),
      ...required('querystring').map((key) => [key, ''] satisfies [string, string]),
    ]),
    headers: required('header').map((header) => header.toLowerCase()),
  };
}

/** Without empty ones, as servers take a path with or without a slash at its end. */
export function segmentsOf(path: string): readonly string[] {
  return path.split('/').filter((segment) => segment !== '');
}

function dataFolder(): string {
  const lib = join(peerTool('moto_server'), '..', '..', 'lib');
  const python = readdirSync(lib).find((name) => name.startsWith('python')) ?? '';
  return join(lib, python, 'site-packages', 'botocore', 'data');
}
