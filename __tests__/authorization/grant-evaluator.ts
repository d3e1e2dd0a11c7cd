import { expect } from '@jest/globals';
import type { GrantPolicy } from '../../src/authorization/policy.ts';
import type { Trial } from '../../src/authorization/grant/verify.ts';
import type { Check } from '../../src/authorization/verdict.ts';
import { evaluate } from '../../src/authorization/evaluation/evaluate.ts';
import { readPolicyDocument, type PolicyDocument } from '../../src/authorization/evaluation/policy-document.ts';
import { requirement } from './factories.ts';

export function check(overrides: Partial<Check> = {}): Check {
  return { ...requirement(), verdict: 'denied', reason: '', missingContext: [], statements: [], ...overrides };
}

const principal = { kind: 'role', arn: 'arn:aws:iam::111122223333:role/deploy', accountId: '111122223333' } as const;

const read = new WeakMap<GrantPolicy, PolicyDocument>();

/** Whether this policy alone allows the request. */
export function allows(policy: GrantPolicy, { action, resource, context }: Trial): boolean {
  const known = read.get(policy) ?? readAsPasted(policy);
  read.set(policy, known);
  const layers = { identity: [known], boundary: null, session: null, scps: null, rcps: null, resource: null };
  const request = { action, resource, principal, resourceAccountId: null };
  const values = { values: context, absent: [], others: 'absent' } as const;
  return evaluate({ ...request, context: values }, layers).outcome === 'allowed';
}

function readAsPasted(policy: GrantPolicy): PolicyDocument {
  const value: unknown = JSON.parse(JSON.stringify(policy));
  const reading = readPolicyDocument({ origin: { name: 'grant', file: null }, value, locate: () => null });
  if (!reading.ok) {
    throw new Error(reading.problems.map(({ sentence }) => sentence).join(' '));
  }
  return reading.policy;
}

/** The policy with each of its statements, actions, resources and condition values left out in turn. */
export function* smaller(policy: GrantPolicy): Generator<GrantPolicy> {
  for (const [index, statement] of policy.Statement.entries()) {
    const others = policy.Statement.filter((_, other) => other !== index);
    const replaced = (part: object): GrantPolicy => ({ ...policy, Statement: [...others, { ...statement, ...part }] });
    if (others.length > 0) {
      yield { ...policy, Statement: others };
    }
    for (const Action of shorter(statement.Action)) {
      yield replaced({ Action });
    }
    for (const Resource of shorter(statement.Resource)) {
      yield replaced({ Resource });
    }
    for (const [operator, keys] of Object.entries(statement.Condition ?? {})) {
      for (const [key, values] of Object.entries(keys)) {
        for (const fewer of shorter(values)) {
          yield replaced({ Condition: { ...statement.Condition, [operator]: { ...keys, [key]: fewer } } });
        }
      }
    }
  }
}

function shorter(values: string | readonly string[]): readonly (readonly string[])[] {
  return typeof values === 'string' || values.length < 2
    ? []
    : values.map((_, index) => values.filter((_, other) => other !== index));
}

/** The policy of a test that expects one. */
export function present(policy: GrantPolicy | null | undefined): GrantPolicy {
  expect(policy).toBeTruthy();
  return policy ?? { Version: '2012-10-17', Statement: [] };
}
