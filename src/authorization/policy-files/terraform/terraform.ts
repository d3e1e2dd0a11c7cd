import type { Collector } from '../collector.ts';
import { Cursor, rootOf } from '../text/cursor.ts';
import { blocksDocument } from './document-blocks.ts';
import { addResource } from './resources.ts';
import { type Instance, instancesOf } from './instances.ts';
import { kindByShape } from '../policy-shape.ts';
import { embeddedDocument } from '../embedded-document.ts';

/**
 * Whether a file is Terraform's JSON: what `terraform show -json` prints of a plan or a state, or a state file itself
 * (Terraform documentation, "JSON Output Format").
 */
export function isTerraform(root: Cursor): boolean {
  const has = (key: string) => root.get(key).value !== undefined;
  return (
    (has('format_version') && (has('planned_values') || has('values') || has('resource_changes'))) ||
    (has('terraform_version') && (has('resources') || has('values') || has('planned_values')))
  );
}

/** Reads the policies of a plan or a state. A policy in them is a JSON text; every place in it is where the text begins. */
export function readTerraform(collector: Collector): void {
  const root = rootOf(collector.tree);
  const instances = instancesOf(root);
  const attachments = attachmentsIn(instances);
  const used = new Set<string>();
  for (const instance of instances.filter(({ mode }) => mode === 'managed')) {
    addResource(instance, attachments, collector, (text) => used.add(text));
  }
  for (const instance of instances.filter(({ mode }) => mode === 'data')) {
    addDataDocument(instance, used, collector);
  }
}

/** A rendered document that no resource of the file uses, or one that is rendered only when the plan is applied. */
function addDataDocument(
  { type, address, values, unknown }: Instance,
  used: ReadonlySet<string>,
  collector: Collector,
): void {
  if (type !== 'aws_iam_policy_document') {
    return;
  }
  const json = values.get('json');
  const text = json.text();
  if (text !== null && used.has(text)) {
    return;
  }
  const document =
    text === null
      ? blocksDocument(values, unknown, collector.tree.places)
      : new Cursor(embeddedDocument(text).value, json.offset, new Map());
  if (text === null) {
    collector.note(
      `${address} is rendered when the plan is applied; what is unknown until then is neither allowed nor denied for certain.`,
    );
  }
  const kind = kindByShape(document, address);
  collector.add({ name: address, kind, form: null, attachedTo: [], document: text === null ? document : json });
}

/** Which holders a managed policy has, by the policy's ARN. */
function attachmentsIn(instances: readonly Instance[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { type, values } of instances) {
    const key = attachmentTypes.get(type);
    const arn = values.get('policy_arn').text();
    if (key !== undefined && arn !== null) {
      const holders = key.flatMap((name) =>
        values
          .get(name)
          .list()
          .flatMap((holder) => holder.text() ?? []),
      );
      const known = found.get(arn) ?? [];
      holders.forEach((holder) => known.push(holder));
      found.set(arn, known);
    }
  }
  return found;
}

const attachmentTypes: ReadonlyMap<string, readonly string[]> = new Map([
  ['aws_iam_role_policy_attachment', ['role']],
  ['aws_iam_user_policy_attachment', ['user']],
  ['aws_iam_group_policy_attachment', ['group']],
  ['aws_iam_policy_attachment', ['roles', 'users', 'groups']],
]);
