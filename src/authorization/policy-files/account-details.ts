import type { Collector } from './collector.ts';
import type { PolicyForm } from './found-policy.ts';
import { type Cursor, rootOf } from './text/cursor.ts';

/**
 * Whether the file is what `aws iam get-account-authorization-details` prints (IAM API reference,
 * GetAccountAuthorizationDetails).
 */
export function isAccountDetails(root: Cursor): boolean {
  return root.get('RoleDetailList').value !== undefined || root.get('UserDetailList').value !== undefined;
}

const holders: readonly (readonly [list: string, name: string, policies: string, form: PolicyForm, noun: string])[] = [
  ['RoleDetailList', 'RoleName', 'RolePolicyList', 'role-inline', 'role'],
  ['UserDetailList', 'UserName', 'UserPolicyList', 'user-inline', 'user'],
  ['GroupDetailList', 'GroupName', 'GroupPolicyList', 'group-inline', 'group'],
];

/** Reads inline policies, trust policies, and the default versions of managed policies with what they are attached to. */
export function readAccountDetails(collector: Collector): void {
  const root = rootOf(collector.tree);
  const attached = new Map<string, string[]>();
  const bounded = new Map<string, string[]>();
  const remember = (map: Map<string, string[]>, arn: Cursor, holder: string) => {
    const known = map.get(arn.text() ?? '') ?? [];
    known.push(holder);
    map.set(arn.text() ?? '', known);
  };
  for (const [list, nameKey, policies, form, noun] of holders) {
    for (const detail of root.get(list).items()) {
      const holder = detail.get(nameKey).text() ?? '';
      const trust = detail.get('AssumeRolePolicyDocument');
      if (trust.value !== undefined) {
        const name = `trust policy of role ${holder}`;
        collector.add({ name, kind: 'trust', form: null, attachedTo: [holder], document: trust });
      }
      for (const policy of detail.get(policies).items()) {
        const name = `inline policy ${policy.get('PolicyName').text() ?? ''} of ${noun} ${holder}`;
        collector.add({ name, kind: 'identity', form, attachedTo: [holder], document: policy.get('PolicyDocument') });
      }
      for (const policy of detail.get('AttachedManagedPolicies').items()) {
        remember(attached, policy.get('PolicyArn'), holder);
      }
      remember(bounded, detail.get('PermissionsBoundary').get('PermissionsBoundaryArn'), holder);
    }
  }
  for (const policy of root.get('Policies').items()) {
    addManaged(collector, policy, attached, bounded);
  }
}

function addManaged(
  collector: Collector,
  policy: Cursor,
  attached: ReadonlyMap<string, readonly string[]>,
  bounded: ReadonlyMap<string, readonly string[]>,
): void {
  const arn = policy.get('Arn').text() ?? policy.get('PolicyName').text() ?? '';
  const name = policy.get('PolicyName').text() ?? arn;
  const inForce = policy
    .get('PolicyVersionList')
    .items()
    .find((version) => version.get('IsDefaultVersion').value === true);
  if (inForce === undefined) {
    collector.note(`No default version of the managed policy ${JSON.stringify(name)} is in the file.`);
    return;
  }
  const document = inForce.get('Document');
  const limits = bounded.get(arn) ?? [];
  const grants = attached.get(arn) ?? [];
  if (limits.length > 0) {
    collector.add({ name, kind: 'boundary', form: 'managed', attachedTo: limits, document });
  }
  if (grants.length > 0 || limits.length === 0) {
    collector.add({ name, kind: 'identity', form: 'managed', attachedTo: grants, document });
  }
}
