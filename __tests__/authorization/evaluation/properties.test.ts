import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Decision } from '../../../src/authorization/evaluation/decision.ts';
import { locateJson, readPolicyDocument } from '../../../src/authorization/evaluation/policy-document.ts';
import { keys, resourceStatement, situation, statement, values, type Effect } from './arbitraries.ts';
import { decide, policyOf, type Situation } from './support.ts';

const runs = { numRuns: 400, seed: 20261122 };

const layers = ['identity', 'boundary', 'session', 'scps', 'rcps', 'resourcePolicy'] as const;

/** Puts a statement among those of a layer that exists, at the place that `at` points to. */
function add(one: Situation, layer: (typeof layers)[number], own: object, ofResource: object, at: number): Situation {
  const put = (list: readonly object[], added: object): readonly object[] =>
    list.toSpliced(at % (list.length + 1), 0, added);
  switch (layer) {
    case 'identity':
    case 'boundary':
    case 'session':
      return one[layer] === undefined ? one : { ...one, [layer]: put(one[layer], own) };
    case 'resourcePolicy':
      return one[layer] === undefined ? one : { ...one, [layer]: put(one[layer], ofResource) };
    case 'scps':
    case 'rcps': {
      const level = at % (one[layer]?.length ?? 1);
      const added = layer === 'scps' ? own : ofResource;
      return one[layer] === undefined
        ? one
        : { ...one, [layer]: one[layer].map((list, index) => (index === level ? put(list, added) : list)) };
    }
  }
}

const addition = (effect: Effect) =>
  fc.record({
    layer: fc.constantFrom(...layers),
    own: statement(effect),
    ofResource: resourceStatement(effect),
    at: fc.nat({ max: 10 }),
  });

function isDenied({ outcome }: Decision): boolean {
  return outcome === 'explicitDeny' || outcome === 'implicitDeny';
}

describe('statements that are added', () => {
  test('an Allow never turns an allow into a deny', () => {
    fc.assert(
      fc.property(situation, addition('Allow'), (one, { layer, own, ofResource, at }) => {
        const more = decide(add(one, layer, own, ofResource, at));
        expect(decide(one).outcome === 'allowed' && isDenied(more)).toBe(false);
      }),
      runs,
    );
  });

  test('an Allow never takes an explicit deny away', () => {
    fc.assert(
      fc.property(situation, addition('Allow'), (one, { layer, own, ofResource, at }) => {
        const more = decide(add(one, layer, own, ofResource, at));
        expect(decide(one).outcome === 'explicitDeny').toBe(more.outcome === 'explicitDeny');
      }),
      runs,
    );
  });

  test('a Deny never turns a deny into an allow', () => {
    fc.assert(
      fc.property(situation, addition('Deny'), (one, { layer, own, ofResource, at }) => {
        const more = decide(add(one, layer, own, ofResource, at));
        expect(isDenied(decide(one)) && !isDenied(more)).toBe(false);
      }),
      runs,
    );
  });
});

describe('what does not matter', () => {
  test('the order of statements', () => {
    fc.assert(
      fc.property(situation, (one) => {
        const turned: Situation = {
          ...one,
          identity: one.identity?.toReversed() ?? [],
          ...(one.boundary === undefined ? {} : { boundary: one.boundary.toReversed() }),
          ...(one.session === undefined ? {} : { session: one.session.toReversed() }),
          ...(one.scps === undefined ? {} : { scps: one.scps.map((level) => level.toReversed()) }),
          ...(one.resourcePolicy === undefined ? {} : { resourcePolicy: one.resourcePolicy.toReversed() }),
        };
        const { outcome, layer } = decide(one);
        expect(decide(turned)).toMatchObject({ outcome, layer });
      }),
      runs,
    );
  });

  test('the case of actions and of condition keys', () => {
    const shout = (value: unknown): unknown =>
      JSON.parse(JSON.stringify(value).replace(/"(s3|kms|iam|x):([^"/]*)"(?=[\],:}])/g, (text) => text.toUpperCase()));
    fc.assert(
      fc.property(situation, (one) => {
        const loud = { ...(shout({ ...one, resource: undefined }) as Situation), resource: one.resource ?? '*' };
        expect(decide(loud).outcome).toBe(decide(one).outcome);
      }),
      runs,
    );
  });

  test('the formatting of the JSON, and lists of one', () => {
    const alone = (value: unknown): unknown =>
      Array.isArray(value) && value.length === 1 && typeof value[0] === 'string' ? value[0] : value;
    fc.assert(
      fc.property(situation, fc.constantFrom('', ' ', '\t', '\n   '), (one, blanks) => {
        const document = { Version: '2012-10-17', Statement: one.identity };
        const text = JSON.stringify(document, (_, value: unknown) => alone(value), blanks);
        const reading = locateJson(text, { name: 'Policy', file: null });
        const policy = reading.ok ? readPolicyDocument(reading.located) : reading;
        if ((one.identity ?? []).length === 0) {
          expect(policy.ok).toBe(false);
          return;
        }
        expect(policy.ok && 'policy' in policy ? policy.policy.statements.map(plain) : null).toEqual(
          policyOf(one.identity).statements.map(plain),
        );
      }),
      runs,
    );
  });
});

