import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readPolicyDocument } from '../../src/authorization/evaluation/policy-document.ts';
import { actionCatalogue } from '../../src/authorization/policy-files/action-catalogue.ts';
import { readPolicyFile } from '../../src/authorization/policy-files/policy-files.ts';
import { lintPolicy } from '../../src/authorization/policy-files/policy-lint.ts';
import { readJson } from '../../src/authorization/policy-files/text/json-text.ts';
import { authorizationData } from '../requirements/built-in.ts';
import { place, read } from './reading.ts';

const catalogue = actionCatalogue(authorizationData);

/** Reads a file and everything that is done with it afterwards. */
function readAll(text: string, file: string) {
  const result = readPolicyFile(text, file, { place });
  for (const found of result.policies) {
    readPolicyDocument(found.located);
    lintPolicy(found, catalogue);
  }
  const count = text.split(/\r\n|\n|\r/).length;
  for (const { position, sentence } of result.problems) {
    expect(position?.line).toBeGreaterThan(0);
    expect(position?.line).toBeLessThanOrEqual(count);
    expect(sentence.length).toBeLessThan(600);
  }
  return result;
}

const files = ['p.json', 'p.yaml', 'p.template', 'trust.json', 'x'];
const fixtures = [
  'deploy-role.yaml',
  'sam.yaml',
  'cdk.template.json',
  'terraform-plan.json',
  'terraform.tfstate',
].concat('authorization-details.json', 'policies.json');

describe('readPolicyFile never throws', () => {
  const pieces = [
    '{',
    '}',
    '[',
    ']',
    '"',
    ':',
    ',',
    "'",
    '\\',
    '\n',
    ' ',
    '- ',
    '&a ',
    '*a',
    '!If ',
    '!Sub ',
    '<<: ',
    '\t',
  ];
  const words = [
    'Statement',
    'Resources',
    'Type',
    'AWS::IAM::Role',
    '"Fn::If"',
    'Ref',
    '__proto__',
    'Version',
    '${',
    '1',
    '%',
  ];

  test('on any text', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(fc.constantFrom(...pieces, ...words)).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(texts, fc.constantFrom(...files), (text, file) => {
        readAll(text, file);
      }),
      { numRuns: 500 },
    );
  });

  test('on any JSON value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(...files), (value, file) => {
        readAll(JSON.stringify(value), file);
      }),
      { numRuns: 300 },
    );
  });

  test('on fixtures with pieces cut out, doubled or replaced', () => {
    const change = fc.tuple(fc.nat(), fc.nat({ max: 40 }), fc.constantFrom('', '{}', 'null', '[]', '"x"', '- ', '\n'));
    fc.assert(
      fc.property(
        fc.constantFrom(...fixtures),
        fc.array(change, { minLength: 1, maxLength: 4 }),
        (fixture, changes) => {
          const text = changes.reduce(
            (rest, [at, length, piece]) => {
              const start = at % rest.length;
              return rest.slice(0, start) + piece + rest.slice(start + length) + ' ';
            },
            read(`fixtures/${fixture}`),
          );
          readAll(text, fixture);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('on fixtures with any value in place of another', () => {
    const parsed = fixtures
      .filter((name) => !name.endsWith('.yaml'))
      .map((name) => [name, JSON.parse(read(`fixtures/${name}`)) as unknown] as const);
    const odd = fc.constantFrom(
      null,
      1,
      '',
      'x',
      [],
      {},
      [[]],
      { Ref: 1 },
      { 'Fn::If': 'x' },
      { 'Fn::If': ['C'] },
      [null],
      {
        'Fn::Join': [[]],
      },
    );
    fc.assert(
      fc.property(fc.constantFrom(...parsed), fc.nat(), odd, ([name, value], at, replacement) => {
        let left = at % JSON.stringify(value).length;
        const text = JSON.stringify(value, (_, member: unknown) => (left-- === 0 ? replacement : member), 2);
        readAll(text, name);
      }),
      { numRuns: 500 },
    );
  });
});

test('JSON is read as JSON.parse reads it, or refused as it refuses it', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.json(),
        fc.string(),
        fc.json().map((text) => text.replace(/[,:"]/, '')),
      ),
      (text) => {
        const { tree, faults } = readJson(text);
        let expected: unknown;
        try {
          expected = JSON.parse(text);
        } catch {
          expect(faults).not.toEqual([]);
          return;
        }
        expect(faults).toEqual([]);
        expect(tree?.value).toEqual(expected);
      },
    ),
    { numRuns: 500 },
  );
});

test('every place in a plain document leads to its value', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 }), { noNullPrototype: true }),
      fc.nat({ max: 4 }),
      (extra, indent) => {
        const document = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...extra }] };
        const text = JSON.stringify(document, null, indent);
        const { policies } = readPolicyFile(text, 'p.json');
        const lines = text.split('\n');
        for (const [key, value] of Object.entries(extra)) {
          const position = policies[0]?.located.locate(['Statement', 0, key]);
          const rest = lines
            .slice((position?.line ?? 1) - 1)
            .join('\n')
            .slice((position?.column ?? 1) - 1);
          expect(rest.startsWith(JSON.stringify(value, null, indent).split('\n')[0] ?? '')).toBe(true);
        }
      },
    ),
  );
});

const template = (rest: string) =>
  `AWSTemplateFormatVersion: '2010-09-09'\nResources:\n  A: {Type: 'AWS::IAM::Role'}\n${rest}`;
