import { Ajv, type ErrorObject } from 'ajv';
import { parse, YAMLParseError } from 'yaml';
import type { ResourceEntries } from './scenario-resources.ts';
import { scenarioSchema } from './scenario-schema.ts';

/** A scenario that cannot be used. The message names the file and the place, and is all that a reader needs. */
export class ScenarioError extends Error {
  override readonly name = 'ScenarioError';
}

export interface PolicyEntry {
  readonly name?: string;
  readonly type: 'inline' | 'managed';
  readonly arn?: string;
  readonly document?: object;
  readonly file?: string;
}

export interface PrincipalEntry {
  readonly arn: string;
  readonly userId?: string;
  readonly path: string;
  readonly policies: readonly PolicyEntry[];
  readonly boundary?: PolicyEntry;
  readonly scps?: readonly PolicyEntry[];
  readonly lab?: { readonly sessionEnded: boolean };
  readonly trustPolicy?: object;
  readonly trust: readonly string[];
  readonly webIdentity?: { readonly audience: string; readonly subject: string };
  readonly maxSessionSeconds: number;
  readonly tags: Readonly<Record<string, string>>;
}

export interface OidcProviderEntry {
  readonly url: string;
  readonly clientIds: readonly string[];
  readonly thumbprints: readonly string[];
  readonly account?: string;
  readonly jwks?: { readonly keys: readonly object[] };
  readonly keysFrom?: string;
}

export interface KeyEntry {
  readonly principal: string;
  readonly accessKeyId?: string;
  readonly secretAccessKey?: string;
  readonly sessionToken?: string;
  readonly state: 'active' | 'inactive' | 'expired';
}

export interface FaultEntry {
  readonly service: string;
  readonly action: string;
  readonly times?: number;
  readonly status?: number;
  readonly code?: string;
  readonly message?: string;
  readonly html?: string;
  readonly hang?: true;
  readonly reset?: true;
}

export interface ResponseEntry {
  readonly status?: number;
  readonly body?: string;
  readonly code?: string;
  readonly message?: string;
}

/** A scenario file as it is written, with the schema's defaults filled in. */
export interface ScenarioFile {
  readonly account: string;
  readonly partition: string;
  readonly regions?: readonly string[];
  readonly stsDisabledRegions: readonly string[];
  readonly clockOffsetSeconds: number;
  readonly latencyMs: number;
  readonly keys: readonly KeyEntry[];
  readonly principals: Readonly<Record<string, PrincipalEntry>>;
  readonly simulator: {
    readonly shape: 'new' | 'old';
    readonly answer: 'evaluate' | 'refuse' | 'throttle' | 'error-500' | 'not-found';
    readonly maxActionsPerPage: number;
    readonly controlAllowed?: boolean;
    readonly exclusionSupported?: boolean;
    readonly unknownActions: readonly string[];
  };
  readonly iamPageSize: number;
  readonly oidcProviders?: readonly OidcProviderEntry[];
  readonly requestIds: boolean;
  readonly faults: readonly FaultEntry[];
  readonly responses: Readonly<Record<string, ResponseEntry>>;
  readonly resources: ResourceEntries;
}

const validate = new Ajv({ useDefaults: true, allErrors: true }).compile<ScenarioFile>(scenarioSchema);

/** Reads a scenario's YAML. `file` is for the messages. Throws `ScenarioError`. */
export function readScenarioFile(text: string, file: string): ScenarioFile {
  const value = parseYaml(text, file) ?? {};
  if (!validate(value)) {
    throw new ScenarioError((validate.errors ?? []).map((error) => `${file}: ${sentence(error)}`).join('\n'));
  }
  return value;
}

function parseYaml(text: string, file: string): unknown {
  try {
    return parse(text) as unknown;
  } catch (error) {
    if (error instanceof YAMLParseError) {
      throw new ScenarioError(`${file}: ${error.message.split('\n')[0] ?? 'not YAML'}`, { cause: error });
    }
    throw error;
  }
}

function sentence({ instancePath, keyword, params, message }: ErrorObject): string {
  const place = instancePath === '' ? 'the scenario' : instancePath.slice(1).replaceAll('/', '.');
  const told: Readonly<Record<string, unknown>> = params;
  switch (keyword) {
    case 'additionalProperties':
      return `${place} has an unknown key: ${String(told['additionalProperty'])}.`;
    case 'enum':
      return `${place} is none of ${String(told['allowedValues']).replaceAll(',', ', ')}.`;
    case 'pattern':
      return `${place} does not have the form ${String(told['pattern'])}.`;
    default:
      return `${place} ${message ?? 'is not valid'}.`;
  }
}
