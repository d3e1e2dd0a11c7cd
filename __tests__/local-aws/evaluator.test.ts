import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { authorize } from '../../tools/local-aws/evaluator/authorize.ts';
import { contextOf } from '../../tools/local-aws/evaluator/context.ts';
import { matches, readPattern } from '../../tools/local-aws/evaluator/pattern.ts';
import { readPolicy, type Policy } from '../../tools/local-aws/evaluator/policy.ts';

interface ConditionCase {
  readonly name: string;
  readonly condition: object;
  readonly context: Readonly<Record<string, string | readonly string[]>>;
  readonly met: boolean;
  readonly missing?: readonly string[];
}

interface DecisionCase {
  readonly name: string;
  readonly version?: string | null;
  readonly statements: readonly object[];
  readonly boundary?: readonly object[];
  readonly scps?: readonly (readonly object[])[];
  readonly action: string;
  readonly resource: string;
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
  readonly decision: string;
  readonly layer?: string;
  readonly missing?: readonly string[];
  readonly allowedByBoundary?: boolean;
  readonly allowedByOrganizations?: boolean;
}

interface DocumentCase {
  readonly name: string;
  readonly document: unknown;
  readonly problem: string | null;
}

function readCases(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`./cases/${name}.json`, import.meta.url), 'utf8'));
}

function policyOf(statements: readonly object[], version: string | null = '2012-10-17'): Policy {
  const reading = readPolicy({ ...(version === null ? {} : { Version: version }), Statement: statements });
  if (!reading.ok) {
    throw new Error(reading.problems.join(' '));
  }
  return reading.policy;
}

describe('conditions', () => {
  test.each(readCases('conditions') as readonly ConditionCase[])(
    '$name',
    ({ condition, context, met, missing = [] }) => {
      const policy = policyOf([{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*', Condition: condition }]);
      const answer = authorize(
        { identity: [{ policy }], boundary: null, organization: null },
        { action: 's3:GetObject', resource: 'arn:aws:s3:::b/k', context: contextOf(context) },
      );
      expect(answer.decision).toBe(met ? 'allowed' : 'implicitDeny');
      expect(answer.missingContext).toEqual(missing);
    },
  );
});

describe('decisions', () => {
  test.each(readCases('decisions') as readonly DecisionCase[])('$name', (one) => {
    const answer = authorize(
      {
        identity: [{ policy: policyOf(one.statements, one.version) }],
        boundary: one.boundary === undefined ? null : [{ policy: policyOf(one.boundary) }],
        organization: one.scps?.map((level) => level.map((statement) => ({ policy: policyOf([statement]) }))) ?? null,
      },
      { action: one.action, resource: one.resource, context: contextOf(one.context ?? {}) },
    );
    expect(answer).toMatchObject({
      decision: one.decision,
      ...(one.layer === undefined ? {} : { layer: one.layer }),
      ...(one.missing === undefined ? {} : { missingContext: one.missing }),
      allowedByBoundary: one.allowedByBoundary ?? null,
      allowedByOrganizations: one.allowedByOrganizations ?? null,
    });
  });

  test('the deciding statements are the denying ones, or else all that allow', () => {
    const allow = { Effect: 'Allow', Action: '*', Resource: '*' };
    const ask = (statements: readonly object[], boundary: readonly object[] | null): readonly (string | null)[] =>
      authorize(
        {
          identity: [{ policy: policyOf(statements) }],
          boundary: boundary === null ? null : [{ policy: policyOf(boundary) }],
          organization: null,
        },
        { action: 's3:GetObject', resource: '*', context: contextOf() },
      ).statements.map(({ statement }) => statement.sid);
    const deny = { Sid: 'Deny', Effect: 'Deny', Action: '*', Resource: '*' };
    expect(
      ask(
        [
          { ...allow, Sid: 'A' },
          { ...allow, Sid: 'B' },
        ],
        null,
      ),
    ).toEqual(['A', 'B']);
    expect(ask([{ ...allow, Sid: 'A' }, deny], null)).toEqual(['Deny']);
    expect(ask([{ ...allow, Sid: 'A' }], [{ ...allow, Sid: 'Boundary' }])).toEqual(['A', 'Boundary']);
    expect(ask([{ ...allow, Sid: 'A' }], [{ ...allow, Action: 'ec2:*' }])).toEqual(['A']);
  });
});

describe('policy documents', () => {
  test.each(readCases('documents') as readonly DocumentCase[])('$name', ({ document, problem }) => {
    const reading = readPolicy(document);
    expect(reading.ok ? null : reading.problems[0]).toBe(problem);
  });
});

test('a hostile pattern takes no more time than its length and the text allow', () => {
  const pattern = readPattern(`${'*a'.repeat(60)}b`, { wildcards: true, variables: null }) ?? [];
  const start = performance.now();
  expect(matches(pattern, 'a'.repeat(20_000))).toBe(false);
  expect(performance.now() - start).toBeLessThan(1000);
});