const statements = (count: number, one: unknown) =>
  JSON.stringify({ Version: '2012-10-17', Statement: Array.from({ length: count }, () => one) }, null, 1);

const monsters: readonly (readonly [name: string, file: string, make: () => string])[] = [
  ['brackets without end', 'p.json', () => '['.repeat(1_000_000)],
  ['braces without end', 'p.json', () => '{"a":'.repeat(500_000)],
  ['brackets in YAML', 'p.yaml', () => `a: ${'['.repeat(200_000)}`],
  ['dashes in YAML', 'p.yaml', () => '- '.repeat(100_000)],
  [
    'indentation in YAML',
    'p.yaml',
    () => Array.from({ length: 400 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n'),
  ],
  ['100,000 lines of JSON', 'p.json', () => `[${Array.from({ length: 100_000 }, () => '{"a": 1}').join(',\n')}]`],
  ['100,000 blank lines', 'p.template', () => '\n'.repeat(100_000)],
  ['100,000 comments', 'p.json', () => '// x\n'.repeat(100_000)],
  ['more values than are read', 'p.json', () => `[${'0,'.repeat(2_500_000)}0]`],
  ['one key 100,000 times', 'p.json', () => `{${'"a":{},'.repeat(100_000)}"a":1}`],
  ['a long text', 'p.json', () => `{"Version":"2012-10-17","Statement":"${'a'.repeat(5_000_000)}"}`],
  [
    'a template with 30,000 lines',
    't.yaml',
    () => template(Array.from({ length: 30_000 }, (_, n) => `  R${n}: {Type: A}`).join('\n')),
  ],
  [
    'aliases of aliases',
    't.yaml',
    () =>
      template(
        `  B: &l0 {a: 1}\n${Array.from({ length: 40 }, (_, n) => `  L${n}: &l${n + 1} [*l${n}, *l${n}, *l${n}]`).join('\n')}`,
      ),
  ],
  ['an alias inside of its anchor', 't.yaml', () => template('  B: &b\n    c: *b\n')],
  [
    'names that hold each other twice',
    't.json',
    () =>
      JSON.stringify({
        Resources: Object.fromEntries<unknown>([
          ...Array.from({ length: 60 }, (_, n): [string, unknown] => [
            `B${n}`,
            { Type: 'AWS::S3::Bucket', Properties: { BucketName: { 'Fn::Sub': `\${B${n + 1}}\${B${n + 1}}` } } },
          ]),
          ['B60', { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'name' } }],
          [
            'P',
            {
              Type: 'AWS::IAM::ManagedPolicy',
              Properties: { PolicyDocument: { Statement: { Effect: 'Allow', Action: '*', Resource: { Ref: 'B0' } } } },
            },
          ],
        ]),
      }),
  ],
  [
    'a mapping that looks itself up',
    't.json',
    () =>
      JSON.stringify({
        Mappings: { M: { a: { b: { 'Fn::FindInMap': ['M', 'a', 'b'] } } } },
        Resources: {
          P: {
            Type: 'AWS::IAM::ManagedPolicy',
            Properties: {
              PolicyDocument: { Statement: { Effect: 'Allow', Action: { 'Fn::FindInMap': ['M', 'a', 'b'] } } },
            },
          },
        },
      }),
  ],
  [
    'one policy on 50,000 roles',
    't.json',
    () =>
      JSON.stringify({
        Resources: {
          P: {
            Type: 'AWS::IAM::Policy',
            Properties: { PolicyDocument: { Statement: [] }, Roles: Array.from({ length: 50_000 }, (_, n) => `r${n}`) },
          },
        },
      }),
  ],
  ['10,000 statements', 'p.json', () => statements(10_000, { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' })],
  [
    '10,000 patterns of actions',
    'p.json',
    () =>
      statements(1, {
        Effect: 'Allow',
        Action: Array.from({ length: 10_000 }, (_, n) => `ec2:*a*e*${n}*b`),
        Resource: '*',
      }),
  ],
  [
    '10,000 unknown actions',
    'p.json',
    () =>
      statements(1, {
        Effect: 'Allow',
        Action: Array.from({ length: 10_000 }, (_, n) => `ec2:DescribeThing${n}`),
        Resource: '*',
      }),
  ],
  [
    'long resources full of asterisks',
    'p.json',
    () =>
      statements(1, {
        Effect: 'Allow',
        Action: ['ec2:*', 's3:GetObject', 'iam:PassRole'],
        Resource: Array.from({ length: 1000 }, (_, n) => `arn:aws:x:${'*a'.repeat(900)}${n}`),
      }),
  ],
  [
    '5,000 conditions',
    'p.json',
    () =>
      statements(5000, {
        Effect: 'Allow',
        Action: 'ec2:*',
        Resource: '*',
        Condition: { StringEquals: { 's3:prefix': 'a', 'ec2:InstanceTypo': 'b', 'ec2:Nope': 'c' } },
      }),
  ],
];

describe('hostile files answer fast', () => {
  test.each(monsters)('%s', (_, file, make) => {
    const text = make();
    const start = performance.now();
    const { policies } = readPolicyFile(text, file, { place });
    for (const { located } of policies) {
      located.locate(['Statement', 0]);
    }
    [...new Map(policies.map((found) => [found.located, found])).values()].forEach((found) =>
      lintPolicy(found, catalogue),
    );
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});
