import { IAMClient } from '@aws-sdk/client-iam';
import { readAccount } from './policy-reader-account.ts';
import { createIamReads, type IamReads, type Reading, type Unread } from './policy-reader-calls.ts';
import { readHolder } from './policy-reader-holders.ts';
import { readManagedPolicies } from './policy-reader-managed.ts';
import { principalOf, readFacts, readGroups } from './policy-reader-principal.ts';
import { createQueue } from './policy-reader-queue.ts';
import { gapsOf, nameOf, type Holder, type PrincipalFacts, type PrincipalRecord } from './policy-reader-record.ts';
import type { ResolvedCredentials } from './port.ts';
import { nothingSeen, toPrincipalPolicies, type PrincipalPolicies } from './principal-policies.ts';
import { clientConfig, clientSettings } from './settings.ts';

/** Reads what IAM holds about principals of the credentials' own account, for an evaluation without the simulator. */
export interface PolicyReader {
  /**
   * Never rejects: what could not be read is said in `notSeen`. Takes a role's or user's IAM ARN, whose path does not
   * matter. IAM is asked by name: without iam:GetRole or iam:GetUser a namesake of a principal in another account
   * cannot be told from it, so ask only about the credentials' own account.
   */
  readPrincipal(principalArn: string): Promise<PrincipalPolicies>;
}

/** IAM throttles per account, which is shared with every other job. */
const concurrency = 3;

/** `count` is called once for each request, the SDK's own repetitions left out. */
export function createPolicyReader(
  credentials: ResolvedCredentials,
  region: string,
  deadline: AbortSignal,
  count: () => void,
): PolicyReader {
  const iam = new IAMClient(clientConfig(credentials, region, clientSettings(deadline)));
  const queue = createQueue(concurrency);
  return {
    async readPrincipal(principalArn) {
      const principal = principalOf(principalArn);
      return principal === null
        ? nothingSeen(`${principalArn} is neither a role nor a user, which alone have policies in IAM.`)
        : readPolicies(createIamReads(iam, deadline, count, queue), principal, principalArn);
    },
  };
}

/**
 * First the narrow reads, which are quick and often granted; the listing of the whole account is heavy, and asked for
 * only where one of those was denied.
 */
async function readPolicies(reads: IamReads, principal: Holder, arn: string): Promise<PrincipalPolicies> {
  const facts = await readFacts(reads, principal, arn);
  if (isFinal(facts)) {
    return nothingSeen(`The policies of ${nameOf(principal)}: ${facts.why}.`);
  }
  const [groups, own] = await Promise.all([readGroups(reads, principal), readHolder(reads, principal)]);
  const names = groups.ok ? groups.value : [];
  const ofGroups = await Promise.all(names.map((name) => readHolder(reads, { kind: 'group', name })));
  const listed = { principal, facts, groups, holders: [own, ...ofGroups], documents: new Map() };
  const record: PrincipalRecord = await readManagedPolicies(reads, listed);
  if (!gapsOf(record).some(({ denied }) => denied)) {
    return toPrincipalPolicies(record);
  }
  const filled = await readAccount(reads, record, arn);
  // Only now, where GetRole was denied, can it turn out that all of this is about a namesake in another account.
  return isFinal(filled.facts)
    ? nothingSeen(`The policies of ${nameOf(principal)}: ${filled.facts.why}.`)
    : toPrincipalPolicies(await readManagedPolicies(reads, filled));
}

/** Without the permission for GetRole the other reads may still go well; after any other refusal they cannot. */
function isFinal(facts: Reading<PrincipalFacts>): facts is Unread {
  return !facts.ok && !facts.denied;
}
