import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { grantFor } from '../../src/authorization/grant/grant.ts';
import { verifyGrant } from '../../src/authorization/grant/verify.ts';
import type { Check } from '../../src/authorization/verdict.ts';
import { allows, check, smaller } from './grant-evaluator.ts';

const actions = ['lambda:GetFunction', 'lambda:UpdateFunctionCode', 'iam:PassRole', 's3:GetObject', 's3:ListBucket'];
const resources = ['a', 'b', 'ab', 'b/c', 'x?y', 'x${y}', 'Ä'].map((name) => `arn:aws:s3:::${name}`);
const patterns = [
  ...resources,
  '*',
  'arn:aws:s3:::*',
  'arn:aws:s3:::a*',
  'arn:aws:s3:::**b',
  'arn:aws:s3:::*b',
  'arn:aws:s3:::*?*',
  'arn:aws:s3:::*/*',
];
const passedTo = ['lambda.amazonaws.com', 'ec2.amazonaws.com', 'ecs?tasks', '${aws:username}'];
const contexts: Record<string, string>[] = [
  {},
  { 'aws:RequestedRegion': 'us-east-1' },
  ...passedTo.map((service) => ({ 'iam:PassedToService': service, 'iam:AssociatedResourceArn': 'arn:aws:x' })),
  { 'IAM:passedtoservice': 'ec2.amazonaws.com', 'iam:PolicyARN': 'arn:aws:iam::aws:policy/A' },
  ...['A', 'B'].map((name) => ({
    'iam:PassedToService': 'lambda.amazonaws.com',
    'iam:PolicyARN': `arn:aws:iam::aws:policy/${name}`,
  })),
  { 'iam:PassedToService': 'e*' },
  { 'iam:PassedToService': '*' },
];

const checksOn = (places: readonly string[]) =>
  fc.array(
    fc
      .record({
        action: fc.constantFrom(...actions),
        resource: fc.constantFrom(...places),
        context: fc.oneof(
          { weight: 2, arbitrary: fc.constant({}) },
          { weight: 3, arbitrary: fc.constantFrom(...contexts) },
        ),
        verdict: fc.constantFrom('denied' as const, 'uncertain' as const),
        severity: fc.constantFrom('error' as const, 'warning' as const),
      })
      .map((parts) => check(parts)),
    { minLength: 1, maxLength: 14 },
  );

/** What a statement holds beyond its actions and resources, written again without the code under test. */
const conditionOf = ({ context }: Pick<Check, 'context'>): string =>
  JSON.stringify(
    Object.entries(context)
      .map(([key, value]) => `${key.toLowerCase()} ${value}`)
      .filter((entry) => /^iam:pas|^iam:pol/.test(entry)),
  );

describe.each([
  ['names', resources],
  ['names and wildcards', patterns],
])('the grant for checks on %s', (_, places) => {
  test('allows every one of them and nothing else', () => {
    fc.assert(
      fc.property(checksOn(places), (checks) => {
        const policy = grantFor(checks);
        expect(policy && verifyGrant(policy, checks, allows)).toEqual({ refused: [], excess: [] });
      }),
      { numRuns: 300 },
    );
  });

  test('has no part that can be left out', () => {
    fc.assert(
      fc.property(checksOn(places), (checks) => {
        const policy = grantFor(checks);
        for (const less of policy === null ? [] : smaller(policy)) {
          expect(checks.some((one) => !allows(less, one))).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('is the same in whatever order they come, and however often', () => {
    const orders = checksOn(places).chain((checks) =>
      fc.tuple(fc.constant(checks), fc.shuffledSubarray([...checks, ...checks], { minLength: 2 * checks.length })),
    );
    fc.assert(
      fc.property(orders, ([checks, shuffled]) => {
        expect(grantFor(shuffled)).toEqual(grantFor(checks));
      }),
    );
  });
});

test('names the pairs that were asked for without the help of the evaluator, and no others', () => {
  fc.assert(
    fc.property(checksOn(['a', 'b', 'c', 'd'].map((name) => `arn:aws:s3:::${name}`)), (given) => {
      const checks = given.map((one) => ({ ...one, context: {} }));
      const pairs = (grantFor(checks)?.Statement ?? []).flatMap(({ Action, Resource }) =>
        [Action].flat().flatMap((action) => [Resource].flat().map((resource) => `${action} ${resource}`)),
      );
      const asked = new Set(checks.map(({ action, resource }) => `${action} ${resource}`));
      expect(pairs.sort()).toEqual([...asked].sort());
    }),
  );
});

test('has no more statements than there are sets of actions, or sets of resources', () => {
  fc.assert(
    fc.property(checksOn(resources), (checks) => {
      const rows = (row: (one: Check) => string, column: (one: Check) => string): number => {
        const sets = new Map<string, Set<string>>();
        for (const one of checks) {
          const key = JSON.stringify([conditionOf(one), row(one)]);
          sets.set(key, (sets.get(key) ?? new Set()).add(column(one)));
        }
        const kinds = [...sets].map(([key, set]) =>
          JSON.stringify([(JSON.parse(key) as string[])[0], [...set].sort()]),
        );
        return new Set(kinds).size;
      };
      const unconditional = checks.every((one) => conditionOf(one) === '[]');
      fc.pre(unconditional || checks.every((one) => conditionOf(one) !== '[]' && !conditionOf(one).includes('*')));
      const byResource = rows(
        ({ resource }) => resource,
        ({ action }) => action,
      );
      const byAction = rows(
        ({ action }) => action,
        ({ resource }) => resource,
      );
      expect(grantFor(checks)?.Statement.length).toBeLessThanOrEqual(Math.min(byResource, byAction));
    }),
  );
});
