import type { Aws, AwsFailure, CallerIdentityAnswer, ResolvedCredentials } from './aws/port.ts';
import { decodeAccountId, keyIdClass } from './credentials/access-key-id.ts';
import type { Observation } from './diagnoses/finding.ts';
import { observeFailure } from './failures.ts';
import type { Expectations } from './identity/expectations.ts';
import { tellApart, type Patience } from './tell-apart.ts';

/** A key that AWS did not say the owner of, and how it was asked. */
export interface Refusal {
  readonly credentials: ResolvedCredentials;
  readonly webIdentity: boolean;
  readonly region: string;
  readonly expected: Expectations;
  readonly failure: AwsFailure;
}

/** The refusal did not hold, or what it is. */
export type RefusalTruth =
  | { readonly ok: true; readonly value: CallerIdentityAnswer }
  | { readonly ok: false; readonly observations: readonly Observation[] };

/** Finds out why GetCallerIdentity was refused: by the answer, by further looks, and by the form of the key. */
export async function examineRefusal(aws: Aws, refusal: Refusal, patience: Patience): Promise<RefusalTruth> {
  const { credentials, region, webIdentity, failure } = refusal;
  const accessKeyPrefix = keyIdClass(credentials.accessKeyId);
  const observations = observeFailure(failure, { region, webIdentity, service: 'sts', accessKeyPrefix });
  const [refused] = observations.slice(-1);
  if (refused === undefined) {
    return { ok: false, observations };
  }
  const look = await tellApart(aws, { credentials, region, refused }, patience);
  if (look.answer !== null) {
    return { ok: true, value: look.answer };
  }
  const hint = accountHint(credentials.accessKeyId, refusal.expected);
  return { ok: false, observations: [...observations.slice(0, -1), withHint(look.observation, hint)] };
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
