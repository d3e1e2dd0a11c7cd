import type { Aws, ResolvedCredentials } from './aws/port.ts';
import type { Observation } from './diagnoses/finding.ts';
import { checkIdentity, type Expectations } from './identity/expectations.ts';
import { identify, studentOf } from './identity/identify.ts';
import { checkClock, checkSession } from './identity/session.ts';
import { examineRefusal } from './refused-key.ts';
import type { ReportedIdentity } from './report/report.ts';
import type { Patience } from './tell-apart.ts';

/** The run's credentials, once AWS has said whose they are. */
export interface Caller {
  readonly credentials: ResolvedCredentials;
  readonly identity: ReportedIdentity;
}

/** `caller` is `null` when AWS did not say who it is; the observations then say why. */
export interface Verification {
  readonly caller: Caller | null;
  readonly observations: readonly Observation[];
  /** A person's name within the ARN, which must not be shown; `null` when there is none. */
  readonly secret: string | null;
}

export interface IdentityQuestion {
  readonly credentials: ResolvedCredentials;
  /** Where they come from, in words. */
  readonly source: string;
  readonly webIdentity: boolean;
  readonly region: string;
  readonly expected: Expectations;
  /** Epoch milliseconds; what the user or the environment says of the session's end. */
  readonly sessionExpiresAt: number | null;
  readonly minSessionMinutes: number;
  readonly now: number;
}

/** Asks AWS whose the credentials are, and compares the answer with what was expected. */
export async function verifyIdentity(aws: Aws, question: IdentityQuestion, patience: Patience): Promise<Verification> {
  const { credentials, region, now } = question;
  const first = await aws.getCallerIdentity(credentials, region);
  const asked = first.ok ? first : await examineRefusal(aws, { ...question, failure: first.failure }, patience);
  if (!asked.ok) {
    return { caller: null, observations: asked.observations, secret: null };
  }
  const identity = identify(asked.value);
  if (identity === null) {
    const detail = `The answer to GetCallerIdentity in ${region} holds no account, ARN or request id of AWS's.`;
    return { caller: null, observations: [{ code: 'net-empty-identity', detail }], secret: null };
  }
  const resolvedEnd = credentials.expiresAt === null ? null : Date.parse(credentials.expiresAt);
  const expiresAt = question.sessionExpiresAt ?? resolvedEnd;
  const newEnd = question.sessionExpiresAt === null ? resolvedEnd : null;
  return {
    caller: {
      credentials,
      identity: {
        ...identity,
        source: question.source,
        expiresAt: expiresAt === null ? null : new Date(expiresAt).toISOString(),
      },
    },
    observations: [
      ...checkClock(asked.value.clockAheadSeconds),
      ...checkSession({ expiresAt: newEnd, minimumMinutes: question.minSessionMinutes, now }),
      ...checkIdentity(identity, question.expected, region),
    ],
    secret: studentOf(asked.value.arn),
  };
}
