import type { PolicyKind } from './found-policy.ts';
import { type Cursor, isRecord } from './text/cursor.ts';

/** Whether an object is a policy document: it has statements, and they look like IAM's. */
export function isPolicyDocument(cursor: Cursor): boolean {
  const statement = cursor.get('Statement');
  return (
    statement.value !== undefined &&
    (typeof cursor.get('Version').value === 'string' ||
      statement.list().some((item) => item.get('Effect').text() !== null))
  );
}

/**
 * What a document is evaluated as when nothing around it says so: what all of its statements look like, then what the
 * file or the policy is called.
 */
export function kindByShape(document: Cursor, name: string): PolicyKind {
  const statements = document.get('Statement').list();
  const principals = statements.filter(
    ({ value }) => isRecord(value) && ('Principal' in value || 'NotPrincipal' in value),
  );
  if (statements.length > 0 && principals.length === statements.length) {
    return statements.every(isTrust) ? 'trust' : 'resource';
  }
  const called = name.toLowerCase();
  const hasResource = statements.some((item) => item.get('Resource').value !== undefined);
  if (!hasResource && /trust|assume-?role/.test(called)) {
    return 'trust';
  }
  return /boundary|boundaries/.test(called)
    ? 'boundary'
    : /(?:^|[^a-z])scps?(?:[^a-z]|$)|service-?control/.test(called)
      ? 'scp'
      : 'identity';
}

/** The actions that a role's trust policy decides on (IAM user guide, "Roles terms and concepts", trust policy). */
const trustActions = /^sts:(?:AssumeRole.*|\*|TagSession|SetSourceIdentity|SetContext)$/i;

function isTrust(statement: Cursor): boolean {
  const actions = statement.get('Action').list();
  return (
    actions.length > 0 &&
    actions.every((action) => trustActions.test(action.text() ?? '')) &&
    statement.get('Resource').value === undefined
  );
}
