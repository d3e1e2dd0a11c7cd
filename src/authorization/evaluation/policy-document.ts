import type { LocatedPolicy, PolicyOrigin, PolicyProblem } from './located-policy.ts';
import { collectProblems, expectKeys, isFields, type Problems } from './problems.ts';
import { readStatement, type PolicyStatement } from './policy-statement.ts';

export { locateJson } from './locate-json.ts';
export type { PolicyStatement } from './policy-statement.ts';

/** A policy of any type, read and compiled once and trusted afterwards. */
export interface PolicyDocument {
  readonly origin: PolicyOrigin;
  /** Variables are plain text in the older version, which is also the one of a document that names none. */
  readonly version: '2012-10-17' | '2008-10-17';
  readonly statements: readonly PolicyStatement[];
}

export type PolicyReading =
  | { readonly ok: true; readonly policy: PolicyDocument }
  | { readonly ok: false; readonly problems: readonly PolicyProblem[] };

/**
 * Reads a policy by the grammar that all types share (IAM User Guide, "Grammar of the IAM JSON policy language"). What
 * one type alone forbids, as `Principal` in an identity-based policy, is left to the reader of that type. Problems come
 * in the order of the document.
 */
export function readPolicyDocument(located: LocatedPolicy): PolicyReading {
  const problems = collectProblems(located);
  if (!isFields(located.value)) {
    problems.note([], 'The policy is not a JSON object.');
    return { ok: false, problems: problems.all };
  }
  expectKeys(located.value, ['Version', 'Id', 'Statement'], [], 'The policy', problems);
  const version = readVersion(located.value['Version'], problems);
  const written = located.value['Statement'] ?? [];
  const list: readonly unknown[] = Array.isArray(written) ? written : [written];
  const statements = list.map((value, index) =>
    readStatement({
      value,
      index,
      path: Array.isArray(written) ? ['Statement', index] : ['Statement'],
      variables: version === '2012-10-17',
      located,
      problems,
    }),
  );
  if (statements.length === 0) {
    problems.note([], 'The policy has no Statement.');
  }
  return problems.all.length > 0
    ? { ok: false, problems: problems.all }
    : { ok: true, policy: { origin: located.origin, version, statements } };
}

function readVersion(value: unknown, problems: Problems): PolicyDocument['version'] {
  if (value !== undefined && value !== '2012-10-17' && value !== '2008-10-17') {
    problems.note(['Version'], 'Version is neither 2012-10-17 nor 2008-10-17.');
  }
  return value === '2012-10-17' ? value : '2008-10-17';
}
