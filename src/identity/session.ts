import type { CredentialSource } from '../credentials/source.ts';
import type { Observation } from '../diagnoses/finding.ts';
import { InputError } from '../input-error.ts';

/** AWS refuses requests that are signed more than five minutes off; the JavaScript SDK quietly corrects from four on. */
const clockToleranceSeconds = 240;

/** How long the session lasts and has to last; all times in epoch milliseconds. */
export interface SessionTime {
  readonly expiresAt: number | null;
  readonly minimumMinutes: number;
  readonly now: number;
}

/** Says when a session is over, or too short for what `min-session-minutes` asks. */
export function checkSession(time: SessionTime): readonly Observation[] {
  if (time.expiresAt === null) {
    return [];
  }
  const minutes = Math.floor((time.expiresAt - time.now) / 60_000);
  const at = new Date(time.expiresAt).toISOString();
  if (time.expiresAt <= time.now) {
    return [{ code: 'auth-token-expired', detail: `The session ended at ${at}, ${minutesText(-minutes)} ago.` }];
  }
  if (minutes >= time.minimumMinutes) {
    return [];
  }
  return [
    {
      code: 'session-too-short',
      detail: `The session ends at ${at}, in ${minutesText(minutes)}; min-session-minutes asks for ${minutesText(time.minimumMinutes)}.`,
    },
  ];
}

/**
 * Compares the runner's clock with AWS's after an answer that was not refused for it: the SDK corrected the time by
 * itself, and other tools in the job may not, so this warns.
 */
export function checkClock(clockAheadSeconds: number | null): readonly Observation[] {
  if (clockAheadSeconds === null || Math.abs(clockAheadSeconds) < clockToleranceSeconds) {
    return [];
  }
  const side = clockAheadSeconds > 0 ? 'ahead of' : 'behind';
  return [
    {
      code: 'auth-clock-skew',
      severity: 'warning',
      detail: `The clock of this runner is ${String(Math.abs(clockAheadSeconds))} seconds ${side} AWS's; AWS refuses requests that are more than 300 seconds off, and not every tool corrects that.`,
    },
  ];
}

/** ISO 8601 with a time, to epoch milliseconds; empty is `null`. Throws InputError for anything else. */
export function parseSessionEnd(text: string): number | null {
  const value = text.trim();
  if (value === '') {
    return null;
  }
  const time = /^\d{4}-\d{2}-\d{2}T/.test(value) ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(time)) {
    throw new InputError(
      'session-expires-at',
      'session-expires-at is not an ISO 8601 time; write it as 2026-01-31T12:00:00Z, or pass the aws-expiration output of configure-aws-credentials.',
    );
  }
  return time;
}

/**
 * When the session ends by `AWS_CREDENTIAL_EXPIRATION`, which `aws configure export-credentials` writes beside the keys
 * (AWS CLI reference); `null` for other sources and for what is not a time.
 */
export function statedSessionEnd(
  environment: Readonly<Record<string, string>>,
  sourceKind: CredentialSource['kind'] | undefined,
): number | null {
  const value = sourceKind === 'environment' ? environment['AWS_CREDENTIAL_EXPIRATION'] : undefined;
  const time = value === undefined ? Number.NaN : Date.parse(value);
  return Number.isNaN(time) ? null : time;
}

/** In the largest unit that still says enough. */
function minutesText(minutes: number): string {
  const [count, unit] =
    minutes >= 2 * 24 * 60
      ? [Math.floor(minutes / (24 * 60)), 'day']
      : minutes >= 3 * 60
        ? [Math.floor(minutes / 60), 'hour']
        : [minutes, 'minute'];
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