describe('unknown keys', () => {
  /** The context without some keys, of which nothing is known then. */
  const forget = (one: Situation, forgotten: readonly string[]): Situation => ({
    ...one,
    others: 'unknown',
    context: Object.fromEntries(Object.entries(one.context ?? {}).filter(([key]) => !forgotten.includes(key))),
  });
  const someKeys = fc.subarray([...keys], { minLength: 1 });

  test('a key that becomes unknown leaves the answer as it was, or unknown', () => {
    fc.assert(
      fc.property(situation, someKeys, (one, forgotten) => {
        const before = decide(one);
        const after = decide(forget(one, forgotten));
        expect(after.outcome === 'unknown' || isDenied(after) === isDenied(before)).toBe(true);
        // Denied either way is an implicit deny, though a statement that may deny would make it an explicit one.
        expect(after.outcome === 'explicitDeny' && before.outcome !== 'explicitDeny').toBe(false);
      }),
      { ...runs, numRuns: 1500 },
    );
  });

  test('the keys that are named settle it, whatever the others are', () => {
    fc.assert(
      fc.property(situation, fc.tuple(...keys.map(() => fc.constantFrom(...values))), (one, drawn) => {
        const forgotten = forget(one, keys);
        const { outcome, unknownKeys } = decide(forgotten);
        const told = Object.fromEntries(keys.map((key, index) => [key, drawn[index] ?? 'a']));
        const named = Object.fromEntries(unknownKeys.map((key) => [key, told[key] ?? 'a']));
        expect(unknownKeys.length > 0).toBe(outcome === 'unknown');
        const settled = decide({ ...forgotten, context: named });
        expect(settled.outcome).not.toBe('unknown');
        expect(isDenied(decide({ ...forgotten, context: told }))).toBe(isDenied(settled));
      }),
      { ...runs, numRuns: 1500 },
    );
  });

  test('one condition on an unknown key can be met and not met', () => {
    const operators = [
      'StringEquals',
      'StringNotLike',
      'NumericLessThanEquals',
      'DateGreaterThan',
      'Bool',
      'Null',
      'IpAddress',
    ];
    const sets = ['', 'ForAllValues:', 'ForAnyValue:'];
    const given: readonly (string | readonly string[])[] = [
      'true',
      '203.0.113.7',
      '7',
      '2025-01-01',
      '2026-01-01',
      'other',
      [],
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...operators),
        fc.constantFrom(...sets),
        fc.constantFrom('true', '203.0.113.7', '7', '2025-01-01'),
        (operator, set, expected) => {
          const sensible =
            {
              NumericLessThanEquals: '7',
              DateGreaterThan: '2025-01-01',
              Bool: 'true',
              Null: 'true',
              IpAddress: '203.0.113.7',
            }[operator] ?? expected;
          const Condition = { [operator === 'Null' ? operator : `${set}${operator}`]: { 'x:key': sensible } };
          const one = {
            identity: [{ Effect: 'Allow', Action: '*', Resource: '*', Condition }],
            action: 's3:GetObject',
          };
          expect(decide({ ...one, others: 'unknown' })).toMatchObject({ outcome: 'unknown', unknownKeys: ['x:key'] });
          const outcomes = given.map((value) => decide({ ...one, context: { 'x:key': value } }).outcome);
          expect(new Set(outcomes)).toEqual(new Set(['allowed', 'implicitDeny']));
        },
      ),
      runs,
    );
  });
});

/** A statement without what its place and its compiled form say. */
function plain({ sid, effect, actions, resources, conditions }: ReturnType<typeof policyOf>['statements'][number]) {
  return {
    sid,
    effect,
    actions: [actions.negated, actions.texts],
    resources: [resources?.negated, resources?.texts],
    conditions: conditions.map(({ operator, key, values: texts }) => [operator, key, texts]),
  };
}
