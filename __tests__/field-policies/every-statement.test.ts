import { describe, expect, test } from '@jest/globals';
import { contextFor } from '../../src/authorization/context.ts';
import type { Requirement } from '../../src/requirements/requirement.ts';
import {
  facts,
  fieldPolicies,
  rowsOf,
  verdictsOn,
  writtenPolicies,
  type WrittenPolicy,
  type WrittenStatement,
} from './field-policy.ts';
import { isAbout, type PlainContext } from './plain-matcher.ts';

/**
 * For each policy of the field: it denies nothing that its deployment needs; and without one of its statements it
 * denies exactly what that statement alone allowed, which a plain matcher works out by itself.
 */
describe.each(fieldPolicies)('$name', (policy) => {
  const written = writtenPolicies(policy);
  const rows = rowsOf(policy);
  const gaps = policy.gaps ?? {};

  test('allows what its deployment needs, but for the gaps that are listed', () => {
    const verdicts = verdictsOn(rows, written);
    const open = rows.filter((_, index) => verdicts[index] !== 'allowed');
    expect(new Set(open.map(nameOf))).toEqual(new Set(Object.keys(gaps)));
    const failing = rows.filter((row, index) => row.severity === 'error' && verdicts[index]?.startsWith('denied'));
    expect(failing.map(nameOf)).toEqual([]);
    expect(rows.length).toBeGreaterThan(0);
  });

  test('allows every row that the plain matcher allows, and no other', () => {
    const verdicts = verdictsOn(rows, written);
    expect(linesOf(rows.filter((_, index) => verdicts[index] !== 'allowed'))).toEqual(
      linesOf(rows.filter((row) => !isAllowed(row, statementsOf(written)))),
    );
  });

  const statements = written.flatMap(({ document }, file) => document.Statement.map((_, index) => ({ file, index })));
  test.each(statements.map(({ file, index }) => [file, index, sidOf(written, file, index)] as const))(
    'without statement %i.%i (%s) denies what only that allowed',
    (file, index) => {
      const rest = without(written, file, index);
      const before = verdictsOn(rows, written);
      const after = verdictsOn(rows, rest);
      const lost = rows.filter((_, at) => before[at] === 'allowed' && after[at] !== 'allowed');
      const removed = written[file]?.document.Statement[index];
      const onlyThat = rows.filter(
        (row) =>
          isAllowed(row, statementsOf(written)) &&
          matching(row, statementsOf(written), 'Allow').length === 1 &&
          removed !== undefined &&
          matching(row, [removed], 'Allow').length === 1,
      );
      expect(linesOf(lost)).toEqual(linesOf(onlyThat));
      expect(linesOf(rows.filter((_, at) => after[at] !== 'allowed'))).toEqual(
        linesOf(rows.filter((row) => !isAllowed(row, statementsOf(rest)))),
      );
    },
  );
});

test('statements that nothing hangs on are not all there are', () => {
  const lost = fieldPolicies.map((policy) => {
    const rows = rowsOf(policy);
    const none = verdictsOn(rows, []);
    return none.every((verdict) => verdict !== 'allowed') && rows.length > 0;
  });
  expect(lost).not.toContain(false);
});

function isAllowed(row: Requirement, statements: readonly WrittenStatement[]): boolean {
  return matching(row, statements, 'Allow').length > 0 && matching(row, statements, 'Deny').length === 0;
}

function matching(
  row: Requirement,
  statements: readonly WrittenStatement[],
  effect: WrittenStatement['Effect'],
): readonly WrittenStatement[] {
  const context = contextOf(row);
  return statements.filter((statement) => statement.Effect === effect && isAbout(statement, row, context));
}

/** What the request carries, and what IAM fills in for the caller. */
function contextOf(row: Requirement): PlainContext {
  const sent = contextFor(row, facts).map(({ key, values }): [string, readonly string[]] => [
    key.toLowerCase(),
    values,
  ]);
  const { principalArn, accountId } = facts.identity;
  return new Map([...sent, ['aws:principalarn', [principalArn ?? '']], ['aws:principalaccount', [accountId]]]);
}

function statementsOf(policies: readonly WrittenPolicy[]): readonly WrittenStatement[] {
  return policies.flatMap(({ document }) => document.Statement);
}

function without(policies: readonly WrittenPolicy[], file: number, index: number): readonly WrittenPolicy[] {
  return policies.map((policy, at) =>
    at === file
      ? {
          ...policy,
          document: { ...policy.document, Statement: policy.document.Statement.filter((_, i) => i !== index) },
        }
      : policy,
  );
}

function sidOf(policies: readonly WrittenPolicy[], file: number, index: number): string {
  const statement = policies[file]?.document.Statement[index];
  return statement !== undefined && 'Sid' in statement ? String(statement.Sid) : (statement?.Effect ?? '');
}

function nameOf({ severity, action }: Requirement): string {
  return `${severity} ${action}`;
}

function linesOf(rows: readonly Requirement[]): readonly string[] {
  return rows.map(({ action, resource }) => `${action} ${resource}`);
}
