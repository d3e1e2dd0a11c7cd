import { quote } from '../../../requirements/fault.ts';
import type { Flaw, Subject } from './subject.ts';

/**
 * Statement ids that IAM refuses: the same one twice in a policy, and, in IAM's own policies, other characters than
 * letters and digits (IAM user guide, "IAM JSON policy elements: Sid").
 */
export function sidProblems({ found, statements }: Subject): readonly Flaw[] {
  const seen = new Set<string>();
  return statements.flatMap(({ value, path }) => {
    const sid = value['Sid'];
    if (typeof sid !== 'string' || sid === '') {
      return [];
    }
    const at = [...path, 'Sid'];
    const isRepeated = seen.has(sid);
    seen.add(sid);
    return [
      ...(isRepeated
        ? [{ path: at, sentence: `The Sid ${quote(sid)} is used twice; give each statement its own.` }]
        : []),
      ...(found.kind !== 'resource' && /[^A-Za-z0-9]/.test(sid) && !sid.includes('${')
        ? [
            {
              path: at,
              sentence: `The Sid ${quote(sid)} holds other characters than A-Z, a-z and 0-9; IAM refuses them.`,
            },
          ]
        : []),
    ];
  });
}
