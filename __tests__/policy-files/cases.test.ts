import { describe, expect, test } from '@jest/globals';
import { type Openness, openStatements } from '../../src/authorization/policy-files/open-statement.ts';
import { readPolicyFile } from '../../src/authorization/policy-files/policy-files.ts';
import { readJson } from '../../src/authorization/policy-files/text/json-text.ts';
import { place, read } from './reading.ts';

const template = read('cases/intrinsics.yaml');

interface IntrinsicCase {
  readonly name: string;
  readonly yaml: string;
  readonly expected: unknown;
}

describe('a Resource of a template', () => {
  test.each(JSON.parse(read('cases/intrinsics.json')) as readonly IntrinsicCase[])('$name', ({ yaml, expected }) => {
    const indented = yaml.startsWith('Fn::') ? `\n                ${yaml}` : ` ${yaml}`;
    const { policies, problems } = readPolicyFile(
      template.replace(' RESOURCE', () => indented),
      't.yaml',
      { place },
    );
    const { Statement: statements } = policies[0]?.located.value as { readonly Statement: readonly unknown[] };
    expect(problems).toEqual([]);
    expect(statements).toEqual([{ Effect: 'Allow', Action: 's3:GetObject', Resource: expected }]);
  });
});

interface OpenCase extends Openness {
  readonly name: string;
  readonly statement: Readonly<Record<string, unknown>>;
  readonly expected: readonly unknown[];
}

describe('openStatements', () => {
  test.each(JSON.parse(read('cases/open-statements.json')) as readonly OpenCase[])(
    '$name',
    ({ statement, conditional, variables, expected }) => {
      expect(openStatements(statement, { conditional, variables })).toEqual(expected);
    },
  );
});

interface FaultCase {
  readonly name: string;
  readonly text: string;
  readonly expected: readonly string[];
}

describe('a JSON file with', () => {
  test.each(JSON.parse(read('cases/json-faults.json')) as readonly FaultCase[])('$name', ({ text, expected }) => {
    const { problems, policies } = readPolicyFile(text, 'policy.json');
    const places = problems.map(({ position, sentence }) => `${position?.line}:${position?.column} ${sentence}`);
    expect(places.map((line, index) => line.slice(0, expected[index]?.length))).toEqual(expected);
    const hasMarkOnly = text.startsWith('\uFEFF');
    expect(policies).toHaveLength(expected.length === 0 || hasMarkOnly ? 1 : 0);
  });
});

test('numbers, escapes and the rest of JSON read as JSON.parse reads them', () => {
  const text = '{"a":[1,-2.5e3,0,true,false,null,"\\u00e9\\n\\"x"],"__proto__":{"b":""},"":[[],{}]}';
  expect(readJson(text).tree?.value).toEqual(JSON.parse(text));
});
