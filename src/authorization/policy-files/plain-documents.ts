import type { Collector } from './collector.ts';
import { embeddedDocument } from './embedded-document.ts';
import type { PolicyForm, PolicyKind } from './found-policy.ts';
import { isPolicyDocument, kindByShape } from './policy-shape.ts';
import { Cursor, isRecord, rootOf } from './text/cursor.ts';

/** What the objects around a document have said about it. */
interface Surroundings {
  readonly name: string;
  readonly kind: PolicyKind | null;
  readonly form: PolicyForm;
  readonly attachedTo: string | null;
}

const deepest = 8;

/**
 * Finds policy documents wherever they stand in plain JSON: alone, in an array or a map, or in what `aws iam
 * get-role-policy`, `get-policy-version`, `get-role` and their like print, in which a document may be a text.
 */
export function readPlainDocuments(collector: Collector, file: string): void {
  const name = file.slice(file.lastIndexOf('/') + 1);
  search(rootOf(collector.tree), { name, kind: null, form: null, attachedTo: null }, collector, deepest);
}

function search(cursor: Cursor, around: Surroundings, collector: Collector, left: number): void {
  if (isPolicyDocument(cursor)) {
    const kind = around.kind ?? kindByShape(cursor, around.name);
    const attachedTo = around.attachedTo === null ? [] : [around.attachedTo];
    collector.add({ ...around, kind, attachedTo, document: cursor });
    return;
  }
  if (left === 0 || typeof cursor.value !== 'object') {
    return;
  }
  const here = surroundingsIn(cursor, around);
  for (const item of cursor.items()) {
    search(item, here, collector, left - 1);
  }
  for (const [key, member] of cursor.entries()) {
    const named = here.name === around.name && isPolicyDocument(member) ? { ...here, name: nameOf(key, here) } : here;
    const inside = isTrustKey(key) ? { ...named, kind: 'trust' as const, form: null } : named;
    if (documentKeys.has(key) && member.text() !== null) {
      addText(member, inside, collector);
    } else {
      search(member, inside, collector, left - 1);
    }
  }
}

/** Keys under which the AWS CLI prints documents, some of them as texts. */
const documentKeys: ReadonlySet<string> = new Set([
  'PolicyDocument',
  'Document',
  'AssumeRolePolicyDocument',
  'Policy',
  'Content',
  'PermissionPolicy',
]);

function isTrustKey(key: string): boolean {
  return key === 'AssumeRolePolicyDocument';
}

/** A key of a map names the document under it, unless it is one of the AWS CLI's. */
function nameOf(key: string, here: Surroundings): string {
  return documentKeys.has(key) ? here.name : key;
}

function addText(member: Cursor, around: Surroundings, collector: Collector): void {
  const { value, fault } = embeddedDocument(member.text() ?? '');
  const document = new Cursor(value, member.offset, new Map());
  if (fault === null && !isPolicyDocument(document)) {
    return;
  }
  const kind = around.kind ?? kindByShape(document, around.name);
  const attachedTo = around.attachedTo === null ? [] : [around.attachedTo];
  collector.add({ ...around, kind, attachedTo, document: member });
}

/** Reads the names that the AWS CLI prints beside a document. */
function surroundingsIn(cursor: Cursor, around: Surroundings): Surroundings {
  const text = (key: string) => (isRecord(cursor.value) ? cursor.get(key).text() : null);
  const holder = text('RoleName') ?? text('UserName') ?? text('GroupName');
  const policy = text('PolicyName') ?? (holder === null && text('Type') !== null ? text('Name') : null);
  const form: PolicyForm =
    text('PolicyName') === null || holder === null
      ? around.form
      : text('RoleName') !== null
        ? 'role-inline'
        : text('UserName') !== null
          ? 'user-inline'
          : 'group-inline';
  const isScp =
    text('Type') === 'SERVICE_CONTROL_POLICY' ||
    cursor.get('PolicySummary').get('Type').text() === 'SERVICE_CONTROL_POLICY';
  const kind = isScp ? ('scp' as const) : form !== null ? ('identity' as const) : around.kind;
  const attachedTo = holder ?? around.attachedTo;
  const name = policy ?? cursor.get('PolicySummary').get('Name').text() ?? around.name;
  return { name: policy === null && holder !== null ? holder : name, kind, form, attachedTo };
}
