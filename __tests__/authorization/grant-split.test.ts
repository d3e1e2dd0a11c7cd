import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { grantSize, policyLimits, splitGrant } from '../../src/authorization/grant/split.ts';
import type { GrantPolicy, GrantStatement } from '../../src/authorization/policy.ts';

const list = (prefix: string) =>
  fc.integer({ min: 1, max: 40 }).map((length) => Array.from({ length }, (_, index) => `${prefix}${index}`));
const statements = fc.array(
  fc.record<GrantStatement>(
    {
      Sid: fc.constant('Same'),
      Effect: fc.constant('Allow'),
      Action: fc.oneof(fc.constant('iam:PassRole'), list('s3:Action')),
      Resource: fc.oneof(fc.constant('*'), list('arn:aws:s3:::bucket-')),
      Condition: fc.constant({ StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } }),
    },
    { requiredKeys: ['Effect', 'Action', 'Resource'] },
  ),
  { minLength: 1, maxLength: 5 },
);
const policies = statements.map((Statement): GrantPolicy => ({ Version: '2012-10-17', Statement }));

/** Everything that policies grant together, once for each time that they do. */
function grants(all: readonly GrantPolicy[]): readonly string[] {
  return all
    .flatMap(({ Statement }) => Statement)
    .flatMap(({ Action, Resource, Condition }) =>
      [Action]
        .flat()
        .flatMap((action) => [Resource].flat().map((resource) => JSON.stringify([action, resource, Condition]))),
    )
    .sort();
}

describe('splitGrant', () => {
  test('every part fits, and together they grant the same', () => {
    fc.assert(
      fc.property(policies, fc.integer({ min: 250, max: 3000 }), (policy, limit) => {
        const parts = splitGrant(policy, limit);
        expect(parts.filter((part) => grantSize(part) > limit)).toEqual([]);
        expect(grants(parts)).toEqual(grants([policy]));
      }),
      { numRuns: 500 },
    );
  });

  test('what fits stays whole', () => {
    fc.assert(
      fc.property(policies, (policy) => {
        expect(splitGrant(policy, grantSize(policy))).toEqual([policy]);
      }),
    );
  });

  test('no part could have gone into an earlier one', () => {
    fc.assert(
      fc.property(policies, fc.integer({ min: 250, max: 3000 }), (policy, limit) => {
        const parts = splitGrant(policy, limit);
        parts.slice(1).forEach(({ Statement: [first] }, index) => {
          const before = parts[index];
          if (before === undefined || first === undefined) return;
          expect(grantSize({ ...before, Statement: [...before.Statement, first] })).toBeGreaterThan(limit);
        });
      }),
    );
  });

  test('a Sid stands once in a policy', () => {
    const Action = Array.from({ length: 300 }, (_, index) => `s3:AnActionWithALongName${index}`);
    const policy: GrantPolicy = {
      Version: '2012-10-17',
      Statement: [{ Sid: 'A', Effect: 'Allow', Action, Resource: '*' }],
    };
    for (const { Statement } of splitGrant(policy, policyLimits.managed)) {
      expect(Statement.map(({ Sid }) => Sid)).toEqual(Statement.map(() => undefined));
    }
  });

  test('what cannot be split is answered as it is', () => {
    const policy: GrantPolicy = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'a:B', Resource: '*' }],
    };
    expect(splitGrant(policy, 10)).toEqual([policy]);
  });
});
