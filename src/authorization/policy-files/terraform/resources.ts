import type { Collector } from '../collector.ts';
import type { PolicyForm, PolicyKind } from '../found-policy.ts';
import type { Cursor } from '../text/cursor.ts';
import type { Instance } from './instances.ts';

/** How a resource type of the AWS provider holds a policy (Terraform registry, hashicorp/aws). */
interface Holding {
  readonly attribute: string;
  readonly kind: PolicyKind;
  readonly form: PolicyForm;
  /** The attribute with the name of the role, user or group. */
  readonly holder: string | null;
}

/** Adds the policies of one resource; `used` is told every text that was added. */
export function addResource(
  { type, address, values, unknown }: Instance,
  attachments: ReadonlyMap<string, readonly string[]>,
  collector: Collector,
  used: (text: string) => void,
): void {
  for (const { attribute, kind, form, holder } of holdings.get(type) ?? []) {
    const named = holder === null ? null : values.get(holder).text();
    const arn = values.get('arn').text();
    const attachedTo =
      named === null ? (type === 'aws_iam_policy' && arn !== null ? (attachments.get(arn) ?? []) : []) : [named];
    const name = kind === 'trust' ? `trust policy of ${address}` : address;
    addText({ name, kind, form, attachedTo, document: values.get(attribute) }, unknown.get(attribute), collector, used);
  }
  if (type === 'aws_iam_role') {
    readRole(address, values, unknown, collector, used);
  }
}

function readRole(
  address: string,
  values: Cursor,
  unknown: Cursor,
  collector: Collector,
  used: (text: string) => void,
): void {
  const role = values.get('name').text();
  const unknownPolicies = unknown.get('inline_policy').items();
  values
    .get('inline_policy')
    .items()
    .forEach((block, index) => {
      const name = `inline policy ${block.get('name').text() ?? index + 1} of ${address}`;
      const attachedTo = role === null ? [] : [role];
      const document = block.get('policy');
      const open = unknownPolicies[index]?.get('policy') ?? null;
      addText({ name, kind: 'identity', form: 'role-inline', attachedTo, document }, open, collector, used);
    });
  if (values.get('managed_policy_arns').items().length > 0) {
    collector.note(`The managed policies of ${address} are not read: the file holds only their ARNs.`);
  }
  if ((values.get('permissions_boundary').text() ?? '') !== '') {
    collector.note(`The permissions boundary of ${address} is not read: the file holds only its ARN.`);
  }
}

interface Found {
  readonly name: string;
  readonly kind: PolicyKind;
  readonly form: PolicyForm;
  readonly attachedTo: readonly string[];
  readonly document: Cursor;
}

function addText(found: Found, unknown: Cursor | null, collector: Collector, used: (text: string) => void): void {
  const text = found.document.text();
  if (text !== null && text.trim() !== '') {
    used(text);
    collector.add(found);
  } else if (unknown?.value === true) {
    collector.note(`The policy of ${found.name} is known only after the plan is applied.`);
  }
}

function policyOf(kind: PolicyKind, form: PolicyForm, holder: string | null, attribute = 'policy'): readonly Holding[] {
  return [{ attribute, kind, form, holder }];
}

const resourcePolicies = [
  'aws_s3_bucket_policy',
  'aws_sqs_queue_policy',
  'aws_sns_topic_policy',
  'aws_kms_key_policy',
  'aws_kms_key',
  'aws_sqs_queue',
  'aws_sns_topic',
  'aws_ecr_repository_policy',
  'aws_ecr_registry_policy',
  'aws_secretsmanager_secret_policy',
  'aws_efs_file_system_policy',
  'aws_backup_vault_policy',
  'aws_cloudwatch_event_bus_policy',
  'aws_api_gateway_rest_api_policy',
] as const;

const holdings: ReadonlyMap<string, readonly Holding[]> = new Map([
  ...resourcePolicies.map((type) => [type, policyOf('resource', null, null)] as const),
  ['aws_iam_policy', policyOf('identity', 'managed', null)],
  ['aws_iam_role_policy', policyOf('identity', 'role-inline', 'role')],
  ['aws_iam_user_policy', policyOf('identity', 'user-inline', 'user')],
  ['aws_iam_group_policy', policyOf('identity', 'group-inline', 'group')],
  ['aws_iam_role', policyOf('trust', null, 'name', 'assume_role_policy')],
  ['aws_organizations_policy', policyOf('scp', null, null, 'content')],
  ['aws_ssoadmin_permission_set_inline_policy', policyOf('identity', null, null, 'inline_policy')],
]);
