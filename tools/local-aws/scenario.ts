import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { readFault, type Fault } from './fault.ts';
import { readOidcProvider, type OidcProvider } from './oidc-provider.ts';
import { makeId, makeSecret, makeToken } from './keys.ts';
import type { Principal } from './principal.ts';
import { readPrincipals } from './scenario-principals.ts';
import { defaultRegions, partitionOf } from './regions.ts';
import { readScenarioFile, ScenarioError, type KeyEntry, type ResponseEntry } from './scenario-file.ts';
import { readResources, type Resources } from './scenario-resources.ts';

export { ScenarioError } from './scenario-file.ts';

/** An access key that the stand-in knows. */
export interface AccessKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** `null` for long-term keys. */
  readonly sessionToken: string | null;
  readonly state: 'active' | 'inactive' | 'expired';
  readonly principal: Principal;
}

/** How IAM's simulator behaves. */
export interface SimulatorSettings {
  /** The answers' shape: since 2026-07-30, or before. */
  readonly shape: 'new' | 'old';
  readonly answer: 'evaluate' | 'refuse' | 'throttle' | 'error-500' | 'not-found';
  /** Results on one page at most, whatever the caller asks for. */
  readonly maxActionsPerPage: number;
  /** Whether SimulateCustomPolicy may be called: `null` leaves it to the caller's policies. */
  readonly controlAllowed: boolean | null;
  /** Whether PolicyExclusionList counts; it is silently ignored where it does not. */
  readonly exclusionSupported: boolean;
  /** Real actions that the simulator's own table lacks. */
  readonly unknownActions: readonly string[];
}

/** Everything that the stand-in knows and does. Plain data: a test may spread one and change a part. */
export interface Scenario {
  readonly account: string;
  readonly partition: string;
  /** The regions that the account has enabled. */
  readonly regions: readonly string[];
  readonly stsDisabledRegions: readonly string[];
  /** How far AWS's clock is ahead of the machine's. */
  readonly clockOffsetSeconds: number;
  readonly latencyMs: number;
  readonly keys: readonly AccessKey[];
  readonly principals: Readonly<Record<string, Principal>>;
  readonly simulator: SimulatorSettings;
  /** Items on one page of IAM's lists at most, whatever the caller asks for. */
  readonly iamPageSize: number;
  /** IAM's OIDC providers. `null` takes every token for true, and looks at the short form of a role's trust alone. */
  readonly oidcProviders: readonly OidcProvider[] | null;
  /** False leaves the request id out of every answer, as a proxy does that strips headers. */
  readonly requestIds: boolean;
  readonly faults: readonly Fault[];
  /** Answers in place of the usual ones, by `service:Operation`, for callers that are allowed. */
  readonly responses: Readonly<Record<string, ResponseEntry>>;
  readonly resources: Resources;
}

/** Reads a scenario file. Throws `ScenarioError`. */
export function loadScenario(file: string): Scenario {
  try {
    return parseScenario(readFileSync(file, 'utf8'), file);
  } catch (error) {
    if (error instanceof ScenarioError) {
      throw error;
    }
    throw new ScenarioError(`${file}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

/**
 * Reads a scenario from YAML; policy files are looked up beside `file`. What is left out of a key is made up from the
 * account and the principal's name, always the same. Throws `ScenarioError` with every problem that it found.
 */
export function parseScenario(text: string, file: string): Scenario {
  const read = readScenarioFile(text, file);
  const { simulator } = read;
  const principals = readPrincipals(read, file, dirname(file));
  const regions = read.regions ?? defaultRegions[read.partition] ?? [];
  for (const region of [...regions, ...read.stsDisabledRegions]) {
    if (partitionOf(region) !== read.partition) {
      throw new ScenarioError(`${file}: ${region} is not a region of the partition ${read.partition}.`);
    }
  }
  return {
    ...read,
    regions,
    principals,
    keys: read.keys.map((entry, index) => readKey(entry, index, read.account, principals, file)),
    simulator: {
      ...simulator,
      controlAllowed: simulator.controlAllowed ?? null,
      exclusionSupported: simulator.exclusionSupported ?? simulator.shape === 'new',
    },
    oidcProviders: read.oidcProviders?.map((entry) => readOidcProvider(entry, read)) ?? null,
    faults: read.faults.map((entry, index) => readFault(entry, `${file}: faults.${index}`)),
    resources: readResources(read.resources),
  };
}

function readKey(
  entry: KeyEntry,
  index: number,
  account: string,
  principals: Readonly<Record<string, Principal>>,
  file: string,
): AccessKey {
  const principal = principals[entry.principal];
  if (principal === undefined) {
    throw new ScenarioError(`${file}: keys.${index}.principal names no principal of the scenario: ${entry.principal}.`);
  }
  const temporary = principal.kind !== 'user' && principal.kind !== 'root';
  const label =
    index === 0 ? principal.name : `${principal.name.slice(0, 4).padEnd(4, 'A')}X${'234567'.charAt(index % 6)}`;
  const accessKeyId = entry.accessKeyId ?? makeId(temporary ? 'ASIA' : 'AKIA', account, label);
  return {
    accessKeyId,
    secretAccessKey: entry.secretAccessKey ?? makeSecret(label),
    sessionToken: entry.sessionToken ?? (accessKeyId.startsWith('ASIA') ? makeToken(label) : null),
    state: entry.state,
    principal,
  };
}
