import { GetPolicyCommand, GetPolicyVersionCommand } from '@aws-sdk/client-iam';
import type { LocatedPolicy } from '../authorization/evaluation/located-policy.ts';
import { unread, type IamReads, type Reading } from './policy-reader-calls.ts';
import { readDocument } from './policy-reader-document.ts';
import { managedPolicies, type ManagedPolicy, type PrincipalRecord } from './policy-reader-record.ts';

/** The record with the documents of those managed policies that nobody has asked for yet. */
export async function readManagedPolicies(reads: IamReads, record: PrincipalRecord): Promise<PrincipalRecord> {
  const open = managedPolicies(record).filter(({ arn }) => !record.documents.has(arn));
  const read = await Promise.all(open.map(async (policy) => [policy.arn, await readManaged(reads, policy)] as const));
  return { ...record, documents: new Map([...record.documents, ...read]) };
}

/** The version in force need be neither the first nor the newest, and only GetPolicy names it. */
async function readManaged(reads: IamReads, { name, arn }: ManagedPolicy): Promise<Reading<LocatedPolicy>> {
  const policy = await reads.one('iam:GetPolicy', arn, (iam, options) =>
    iam.send(new GetPolicyCommand({ PolicyArn: arn }), options),
  );
  if (!policy.ok) {
    return policy;
  }
  const version = policy.value.Policy?.DefaultVersionId;
  if (version === undefined) {
    return unread('the answer to iam:GetPolicy names no version');
  }
  const answer = await reads.one('iam:GetPolicyVersion', arn, (iam, options) =>
    iam.send(new GetPolicyVersionCommand({ PolicyArn: arn, VersionId: version }), options),
  );
  return answer.ok ? readDocument(answer.value.PolicyVersion?.Document, name) : answer;
}
