import { policyFormats, type PolicyFormat } from './report/grant-formats/format.ts';
import { InputError } from './input-error.ts';
import { parseAccountIds } from './identity/expectations.ts';
import { parseSessionEnd } from './identity/session.ts';

/** Every input with its default; action.yml and the command line take the same names. */
export const inputDefaults = {
  targets: 'auto',
  parameters: '',
  actions: '',
  templates: '',
  'policy-files': '',
  context: '',
  ignore: '',
  level: 'permissions',
  'fail-on': 'denied',
  'aws-region': '',
  'aws-access-key-id': '',
  'aws-secret-access-key': '',
  'aws-session-token': '',
  'aws-profile': '',
  'role-to-assume': '',
  audience: '',
  'trust-policy-file': '',
  'allowed-account-ids': '',
  'expected-principal': '',
  'session-expires-at': '',
  'min-session-minutes': '',
  'env-files': '',
  'explain-log': '',
  'mask-aws-account-id': 'false',
  'policy-format': 'json',
  'report-file': '',
  'timeout-seconds': '60',
} as const;

export type InputName = keyof typeof inputDefaults;
export const inputNames = Object.keys(inputDefaults) as readonly InputName[];

/** As given, untrimmed; empty is unset. */
export type RawInputs = Readonly<Record<InputName, string>>;

export const levels = ['lint', 'identity', 'permissions'] as const;
/** How far to go. */
export type Level = (typeof levels)[number];

export const failOns = ['denied', 'unverified', 'never'] as const;
/** Which results fail the step. */
export type FailOn = (typeof failOns)[number];

/** The inputs that steer the run, checked. Those that hold lists or YAML are read by the stage that they belong to. */
export interface Settings {
  readonly level: Level;
  readonly failOn: FailOn;
  readonly allowedAccountIds: readonly string[];
  readonly expectedPrincipal: string | null;
  /** Epoch milliseconds. */
  readonly sessionExpiresAt: number | null;
  readonly minSessionMinutes: number;
  readonly maskAccountId: boolean;
  readonly policyFormat: PolicyFormat;
}

/** Throws InputError, which names the input and what it takes, for the first value that cannot be used. */
export function parseSettings(raw: RawInputs): Settings {
  wholeNumber('timeout-seconds', valueOf(raw, 'timeout-seconds'), 1, 3600);
  const minutes = valueOf(raw, 'min-session-minutes');
  return {
    level: oneOf('level', valueOf(raw, 'level'), levels),
    failOn: oneOf('fail-on', valueOf(raw, 'fail-on'), failOns),
    allowedAccountIds: parseAccountIds(raw['allowed-account-ids']),
    expectedPrincipal: valueOf(raw, 'expected-principal') || null,
    sessionExpiresAt: parseSessionEnd(raw['session-expires-at']),
    minSessionMinutes: minutes === '' ? 0 : wholeNumber('min-session-minutes', minutes, 0, 12 * 60),
    maskAccountId:
      oneOf('mask-aws-account-id', valueOf(raw, 'mask-aws-account-id').toLowerCase(), ['true', 'false']) === 'true',
    policyFormat: oneOf('policy-format', valueOf(raw, 'policy-format'), policyFormats),
  };
}

/** The time of the run, also where another input cannot be used. */
export function secondsFor(raw: RawInputs): number {
  const text = valueOf(raw, 'timeout-seconds');
  const seconds = /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
  return seconds >= 1 && seconds <= 3600 ? seconds : Number(inputDefaults['timeout-seconds']);
}

/** An input without the blanks around it, or its default when that leaves nothing. Never used for credentials. */
export function valueOf(raw: RawInputs, name: InputName): string {
  return raw[name].trim() || inputDefaults[name];
}

function oneOf<T extends string>(input: InputName, value: string, allowed: readonly T[]): T {
  const found = allowed.find((candidate) => candidate === value);
  if (found === undefined) {
    throw new InputError(
      input,
      `${input} is "${value}"; it takes ${allowed.slice(0, -1).join(', ')} or ${allowed.at(-1) ?? ''}.`,
    );
  }
  return found;
}

function wholeNumber(input: InputName, value: string, least: number, most: number): number {
  const number = /^\d{1,6}$/.test(value) ? Number(value) : Number.NaN;
  if (!(number >= least && number <= most)) {
    throw new InputError(input, `${input} is "${value}"; it takes a whole number from ${least} to ${most}.`);
  }
  return number;
}
