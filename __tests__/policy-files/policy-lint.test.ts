import { describe, expect, test } from '@jest/globals';
import { actionCatalogue } from '../../src/authorization/policy-files/action-catalogue.ts';
import type { FoundPolicy } from '../../src/authorization/policy-files/policy-files.ts';
import { lintPolicy } from '../../src/authorization/policy-files/policy-lint.ts';
import { authorization, authorizationData } from '../requirements/built-in.ts';
import { read } from './reading.ts';

const catalogue = actionCatalogue(authorizationData);

interface LintCase extends Pick<FoundPolicy, 'kind' | 'form'> {
  readonly name: string;
  readonly document: unknown;
  /** `path words`: the path with dots, and words that the sentence holds. */
  readonly expected: readonly string[];
}

/** A policy whose positions tell the path: the column is the number of a path that was asked for. */
function foundPolicy({ document, kind, form }: LintCase) {
  const paths: string[] = [];
  const found: FoundPolicy = {
    located: {
      origin: { name: 'policy', file: 'policy.json' },
      value: document,
      locate: (path) => {
        const text = path.join('.') || '.';
        paths.push(text);
        return { line: orderOf(document, path), column: paths.length };
      },
    },
    kind,
    form,
    attachedTo: null,
  };
  return { found, pathAt: (column: number) => paths[column - 1] ?? '' };
}

/** The line of a path: statements in their order, and members as they stand in them. */
function orderOf(document: unknown, [, index = 0, element = '']: readonly (string | number)[]): number {
  const { Statement: statements } = document as { readonly Statement: unknown };
  const statement: unknown = Array.isArray(statements) ? statements[Number(index)] : statements;
  return (
    Number(index) * 100 +
    Object.keys(statement ?? {})
      .toSorted()
      .toReversed()
      .indexOf(String(element)) +
    2
  );
}

describe('lintPolicy', () => {
  test.each(JSON.parse(read('cases/lint.json')) as readonly LintCase[])('$name', (lintCase) => {
    const { found, pathAt } = foundPolicy(lintCase);
    const problems = lintPolicy(found, catalogue);
    expect(problems.map(({ position }) => pathAt(position?.column ?? 0))).toEqual(
      lintCase.expected.map((line) => line.slice(0, line.indexOf(' '))),
    );
    problems.forEach(({ sentence }, index) => {
      const line = lintCase.expected[index] ?? '';
      expect(sentence).toContain(line.slice(line.indexOf(' ') + 1));
      expect(sentence).toMatch(/^\S.{10,599}[.?]$/);
    });
  });

  test('leaves patterns and misspelt keys alone without the lists of a service', () => {
    const document = {
      Version: '2012-10-17',
      Statement: {
        Effect: 'Allow',
        Action: ['s3:Fetch*', 's3:Nope'],
        Resource: '*',
        Condition: { StringEquals: { 's3:prefixx': 'a' } },
      },
    };
    const { found } = foundPolicy({ name: '', document, kind: 'identity', form: null, expected: [] });
    expect(lintPolicy(found, authorization).map(({ sentence }) => sentence)).toEqual([
      expect.stringContaining('"s3:Nope"'),
    ]);
  });

  test('gives the nearest place that is known', () => {
    const document = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:Nope', Resource: '*' }] };
    const found: FoundPolicy = {
      located: {
        origin: { name: 'policy', file: null },
        value: document,
        locate: (path) => (path.length === 1 ? { line: 7, column: 3 } : null),
      },
      kind: 'identity',
      form: null,
      attachedTo: null,
    };
    expect(lintPolicy(found, catalogue).map(({ position }) => position)).toEqual([{ line: 7, column: 3 }]);
  });
});
