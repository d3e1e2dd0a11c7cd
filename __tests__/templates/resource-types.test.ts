import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { arnOf, namedType } from '../../src/authorization/policy-files/templates/resource-names.ts';
import { fillPattern, pathsIn } from '../../src/templates/property-pattern.ts';
import { lintResourceTypes } from '../../src/templates/resource-type-lint.ts';
import { typesIn } from '../../src/templates/resource-types.ts';
import type { DescribedType, ResourceType } from '../../src/templates/resource-type.ts';
import { authorization } from '../requirements/built-in.ts';

const root = new URL('../../resource-types/', import.meta.url);
const languages = ['cloudformation', 'terraform'].filter((language) => existsSync(new URL(`${language}/`, root)));
const tables = languages.flatMap((language) =>
  readdirSync(new URL(`${language}/`, root)).map((file) => `${language}/${file}`),
);
const services = readdirSync(new URL('cloudformation/', root)).map((file) => file.replace(/\.yml$/, ''));
const described = (language: string) =>
  tables
    .filter((file) => file.startsWith(`${language}/`))
    .flatMap((file) =>
      Object.entries(parse(readFileSync(new URL(file, root), 'utf8')) as Record<string, DescribedType>),
    );
const all: ReadonlyMap<string, ResourceType> = new Map(described('cloudformation'));

test('there are tables', () => {
  expect(services.length).toBeGreaterThanOrEqual(50);
  expect(all.size).toBeGreaterThanOrEqual(240);
});

test.each(tables)('%s holds actions, ARNs and context keys that exist', (file) => {
  expect(lintResourceTypes(readFileSync(new URL(file, root), 'utf8'), file, authorization)).toEqual([]);
});

test.each(services)('the types in %s.yml belong there', (service) => {
  const file = new URL(`cloudformation/${service}.yml`, root);
  const types = Object.keys(parse(readFileSync(file, 'utf8')) as Record<string, unknown>);
  expect(types.map((type) => type.split('::')[1]?.toLowerCase())).toEqual(types.map(() => service));
});

test.each(languages)('what a run reads of %s is what the files say', (language) => {
  const table = typesIn(readFileSync(new URL(`../data/${language}-types.json`, root), 'utf8'));
  for (const [name, type] of described(language)) {
    expect({ ...table.typeOf(name), sources: type.sources }).toEqual(type);
  }
  expect(table.typeOf('AWS::Nowhere::Thing')).toBeNull();
});

test('a role passed on is not asked for as an action too', () => {
  const wrong = [...all].filter(([, { calls }]) => calls.some(({ actions }) => actions.includes('iam:PassRole')));
  expect(wrong).toEqual([]);
});

describe('the names that policy files are read with', () => {
  const place = { partition: 'aws', region: 'eu-west-1', accountId: '123456789012' };
  /** What the reader of policies calls otherwise: any version of a secret, and any stream of a log group. */
  const same = (arn: string) => arn.replace(/:\*$/, '').replace(/-\*$/, '');
  const arnIn = (type: ResourceType) => {
    const row = new Map(
      pathsIn(type.arn).map((path) => [path, path === 'name' ? { text: 'thing', guessed: false } : null]),
    );
    return fillPattern(type.arn, { place, stackName: 'stack', id: 'Id', row }).text;
  };

  test.each([...all].filter(([name]) => namedType(name) !== null))('%s is named as its table says', (name, type) => {
    const named = namedType(name);
    if (named === null) {
      throw new Error('There is no such type.');
    }
    expect(same(arnOf(named, 'thing', '/', place))).toBe(same(arnIn(type)));
    expect(named.ref ?? 'other').toBe(name === 'AWS::KMS::Key' ? 'other' : (type.ref ?? 'name'));
    expect(type.attributes ?? {}).toEqual(expect.objectContaining(named.attributes));
    // A secret's ARN has random text whatever its name is, so that reader takes no name for it.
    expect(named.property).toBe(name === 'AWS::SecretsManager::Secret' ? '' : (type.name ?? ''));
  });
});

describe('lint', () => {
  const lint = (lines: readonly string[]) =>
    lintResourceTypes(lines.join('\n'), 'wrong.yml', authorization).map(({ file, line, sentence }) => [
      file,
      line,
      sentence,
    ]);
  const head = [
    'AWS::SNS::Topic:',
    '  sources: [https://example.com]',
    "  arn: 'arn:${Partition}:sns:${Region}:${Account}:${name}'",
    '  calls:',
  ];
  const call = (actions: string, more = '') => `    - { on: [create], actions: ['${actions}'], why: Create it${more} }`;

  test.each([
    [[...head, call('sns:CreateTopic')], []],
    [
      [...head, call('sns:CreateTopics')],
      [
        [
          'wrong.yml',
          5,
          'sns:CreateTopics is not in the service authorization reference. Did you mean sns:CreateTopic?',
        ],
      ],
    ],
    [[...head, call('sns:createTopic')], [['wrong.yml', 5, 'sns:createTopic is spelt sns:CreateTopic.']]],
    [
      [...head, call('sns:CreateTopic', ", resource: '*'")],
      [['wrong.yml', 5, 'sns:CreateTopic has resource-level permissions (topic); * would be denied falsely.']],
    ],
    [
      [...head, call('sns:ListTopics')],
      [['wrong.yml', 5, 'sns:ListTopics has no resource-level permissions; its resource is *.']],
    ],
    [
      [
        ...head,
        call(
          'sns:CreateTopic',
          ", resource: 'arn:${Partition}:sns:${Region}:${Account}:${name}', context: { 'sns:Nothing': x }",
        ),
      ],
      [['wrong.yml', 5, 'sns:CreateTopic does not know the context key sns:Nothing.']],
    ],
    [
      [...head, call('sqs:CreateQueue')],
      [['wrong.yml', 5, 'sqs:CreateQueue cannot be granted on "arn:aws:sns:us-east-1:111122223333:*".']],
    ],
    [
      [...head, call('sns:CreateTopic', ", resource: '${Topic:topic-arm}'")],
      [
        ['wrong.yml', 5, 'There is no filter "topic-arm". Did you mean topic-arn?'],
        ['wrong.yml', 5, 'sns:CreateTopic cannot be granted on "*".'],
      ],
    ],
    [
      [
        ...head,
        call('sns:CreateTopic'),
        '  roles:',
        "    - { on: [create], property: 'A..B', service: sns.amazonaws.com }",
      ],
      [['wrong.yml', 7, '"A..B" is no path of a property.']],
    ],
    [
      [...head, call('sns:CreateTopic', ', wen: {}')],
      [['wrong.yml', 5, 'This must NOT have additional properties: wen.']],
    ],
    [['AWS::SNS::Topic: { arn: x'], [['wrong.yml', 1, expect.any(String)]]],
    [['- 1'], [['wrong.yml', 1, 'This must be object.']]],
  ] as const)('%j', (lines, faults) => {
    expect(lint(lines)).toEqual(faults);
  });
});
