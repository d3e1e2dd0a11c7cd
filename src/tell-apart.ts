import type { Aws, CallerIdentityAnswer, ResolvedCredentials } from './aws/port.ts';
import { keyIdClass } from './credentials/access-key-id.ts';
import { homeRegion, partitionOfRegion } from './credentials/regions.ts';
import type { DiagnosisCode } from './diagnoses/catalogue/index.ts';
import type { Observation } from './diagnoses/finding.ts';
import { identify } from './identity/identify.ts';

/** How long a run may still wait. */
export interface Patience {
  readonly pause: (milliseconds: number) => Promise<void>;
  /** Milliseconds until the run's time is used up. */
  readonly left: () => number;
}

/** A refused key. */
export interface RefusedKey {
  readonly credentials: ResolvedCredentials;
  readonly region: string;
  /** What AWS's first answer was taken for. */
  readonly refused: Observation;
}

/** `answer`: the refusal did not hold, and this is who it is. Otherwise what the refusal is, by all looks together. */
export type SecondLook =
  { readonly answer: CallerIdentityAnswer } | { readonly answer: null; readonly observation: Observation };

/** None of the looks changes anything or counts as more than a failed call, and there are never more than this. */
const mostLooks = 3;

/**
 * AWS forgets a wrong secret for a key after about five seconds, and until then refuses the right one too
 * (trufflehog's AWS detector); a new key takes seconds to be known everywhere (IAM User Guide, "Troubleshoot IAM").
 */
const settlingMs = 6000;

/**
 * Looks at a refused key again, where another answer would tell causes apart that share one sentence of AWS's: without a
 * token that does not belong there, in the home region of the partition, after a while, in the other partitions. What no
 * look can change is left as it is, without a call.
 */
export async function tellApart(aws: Aws, key: RefusedKey, patience: Patience): Promise<SecondLook> {
  const looks = looksAt(key).slice(0, mostLooks);
  const asked: string[] = [];
  for (const look of looks) {
    if (look.afterMs > 0) {
      if (patience.left() < look.afterMs * 2) {
        continue;
      }
      await patience.pause(look.afterMs);
    }
    const outcome = await aws.getCallerIdentity(look.credentials, look.region);
    const identity = outcome.ok ? identify(outcome.value) : null;
    if (outcome.ok && identity !== null) {
      return look.found(identity.arn, outcome.value);
    }
    asked.push(look.words);
  }
  const also = asked.length === 0 ? '' : ` Asked again ${listed(asked)}, AWS said no as well.`;
  return { answer: null, observation: { ...key.refused, detail: `${key.refused.detail}${also}` } };
}

interface Look {
  readonly credentials: ResolvedCredentials;
  readonly region: string;
  readonly afterMs: number;
  /** Where or how it was asked, for a sentence. */
  readonly words: string;
  /** The ARN is fit to be shown. */
  readonly found: (arn: string, answer: CallerIdentityAnswer) => SecondLook;
}

function looksAt(key: RefusedKey): readonly Look[] {
  const { code } = key.refused;
  if (code === 'auth-signature-mismatch') {
    return [again(key)];
  }
  return code === 'auth-token-invalid' || code === 'env-akia-with-token'
    ? (strayToken(key) ?? [...atHome(key), ...freshKey(key), ...elsewhere(key)])
    : [];
}

/** A long-term key with a token: when it works alone, the token is all that is wrong. */
function strayToken(key: RefusedKey): readonly Look[] | null {
  const { credentials, region } = key;
  if (credentials.sessionToken === null || keyIdClass(credentials.accessKeyId) !== 'AKIA') {
    return null;
  }
  const alone = { ...credentials, sessionToken: null };
  const found = (arn: string): SecondLook =>
    established(
      key,
      'env-akia-with-token',
      `Without the session token the key works, as ${arn}: the token is what is wrong.`,
    );
  return [{ credentials: alone, region, afterMs: 0, words: 'without the session token', found }];
}

/** A key that works in the home region and not here: the region is not enabled, or the token is not valid there. */
function atHome(key: RefusedKey): readonly Look[] {
  const home = homeRegion(partitionOfRegion(key.region));
  if (home === null || home === key.region) {
    return [];
  }
  const found = (arn: string): SecondLook =>
    established(
      key,
      'region-not-enabled',
      `The same key works in ${home}, as ${arn}: the key is good, and ${key.region} does not take it.`,
    );
  return [{ credentials: key.credentials, region: home, afterMs: 0, words: `in ${home}`, found }];
}

/** Temporary keys are known at once; one of a user that was made a moment ago is not. */
function freshKey(key: RefusedKey): readonly Look[] {
  return keyIdClass(key.credentials.accessKeyId) === 'AKIA' ? [again(key)] : [];
}

function elsewhere(key: RefusedKey): readonly Look[] {
  const own = partitionOfRegion(key.region);
  return ['aws', 'aws-cn', 'aws-us-gov']
    .filter((partition) => partition !== own)
    .flatMap((partition) => {
      const region = homeRegion(partition);
      const found = (arn: string): SecondLook =>
        established(
          key,
          'region-partition-mismatch',
          `The key works in ${region ?? ''}, as ${arn}: it belongs to partition ${partition}, and ${key.region} is in ${own}.`,
        );
      return region === null
        ? []
        : [{ credentials: key.credentials, region, afterMs: 0, words: `in ${region}`, found }];
    });
}

function again({ credentials, region }: RefusedKey): Look {
  const found = (_arn: string, answer: CallerIdentityAnswer): SecondLook => ({ answer });
  return { credentials, region, afterMs: settlingMs, words: `after ${settlingMs / 1000} seconds`, found };
}

function established({ refused }: RefusedKey, code: DiagnosisCode, sentence: string): SecondLook {
  return {
    answer: null,
    observation: { code, severity: 'error', detail: `${refused.detail} ${sentence}` },
  };
}

function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}
