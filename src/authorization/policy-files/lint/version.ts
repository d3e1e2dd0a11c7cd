import { unresolved } from '../found-policy.ts';
import { isRecord } from '../text/cursor.ts';
import type { Flaw, Subject } from './subject.ts';

/**
 * Policy variables in a document of the older version, where they are plain text (IAM user guide, "IAM JSON policy
 * elements: Version").
 */
export function versionProblems({ document, statements }: Subject): readonly Flaw[] {
  const version = document['Version'];
  if (version === '2012-10-17' || (version !== undefined && version !== '2008-10-17')) {
    return [];
  }
  if (
    !statements.some(({ value }) => [value['Resource'], value['NotResource'], value['Condition']].some(holdsVariable))
  ) {
    return [];
  }
  const said = version === undefined ? 'The policy has no Version' : 'The policy has Version 2008-10-17';
  return [
    {
      path: version === undefined ? [] : ['Version'],
      sentence: `${said}, so variables such as \${aws:username} in it are plain text; write "Version": "2012-10-17".`,
    },
  ];
}

/** Whether a variable stands in a text of the value; keys of conditions hold none. */
function holdsVariable(value: unknown): boolean {
  const open: unknown[] = [value];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next === 'string' && /\$\{[^}]/.test(next.replaceAll(unresolved, ''))) {
      return true;
    }
    if (Array.isArray(next) || isRecord(next)) {
      open.push(...(Object.values(next) as readonly unknown[]).filter((item) => item !== undefined && item !== null));
    }
  }
  return false;
}
