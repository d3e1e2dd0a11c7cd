import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { makeSecret, makeId, makeToken } from './keys.ts';
import { readPrincipals } from './scenario-principals.ts';
import type { Principal } from './principal.ts';
import { defaultRegions, partitionOf } from './regions.ts';
import {
  readScenarioFile,
  ScenarioError,
  type FaultEntry,
  type KeyEntry,
  type Resources,
  type ResponseEntry,
} from './scenario-file.ts';

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

/** A scripted answer in place of AWS's. */
export interface Fault {
  readonly service: string;
  /** An operation's name, or `*`. */
  readonly action: string;
  /** How often, or `null` for always. */
  readonly times: number | null;
  readonly effect:
    | { readonly kind: 'error'; readonly status: number; readonly code: string; readonly message: string }
    | { readonly kind: 'html'; readonly status: number; readonly body: string }
    | { readonly kind: 'hang' }
    | { readonly kind: 'reset' };
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
    faults: read.faults.map((entry, index) => ({
      service: entry.service,
      action: entry.action,
      times: entry.times ?? null,
      effect: readEffect(entry, `${file}: faults.${index}`),
    })),
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

function readEffect(entry: FaultEntry, place: string): Fault['effect'] {
  const kinds = [entry.code, entry.html, entry.hang, entry.reset].filter((value) => value !== undefined);
  if (kinds.length !== 1) {
    throw new ScenarioError(`${place} needs exactly one of code, html, hang and reset.`);
  }
  if (entry.code !== undefined) {
    return { kind: 'error', status: entry.status ?? 400, code: entry.code, message: entry.message ?? '' };
  }
  if (entry.html !== undefined) {
    return { kind: 'html', status: entry.status ?? 200, body: entry.html };
  }
  return { kind: entry.hang === true ? 'hang' : 'reset' };
}
