import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import type { PolicyDocument } from '../../src/authorization/evaluation/policy-document.ts';
import { authorize } from '../../tools/local-aws/authorize.ts';
import { readPolicy } from '../../tools/local-aws/policy.ts';

interface AuthorizationCase {
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

const cases = JSON.parse(
  readFileSync(new URL('./cases/authorizations.json', import.meta.url), 'utf8'),
) as readonly AuthorizationCase[];

function policyOf(statements: readonly object[], version: string | null = '2012-10-17'): PolicyDocument {
  const document = { ...(version === null ? {} : { Version: version }), Statement: statements };
  const reading = readPolicy(document, 'Policy');
  if (!reading.ok) {
    throw new Error(reading.problems.join(' '));
  }
  return reading.policy;
}

/** The decisions themselves are held by __tests__/authorization/evaluation; here is what the simulator tells besides. */
describe('authorizations', () => {
  test.each(cases)('$name', (one) => {
    const answer = authorize(
      {
        identity: [{ policy: policyOf(one.statements, one.version) }],
        boundary: one.boundary === undefined ? null : [{ policy: policyOf(one.boundary) }],
        organization: one.scps?.map((level) => level.map((statement) => ({ policy: policyOf([statement]) }))) ?? null,
      },
      { action: one.action, resource: one.resource, context: one.context ?? {} },
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
        { action: 's3:GetObject', resource: '*', context: {} },
      ).statements.map(({ statement }) => statement.sid);
    const both = ['A', 'B'].map((Sid) => ({ ...allow, Sid }));
    expect(ask(both, null)).toEqual(['A', 'B']);
    expect(ask([...both, { Sid: 'Deny', Effect: 'Deny', Action: '*', Resource: '*' }], null)).toEqual(['Deny']);
    expect(ask([{ ...allow, Sid: 'A' }], [{ ...allow, Sid: 'Boundary' }])).toEqual(['A', 'Boundary']);
    expect(ask([{ ...allow, Sid: 'A' }], [{ ...allow, Action: 'ec2:*' }])).toEqual(['A']);
  });
});

test('a policy of an identity has no Principal', () => {
  const reading = readPolicy(
    { Statement: { Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: '*' } },
    'Policy',
  );
  expect(reading).toEqual({ ok: false, problems: ['Statement 1 has an unknown element: Principal.'] });
});
