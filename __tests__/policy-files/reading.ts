import { readFileSync } from 'node:fs';
import {
  type FoundPolicy,
  type PolicyPlace,
  readPolicyFile,
} from '../../src/authorization/policy-files/policy-files.ts';

export const place: PolicyPlace = { partition: 'aws', region: 'eu-west-1', accountId: '111122223333' };

export function read(path: string): string {
  return readFileSync(new URL(path, import.meta.url), 'utf8');
}

/** What a file gives, as a case file writes it down: a headline for each policy, and its value. */
export function summaryOf(text: string, file: string, at: PolicyPlace | null) {
  const { policies, problems, notes } = readPolicyFile(text, file, { place: at });
  return {
    policies: policies.map((policy) => ({ headline: headlineOf(policy), document: policy.located.value })),
    problems: problems.map(
      ({ origin, position, sentence }) => `${origin.name} ${position?.line}:${position?.column} ${sentence}`,
    ),
    notes,
  };
}

/** `kind form of holder: name at 1:1, statements at 4:5 9:5`. */
function headlineOf({ located, kind, form, attachedTo }: FoundPolicy): string {
  const at = (path: readonly (string | number)[]) => {
    const position = located.locate(path);
    return position === null ? 'nowhere' : `${position.line}:${position.column}`;
  };
  const { Statement: statements } = located.value as { readonly Statement?: unknown };
  const count = Array.isArray(statements) ? statements.length : statements === undefined ? 0 : 1;
  const places = Array.from({ length: count }, (_, index) => at(['Statement', index]));
  const holder = attachedTo === null ? '' : ` of ${attachedTo}`;
  return `${kind} ${form ?? '-'}${holder}: ${located.origin.name} at ${at([])}, statements at ${places.join(' ')}`;
}
