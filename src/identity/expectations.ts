import { matchesWildcard } from '../authorization/wildcard.ts';
import { partitionOfRegion } from '../credentials/regions.ts';
import type { Observation } from '../diagnoses/finding.ts';
import { InputError } from '../input-error.ts';
import type { Identity } from './identity.ts';

/** What the user said of the caller; empty lists and `null` ask for nothing. */
export interface Expectations {
  readonly allowedAccountIds: readonly string[];
  /** IAM wildcards, matched against the caller's ARN and its role or user ARN. */
  readonly principal: string | null;
}

const learnerLabRegions: readonly string[] = ['us-east-1', 'us-west-2'];

/** Compares who AWS says we are with who we should be, and with where we deploy. */
export function checkIdentity(identity: Identity, expected: Expectations, region: string): readonly Observation[] {
  const observations: Observation[] = [];
  if (expected.allowedAccountIds.length > 0 && !expected.allowedAccountIds.includes(identity.accountId)) {
    observations.push({
      code: 'identity-unexpected',
      detail: `The credentials belong to account ${identity.accountId}; allowed-account-ids names ${expected.allowedAccountIds.join(', ')}.`,
    });
  }
  const names = [identity.arn, identity.principalArn].filter((arn) => arn !== null);
  if (expected.principal !== null && !names.some((arn) => matchesWildcard(expected.principal ?? '', arn))) {
    observations.push({
      code: 'identity-unexpected',
      detail: `The caller is ${identity.arn}, which expected-principal (${expected.principal}) does not match.`,
    });
  }
  if (identity.kind === 'root') {
    observations.push({
      code: 'identity-root',
      detail: `The caller is the root user of account ${identity.accountId}.`,
    });
  }
  if (identity.kind === 'learner-lab' && !learnerLabRegions.includes(region)) {
    observations.push({
      code: 'academy-region',
      detail: `The region is ${region}; Learner Lab accounts are reported to work in ${learnerLabRegions.join(' and ')} only.`,
    });
  }
  if (partitionOfRegion(region) !== identity.partition) {
    observations.push({
      code: 'region-partition-mismatch',
      detail: `The credentials belong to partition ${identity.partition}, but region ${region} is in partition ${partitionOfRegion(region)}.`,
    });
  }
  return observations;
}

/** Twelve-digit ids, by comma or line, as configure-aws-credentials takes them. Throws InputError for anything else. */
export function parseAccountIds(text: string): readonly string[] {
  const ids = text
    .split(/[\s,]+/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  for (const id of ids) {
    if (!/^\d{12}$/.test(id)) {
      throw new InputError(
        'allowed-account-ids',
        `allowed-account-ids holds "${id}"; an account id is twelve digits without dashes, and several are separated by commas.`,
      );
    }
  }
  return ids;
}
