import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import schema from '../../schema/target.schema.json' with { type: 'json' };

interface Node {
  readonly path: string;
  readonly value: Readonly<Record<string, unknown>>;
}

/** Every schema within the schema. */
function nodesOf(value: unknown, path = ''): readonly Node[] {
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  const here = value as Record<string, unknown>;
  const children = Object.entries(here).flatMap(([key, child]) => {
    if (key === 'properties' || key === '$defs') {
      return Object.entries(child as object).flatMap(([name, one]) => nodesOf(one, `${path}/${key}/${name}`));
    }
    return ['items', 'additionalProperties', 'propertyNames'].includes(key) ? nodesOf(child, `${path}/${key}`) : [];
  });
  return [{ path, value: here }, ...children];
}

const nodes = nodesOf(schema);

test('is a valid JSON Schema, in strict mode', () => {
  expect(() => new Ajv2020({ strict: true, allErrors: true }).compile(schema)).not.toThrow();
  expect(schema.$schema).toBe('https://json-schema.org/draft/2020-12/schema');
});

test('takes no property that it does not know', () => {
  const open = nodes.filter(({ value }) => value['type'] === 'object' && value['additionalProperties'] === undefined);
  expect(open.map(({ path }) => path)).toEqual([]);
});

test('describes every property', () => {
  const silent = nodes.filter(
    ({ path, value }) => /\/(?:properties|\$defs)\/[^/]+$/.test(path) && value['description'] === undefined,
  );
  expect(silent.map(({ path }) => path)).toEqual([]);
});

describe('every pattern has an example for its message, which it takes', () => {
  const patterns = nodes.filter(({ value }) => typeof value['pattern'] === 'string');
  test.each(patterns.map(({ path, value }) => [path, value] as const))('%s', (_, { pattern, examples }) => {
    expect(examples).toHaveLength(1);
    expect((examples as string[])[0]).toMatch(new RegExp(String(pattern)));
  });
});
