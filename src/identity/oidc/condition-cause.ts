import type { Condition } from '../../authorization/evaluation/condition.ts';
import { operators } from '../../authorization/evaluation/operators.ts';
import { claimSlips, tellClaimSlip } from './claim-slips.ts';
import type { TokenClaims } from './claims.ts';
import { readKey } from './condition-keys.ts';
import { issuerOf } from './issuer.ts';
import { tellAbsentKey } from './key-cause.ts';
import { costOf, findSlips, type Slip } from './slips.ts';
import { subjectSlips } from './subject-slips.ts';
import { tellSubject } from './subject-cause.ts';

/** A condition that is not met, explained. */
export interface ConditionCause {
  /** Why, in sentences; empty where the two values say it all. */
  readonly sentences: string;
  /** The policy's values, that which was probably meant first. */
  readonly values: readonly string[];
}

/** Says why a condition is not met by values that are known: none of them is, where the request lacks the key. */
export function causeOf(condition: Condition, sent: readonly string[], claims: TokenClaims): ConditionCause {
  const { key, values, negated } = condition;
  if (negated === null) {
    return { sentences: tellNull(key, sent, claims), values };
  }
  const [only] = sent;
  if (only === undefined) {
    return { sentences: tellAbsentKey(key, claims), values };
  }
  const read = readKey(key, issuerOf(claims.issuer));
  if (negated || read.kind !== 'own' || sent.length > 1) {
    return { sentences: negated ? 'The condition shuts out just this value.' : '', values };
  }
  const subject = read.claim === 'sub';
  const slips = subject ? subjectSlips : claimSlips(read.claim, claims);
  const nearest = nearestValue(condition, only, slips);
  if (nearest === null) {
    return {
      sentences: values.length === 0 ? 'The condition lists no value, so that it can never be met.' : '',
      values,
    };
  }
  const sentences = subject
    ? tellSubject(nearest.slips, nearest.value, claims)
    : (nearest.slips ?? []).map(({ name }) => tellClaimSlip(name)).join(' ');
  return { sentences, values: [nearest.value, ...values.filter((value) => value !== nearest.value)] };
}

function tellNull(key: string, sent: readonly string[], claims: TokenClaims): string {
  return sent.length > 0
    ? 'With true, Null wants the key to be absent, and this token brings it.'
    : `With false, Null wants the key to be there. ${tellAbsentKey(key, claims)}`;
}

interface NearValue {
  readonly value: string;
  readonly slips: readonly Slip[] | null;
}

/** Of a list of hundreds only those that begin most like what was sent are compared closely. */
function nearestValue(condition: Condition, sent: string, slips: readonly Slip[]): NearValue | null {
  const name = condition.operator.replace(/^For(?:All|Any)Values?:|IfExists$/g, '');
  const operator = operators.get(name);
  const how = operator?.kind === 'text' ? operator : { wildcards: false, folded: false };
  const { wildcards, folded } = how;
  return byLikeness(condition.values, sent)
    .slice(0, mostCompared)
    .map((value) => ({ value, slips: findSlips({ pattern: value, sent, wildcards, folded }, slips) }))
    .reduce<NearValue | null>((best, one) => (best === null || weight(one) < weight(best) ? one : best), null);
}

function weight({ slips }: NearValue): number {
  return slips === null ? Infinity : costOf(slips);
}

const mostCompared = 12;

/** Sorted by how many of the first characters are those of the text, capitals apart. */
export function byLikeness(values: readonly string[], text: string): readonly string[] {
  return values
    .map((value) => ({ value, likeness: likeness(value, text) }))
    .sort((a, b) => b.likeness - a.likeness)
    .map(({ value }) => value);
}

/** How many of the first characters two texts share, capitals apart. */
export function likeness(one: string, other: string): number {
  const most = Math.min(one.length, other.length);
  let at = 0;
  while (at < most && one.charAt(at).toLowerCase() === other.charAt(at).toLowerCase()) {
    at += 1;
  }
  return at;
}
