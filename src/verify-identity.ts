import type { Aws, ResolvedCredentials } from './aws/port.ts';
import { decodeAccountId, keyIdClass } from './credentials/access-key-id.ts';
import { describeSource } from './credentials/choose-source.ts';
import type { CredentialSource } from './credentials/source.ts';
import type { Observation } from './diagnoses/finding.ts';
import { observeFailure } from './failures.ts';
import { checkIdentity, type Expectations } from './identity/expectations.ts';
import { identify, studentOf } from './identity/identify.ts';
import { checkClock, checkSession } from './identity/session.ts';
import type { ReportedIdentity } from './report/report.ts';

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
  readonly source: CredentialSource;
  readonly region: string;
  readonly expected: Expectations;
  /** Epoch milliseconds; what the user or the environment says of the session's end. */
  readonly sessionExpiresAt: number | null;
  readonly minSessionMinutes: number;
  readonly now: number;
}

/** Resolves the source that wins, asks AWS who that is, and compares the answer with what was expected. */
export async function verifyIdentity(aws: Aws, question: IdentityQuestion): Promise<Verification> {
  const { source, region, now } = question;
  const resolved = await aws.resolve(source, region);
  const asked = { region, webIdentity: source.kind === 'web-identity' };
  if (!resolved.ok) {
    const observations = observeFailure(resolved.failure, { ...asked, service: 'sts', accessKeyPrefix: null });
    return { caller: null, observations: withoutSource(source, observations), secret: null };
  }
  const credentials = resolved.value;
  const answer = await aws.getCallerIdentity(credentials, region);
  if (!answer.ok) {
    const accessKeyPrefix = keyIdClass(credentials.accessKeyId);
    const observations = observeFailure(answer.failure, { ...asked, service: 'sts', accessKeyPrefix });
    const hint = accountHint(credentials.accessKeyId, question.expected);
    return { caller: null, observations: observations.map((one) => withHint(one, hint)), secret: null };
  }
  const identity = identify(answer.value);
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
        source: describeSource(source),
        expiresAt: expiresAt === null ? null : new Date(expiresAt).toISOString(),
      },
    },
    observations: [
      ...checkClock(answer.value.clockAheadSeconds),
      ...checkSession({ expiresAt: newEnd, minimumMinutes: question.minSessionMinutes, now }),
      ...checkIdentity(identity, question.expected, region),
    ],
    secret: studentOf(answer.value.arn),
  };
}

/** The instance is only asked when nothing else is set, so its silence means that there are no credentials at all. */
function withoutSource(source: CredentialSource, observations: readonly Observation[]): readonly Observation[] {
  if (source.kind !== 'instance') {
    return observations;
  }
  const silence = observations.map((observation) => observation.detail).join(' ');
  return [{ code: 'env-no-credentials', detail: `No variable, profile or role gives credentials. ${silence}` }];
}

/** What AWS says of the key itself. Only then is it worth saying whose key it seems to be. */
const aboutTheKey: readonly Observation['code'][] = [
  'auth-token-invalid',
  'auth-token-expired',
  'auth-signature-mismatch',
];

function withHint(observation: Observation, hint: string): Observation {
  return aboutTheKey.includes(observation.code)
    ? { ...observation, detail: `${observation.detail}${hint}` }
    : observation;
}

/** The account inside a key id is a hint, never a finding: AWS does not document that it is there. */
function accountHint(accessKeyId: string, { allowedAccountIds }: Expectations): string {
  const account = decodeAccountId(accessKeyId);
  if (account === null) {
    return '';
  }
  return allowedAccountIds.length === 0 || allowedAccountIds.includes(account)
    ? ` By its form, the key belongs to account ${account}.`
    : ` By its form, the key belongs to account ${account}, which allowed-account-ids does not name: it may be the key of another account.`;
}
