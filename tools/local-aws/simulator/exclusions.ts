import { matchesWildcard } from '../../../src/authorization/wildcard.ts';
import { failure, type ErrorAnswer } from '../answer.ts';
import { readArn } from '../arn.ts';
import { readPrincipalArn, type AttachedPolicy, type Principal } from '../principal.ts';
import { readStructures } from './form.ts';

/** One entry of PolicyExclusionList: a kind of policy, a managed policy's ARN, or an inline policy by name and owner. */
export type Exclusion =
  | { readonly kind: 'type'; readonly type: string }
  | { readonly kind: 'arn'; readonly arn: string }
  | { readonly kind: 'inline'; readonly name: string; readonly owner: string };

const types = ['inline', 'aws-managed', 'user-managed', 'permission-boundary', 'scp', 'rcp'];

/** Reads the list; a malformed entry makes the whole call invalid, one that fits no policy is ignored (IAM API reference). */
export function readExclusions(parameters: Readonly<Record<string, string>>): readonly Exclusion[] | ErrorAnswer {
  const read: Exclusion[] = [];
  for (const entry of readStructures(parameters, 'PolicyExclusionList')) {
    const exclusion = readExclusion(entry);
    if (exclusion === null) {
      return failure(400, 'InvalidInput', 'Invalid policy identifier in PolicyExclusionList.');
    }
    read.push(exclusion);
  }
  return read;
}

/** Whether an exclusion takes a policy out. An ARN excludes identity policies only, never a boundary. */
export function excludes(exclusion: Exclusion, policy: AttachedPolicy, principal: Principal): boolean {
  switch (exclusion.kind) {
    case 'type':
      return exclusion.type === typeOf(policy);
    case 'arn':
      return policy.type === 'managed' && policy.arn !== null && matchesWildcard(exclusion.arn, policy.arn);
    case 'inline':
      return (
        policy.type === 'inline' &&
        policy.name === exclusion.name &&
        matchesWildcard(exclusion.owner, readPrincipalArn(principal.arn)?.entity ?? '')
      );
  }
}

function readExclusion(entry: Readonly<Record<string, string>>): Exclusion | null {
  const { PolicyType: type, PolicyArn: arn } = entry;
  const name = entry['InlinePolicyIdentifier.PolicyName'];
  if (type !== undefined) {
    return types.includes(type) ? { kind: 'type', type } : null;
  }
  if (arn !== undefined) {
    return readArn(arn) === null ? null : { kind: 'arn', arn };
  }
  return name === undefined
    ? null
    : { kind: 'inline', name, owner: entry['InlinePolicyIdentifier.AttachmentName'] ?? '*' };
}

function typeOf({ type, arn }: AttachedPolicy): string {
  switch (type) {
    case 'inline':
    case 'scp':
      return type;
    case 'boundary':
      return 'permission-boundary';
    case 'managed':
      return arn?.includes(':iam::aws:') === true ? 'aws-managed' : 'user-managed';
  }
}
