import { describe, expect, test } from '@jest/globals';
import type { KnownContext } from '../../../src/authorization/evaluation/context.ts';
import { locateJson, readPolicyDocument } from '../../../src/authorization/evaluation/policy-document.ts';
import { evaluateTrust, explainTrust } from '../../../src/authorization/evaluation/trust.ts';
import { contextOf, decide, located, policyOf, principals, readCases, type Situation } from './support.ts';

interface ConditionCase {
  readonly name: string;
  readonly version?: string;
  readonly condition: object;
  readonly context: KnownContext['values'];
  readonly absent?: readonly string[];
  readonly others?: KnownContext['others'];
  readonly met: boolean | 'unknown';
  readonly keys?: readonly string[];
}

interface DecisionCase extends Situation {
  readonly name: string;
  readonly outcome: string;
  readonly layer?: string;
  readonly sids?: readonly string[];
  readonly unknownKeys?: readonly string[];
}

interface TrustCase {
  readonly name: string;
  readonly statements: readonly object[];
  readonly principal: string;
  readonly action?: string;
  readonly context?: KnownContext['values'];
  readonly others?: KnownContext['others'];
  readonly outcome: string;
  /** Keys of the conditions that are not met, statement after statement. */
  readonly failing?: readonly string[];
}

interface DocumentCase {
  readonly name: string;
  readonly document: unknown;
  readonly problem: string | null;
}

interface JsonCase {
  readonly name: string;
  readonly text: string;
  readonly problem: string;
  readonly at: readonly [number, number];
}

const outcomes = new Map<unknown, string>([
  [true, 'allowed'],
  [false, 'implicitDeny'],
  ['unknown', 'unknown'],
]);

describe('conditions', () => {
  test.each(readCases('conditions') as readonly ConditionCase[])('$name', (one) => {
    const allow = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*', Condition: one.condition };
    const decision = decide({ ...one, identity: [allow], action: 's3:GetObject', resource: 'arn:aws:s3:::b/k' });
    expect(decision.outcome).toBe(outcomes.get(one.met));
    expect(decision.unknownKeys).toEqual(one.keys ?? []);
  });
});

describe.each(['matching', 'decisions', 'layers', 'resource-policies', 'organizations', 'unknown'])('%s', (file) => {
  test.each(readCases(file) as readonly DecisionCase[])('$name', (one) => {
    const decision = decide(one);
    expect(decision).toMatchObject({
      outcome: one.outcome,
      ...(one.layer === undefined ? {} : { layer: one.layer }),
      unknownKeys: one.unknownKeys ?? [],
    });
    if (one.sids !== undefined) {
      expect(decision.statements.map(({ sid }) => sid)).toEqual(one.sids);
    }
    expect(decision.why).toMatch(/^[A-Z].*\.$/);
  });
});

describe('trust policies', () => {
  const roleArn = 'arn:aws:iam::111122223333:role/ci/deployer';

  test.each(readCases('trust') as readonly TrustCase[])('$name', (one) => {
    const principal = principals[one.principal];
    if (principal === undefined) {
      throw new Error(`no principal ${one.principal}`);
    }
    const action = one.action ?? 'sts:AssumeRole';
    const request = { action, roleArn, principal, context: contextOf(one.context, one.others) };
    const policy = policyOf(one.statements);
    expect(evaluateTrust(policy, request).outcome).toBe(one.outcome);
    if (one.failing !== undefined) {
      const failing = explainTrust(policy, request).flatMap(({ conditions }) =>
        conditions.filter(({ met }) => met !== true),
      );
      expect(failing.map(({ key }) => key)).toEqual(one.failing);
    }
  });
});

describe('policy documents', () => {
  test.each(readCases('documents') as readonly DocumentCase[])('$name', ({ document, problem }) => {
    const reading = readPolicyDocument(located(document));
    expect(reading.ok ? null : reading.problems[0]?.sentence).toBe(problem);
  });
});

describe('JSON texts', () => {
  test.each(readCases('json') as readonly JsonCase[])('$name', ({ text, problem, at: [line, column] }) => {
    const reading = locateJson(text, { name: 'Policy', file: 'policy.json' });
    expect(reading.ok ? null : reading.problem).toMatchObject({
      position: { line, column },
      sentence: `The policy is not valid JSON: ${problem}`,
    });
  });
});
