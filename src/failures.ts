import type { AwsFailure } from './aws/port.ts';
import type { DiagnosisCode } from './diagnoses/catalogue/index.ts';
import { classify } from './diagnoses/classify.ts';
import type { Observation } from './diagnoses/finding.ts';
import { scrub } from './explain/scrub.ts';
import { checkClock } from './identity/session.ts';

/** Who was asked what, with what kind of key: it decides between causes that share one sentence of AWS's. */
export interface Asked {
  /** Service in lower case, as in host names: `sts`, `iam`, `lambda`. */
  readonly service: string;
  readonly region: string;
  readonly accessKeyPrefix: 'AKIA' | 'ASIA' | 'other' | null;
  readonly webIdentity: boolean;
}

/** The true name of a failure, and the clock's part in it. The time that ran out is ours, not AWS's. */
export function observeFailure(failure: AwsFailure, asked: Asked): readonly Observation[] {
  if (failure.kind === 'timeout') {
    return [
      {
        code: 'time-budget-used',
        detail: `${asked.service} in ${asked.region} did not answer within timeout-seconds.`,
      },
    ];
  }
  const code = classify(failure, asked);
  const clock = code === 'auth-clock-skew' ? [] : checkClock(failure.clockAheadSeconds);
  return [...clock, observationOf(code, failure)];
}

/** A failure under a name that was established elsewhere. */
export function observationOf(code: DiagnosisCode, failure: AwsFailure): Observation {
  return { code, detail: describeFailure(failure) };
}

function describeFailure(failure: AwsFailure): string {
  switch (failure.kind) {
    case 'provider':
      return `The source of credentials answered: ${ended(failure.message.slice(0, longest))}`;
    case 'network':
      return failure.status === null
        ? `${failure.host ?? 'AWS'} did not answer (${failure.code}): ${sentence(failure.message)}`
        : `${failure.host ?? 'AWS'} answered with HTTP ${failure.status}. ${sentence(failure.message)}`;
    case 'timeout':
      return failure.message;
    case 'aws': {
      const status = failure.status === null ? '' : `, HTTP ${failure.status}`;
      return `${failure.host ?? 'AWS'} answered ${failure.code}${status}: ${sentence(failure.message)}`;
    }
  }
}

/** AWS's own words, without anything in them that has the form of a secret, as a sentence. */
function sentence(message: string): string {
  return ended(scrub(message.slice(0, longest)));
}

function ended(text: string): string {
  const told = text.trim();
  return told === '' || /[.!?"')\]]$/.test(told) ? told : `${told}.`;
}

/** AWS puts up to a few thousand characters of policies and encoded text into one message. */
const longest = 4000;
