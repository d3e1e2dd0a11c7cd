import type { Aws, AwsFailure, Outcome, ProbeAnswer, ProbeRequest } from './aws/port.ts';
import { keyIdClass } from './credentials/access-key-id.ts';
import type { DiagnosisCode } from './diagnoses/catalogue/index.ts';
import { classify } from './diagnoses/classify.ts';
import type { Observation, Severity } from './diagnoses/finding.ts';
import type { AnsweredRead } from './examine-state.ts';
import { observationOf } from './failures.ts';
import type { PlannedRead } from './requirements/probe.ts';
import type { Caller } from './verify-identity.ts';

/** Asked when no target brings a probe of its own: every account may be told the regions, and a denial is an answer too. */
export const generalProbe: ProbeRequest = {
  service: 'ec2',
  signingName: 'ec2',
  method: 'POST',
  path: '/',
  headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
  body: 'Action=DescribeRegions&Version=2016-11-15',
};

/** What the probes tell, each code once. */
export interface Probed {
  /** What every other call would meet too. */
  readonly obstacles: readonly Observation[];
  /** What only this read is known to meet, worth saying when the simulator does not say the same. */
  readonly hints: readonly Observation[];
  /** Every read with its answer, for what it says of the target. */
  readonly answers: readonly AnsweredRead[];
  /** False when no service answered anything, so that nothing shows whether the session is still alive. */
  readonly answered: boolean;
}

/**
 * Asks each service that the deployment calls for one harmless read. GetCallerIdentity answers even for a session that
 * is over or a key that is quarantined, so only this tells a live session from an ended one.
 */
export async function probeServices(
  aws: Aws,
  caller: Caller,
  region: string,
  reads: readonly PlannedRead[],
): Promise<Probed> {
  const requests = new Map(reads.map(({ request }) => [keyOf(request), request]));
  const asked = reads.length > 0 ? [...requests.values()] : [generalProbe];
  const outcomes = await Promise.all(asked.map((request) => aws.probe(caller.credentials, region, request)));
  const observations = outcomes.flatMap((outcome, index) =>
    observeProbe(outcome, asked[index]?.service ?? '', region, caller),
  );
  const byRequest = new Map([...requests.keys()].map((key, index) => [key, outcomes[index]]));
  const once = observations.filter(
    ({ code }, index) => observations.findIndex((other) => other.code === code) === index,
  );
  return {
    obstacles: once.filter(({ severity }) => severity === undefined),
    hints: once.filter(({ severity }) => severity !== undefined),
    answers: reads.flatMap((read) => {
      const outcome = byRequest.get(keyOf(read.request));
      return outcome === undefined ? [] : [{ read, outcome }];
    }),
    answered: outcomes.some((outcome) => outcome.ok || isAnswer(outcome.failure)),
  };
}

/** Two targets may ask the same. */
function keyOf(request: ProbeRequest): string {
  return JSON.stringify(request);
}

/** A service that is throttled or down has not looked at the session. */
function isAnswer({ kind, status, code }: AwsFailure): boolean {
  return (
    kind === 'aws' && (status ?? 0) < 500 && status !== 429 && !/^(Throttl|TooManyRequests|RequestLimit)/.test(code)
  );
}

/**
 * What the answer to a read establishes. A missing permission for the read itself, a resource that is not there, or a
 * service that is down say nothing against the deployment; what every other call would meet too does.
 */
function observeProbe(
  outcome: Outcome<ProbeAnswer>,
  service: string,
  region: string,
  caller: Caller,
): readonly Observation[] {
  if (outcome.ok) {
    return [];
  }
  const { failure } = outcome;
  if (failure.kind === 'timeout') {
    return [{ code: 'time-budget-used', detail: `${service} in ${region} did not answer within timeout-seconds.` }];
  }
  const accessKeyPrefix = keyIdClass(caller.credentials.accessKeyId);
  // A probe is signed by AWS's own time, so that a clock which is off is not what it is refused for.
  const timed = { ...failure, clockAheadSeconds: failure.clockAheadSeconds === null ? null : 0 };
  const code = classify(timed, { service, region, accessKeyPrefix, webIdentity: false });
  if (code === 'auth-token-invalid') {
    return [observationOf('region-not-enabled', failure)];
  }
  const severity = weights[code];
  if (severity === undefined) {
    return [];
  }
  return [{ ...observationOf(code, failure), ...(severity === 'as catalogued' ? {} : { severity }) }];
}

/** Layers that the simulator does not see are worth a warning; codes that are not here say nothing about the deployment. */
const weights: Readonly<Partial<Record<DiagnosisCode, Severity | 'as catalogued'>>> = {
  'academy-session-ended': 'as catalogued',
  'authz-quarantined': 'as catalogued',
  'auth-token-expired': 'as catalogued',
  'auth-request-expired': 'as catalogued',
  'auth-signature-mismatch': 'warning',
  'auth-clock-skew': 'as catalogued',
  'auth-scope-region': 'warning',
  'auth-subscription': 'as catalogued',
  'auth-account-blocked': 'as catalogued',
  'net-dns': 'as catalogued',
  'net-refused-timeout': 'as catalogued',
  'net-proxy': 'as catalogued',
  'net-tls': 'as catalogued',
  'authz-scp': 'warning',
  'authz-rcp': 'warning',
  'authz-boundary': 'warning',
  'authz-session-policy': 'warning',
  'authz-vpce': 'warning',
  'authz-mfa-required': 'warning',
};
