import { describe, expect, test } from '@jest/globals';
import { derive } from '../../src/templates/derive.ts';
import { holds } from '../../src/templates/property-condition.ts';
import { propertyFilters } from '../../src/templates/property-filter.ts';
import { nameInPhysicalId } from '../../src/templates/physical-id.ts';
import type { PropertyValue, ResourceInstance } from '../../src/templates/resource-instance.ts';
import type { PropertyCondition, ResourceType } from '../../src/templates/resource-type.ts';
import { contextOf } from './cloudformation-support.ts';

const place = contextOf().place;

function typeOf(more: Partial<ResourceType> = {}): ResourceType {
  return {
    arn: 'arn:${Partition}:sns:${Region}:${Account}:${name}',
    calls: [{ on: ['create'], actions: ['sns:CreateTopic'], why: 'Create the topic' }],
    ...more,
  };
}

function instance(
  values: Readonly<Record<string, readonly PropertyValue[]>>,
  type: ResourceType = typeOf({ name: 'TopicName' }),
): ResourceInstance {
  return {
    typeName: 'AWS::SNS::Topic',
    type,
    id: 'Topic',
    changes: [{ change: 'create', certain: true }],
    physicalName: null,
    location: { file: 't.yaml', line: 3, endLine: 3 },
    values: (path) => values[path] ?? [],
  };
}

const known = (text: string): PropertyValue => ({ text, guessed: false });
const lines = (resource: ResourceInstance) =>
  derive(resource, contextOf()).map(
    ({ severity, action, resource: arn, guessed }) => `${severity} ${action} ${arn} ${guessed.join()}`,
  );

describe('derive', () => {
  test('names the resource and where it stands', () => {
    expect(derive(instance({ TopicName: [known('t')] }), contextOf())).toEqual([
      {
        target: 'templates',
        action: 'sns:CreateTopic',
        resource: 'arn:aws:sns:eu-west-1:123456789012:t',
        principal: 'caller',
        severity: 'error',
        context: {},
        guessed: [],
        why: 'Create the topic Topic (AWS::SNS::Topic)',
        ignored: null,
        location: { file: 't.yaml', line: 3, endLine: 3 },
      },
    ]);
  });

  test('asks for each value once, the certain one first', () => {
    const twice = [known('t'), { text: 't', guessed: true }, known('u')];
    expect(lines(instance({ TopicName: twice }))).toEqual([
      'error sns:CreateTopic arn:aws:sns:eu-west-1:123456789012:t ',
      'error sns:CreateTopic arn:aws:sns:eu-west-1:123456789012:u ',
    ]);
  });

  test('says nothing for certain where a value is not told or may not be there', () => {
    expect(lines(instance({ TopicName: [{ text: null, guessed: true }] }))).toEqual([
      'warning sns:CreateTopic arn:aws:sns:eu-west-1:123456789012:* Topic.TopicName',
    ]);
    const optional = typeOf({ name: 'TopicName', automatic: '${stack}-${id}-*' });
    expect(lines(instance({ TopicName: [{ text: 't', guessed: false, optional: true }] }, optional))).toEqual([
      'warning sns:CreateTopic arn:aws:sns:eu-west-1:123456789012:t ',
      'error sns:CreateTopic arn:aws:sns:eu-west-1:123456789012:app-Topic-* ',
    ]);
  });

  test('keeps the values of one element of a list together', () => {
    const type = typeOf({
      calls: [
        {
          on: ['create'],
          actions: ['s3:GetObject'],
          resource: 'arn:${Partition}:s3:::${Files[].Bucket}/${Files[].Key}',
          why: 'Read',
        },
      ],
    });
    const together = { 'Files[].Bucket': [known('a'), known('b')], 'Files[].Key': [known('1'), known('2')] };
    expect(lines(instance(together, type))).toEqual([
      'error s3:GetObject arn:aws:s3:::a/1 ',
      'error s3:GetObject arn:aws:s3:::b/2 ',
    ]);
    const uneven = { ...together, 'Files[].Key': [known('1')] };
    expect(lines(instance(uneven, type))).toEqual([
      'warning s3:GetObject arn:aws:s3:::a/* Topic.Files[].Key',
      'warning s3:GetObject arn:aws:s3:::b/* Topic.Files[].Key',
    ]);
    expect(lines(instance({}, type))).toEqual([]);
  });

  test('never asks about what is no ARN', () => {
    const type = typeOf({ calls: [{ on: ['create'], actions: ['sns:Subscribe'], resource: '${Arn}', why: 'x' }] });
    expect(lines(instance({ Arn: [known('not an arn')] }, type))).toEqual([]);
    expect(lines(instance({ Arn: [known('x'.repeat(5000))] }, type))).toEqual(['warning sns:Subscribe * Topic.Arn']);
  });

  test('passes no role that is not given', () => {
    const type = typeOf({ calls: [], roles: [{ on: ['create'], property: 'Role', service: 'sns.amazonaws.com' }] });
    expect(lines(instance({}, type))).toEqual([]);
    expect(lines(instance({ Role: [known('deploy')] }, type))).toEqual([
      'error iam:PassRole arn:aws:iam::123456789012:role/deploy ',
    ]);
    expect(lines(instance({ Role: [known('arn:aws:iam::123456789012:user/u')] }, type))).toEqual([
      'warning iam:PassRole arn:aws:iam::123456789012:role/* Topic.Role',
    ]);
  });
});

describe('a condition', () => {
  const values: ResourceInstance['values'] = (path) =>
    ({
      Given: [known('Yes')],
      Untold: [{ text: null, guessed: true }],
      Perhaps: [{ text: '', guessed: false, optional: true }],
    })[path] ?? [];
  const cases: readonly (readonly [PropertyCondition, 'yes' | 'no' | 'maybe'])[] = [
    [{ given: ['Given'] }, 'yes'],
    [{ given: ['Untold'] }, 'yes'],
    [{ given: ['Perhaps'] }, 'maybe'],
    [{ given: ['Nothing'] }, 'no'],
    [{ missing: ['Nothing'] }, 'yes'],
    [{ missing: ['Perhaps'] }, 'maybe'],
    [{ missing: ['Given'] }, 'no'],
    [{ matches: { Given: ['yes'] } }, 'yes'],
    [{ matches: { Given: ['y*'] } }, 'yes'],
    [{ matches: { Given: ['no'] } }, 'no'],
    [{ matches: { Nothing: ['yes'] } }, 'no'],
    [{ matches: { Untold: ['yes'] } }, 'maybe'],
    [{ differs: { Nothing: ['yes'] } }, 'yes'],
    [{ differs: { Given: ['yes'] } }, 'no'],
    [{ given: ['Given', 'Perhaps'] }, 'maybe'],
    [{ given: ['Given', 'Nothing'] }, 'no'],
    [{ anyOf: [{ given: ['Nothing'] }, { given: ['Given'] }] }, 'yes'],
    [{ anyOf: [{ given: ['Nothing'] }, { given: ['Perhaps'] }] }, 'maybe'],
    [{ anyOf: [{ given: ['Nothing'] }] }, 'no'],
  ];
  test.each(cases)('%j: %s', (condition, expected) => {
    expect(holds(condition, values)).toBe(expected);
  });
});

test.each([
  ['without-slash', '/a/b', 'a/b'],
  ['iam-path', '/team', '/team/'],
  ['iam-path', 'team', null],
  ['or-default', 'arn:aws:ecs:eu-west-1:123456789012:cluster/main', 'main'],
  ['bus-part', 'default', ''],
  ['bus-part', 'arn:aws:events:eu-west-1:123456789012:event-bus/orders', 'orders/'],
  ['key-arn', 'k1', 'arn:aws:kms:eu-west-1:123456789012:key/k1'],
  ['key-arn', 'alias/app', null],
  ['key-arn', 'arn:aws:kms:eu-west-1:123456789012:alias/app', null],
  ['queue-arn', 'https://sqs.us-east-1.amazonaws.com/111122223333/q', 'arn:aws:sqs:us-east-1:111122223333:q'],
  ['queue-arn', 'https://example.com/q', null],
  ['bucket-arn', 'arn:aws:s3:::b/key', 'arn:aws:s3:::b'],
  ['secret-arn', 'db', 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-*'],
  [
    'layer-version-arn',
    'arn:aws:lambda:eu-west-1:123456789012:layer:l:3',
    'arn:aws:lambda:eu-west-1:123456789012:layer:l:3',
  ],
  ['layer-version-arn', 'l', null],
  ['state-machine-arn', 'm', 'arn:aws:states:eu-west-1:123456789012:stateMachine:m'],
  ['s3-object', 's3://b/k/l', 'b/k/l'],
  ['s3-object', 'https://b.s3.eu-west-1.amazonaws.com/k', 'b/k'],
  ['s3-object', 'https://s3.eu-west-1.amazonaws.com/b/k', 'b/k'],
  ['s3-object', './file', null],
  ['bucket-of-domain', 'logs.s3.amazonaws.com', 'logs'],
  ['without-scheme', 'https://id.example.com', 'id.example.com'],
  ['alias-name', 'alias/app', 'app'],
])('%s makes of %s %s', (filter, value, expected) => {
  expect(propertyFilters.get(filter)?.apply(value, place)).toBe(expected);
});

test.each([
  ['name', '${name}', undefined, 'name'],
  ['a|b', 'rule/${name}', undefined, 'b'],
  ['rule-1', '*', 'other', null],
  ['https://sqs.eu-west-1.amazonaws.com/123456789012/q', 'arn:x:${name}', 'other', 'q'],
  ['arn:aws:sns:eu-west-1:123456789012:t', 'arn:${Partition}:sns:${Region}:${Account}:${name}', 'arn', 't'],
  [
    'arn:aws:secretsmanager:eu-west-1:123456789012:secret:a-b-AbCdEf',
    'arn:${Partition}:secretsmanager:${Region}:${Account}:secret:${name}-*',
    'arn',
    'a-b',
  ],
  [
    'arn:aws:iam::123456789012:policy/team/own',
    'arn:${Partition}:iam::${Account}:policy${Path:iam-path}${name}',
    'arn',
    'own',
  ],
  [
    'arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/web/0a1b',
    'arn:${Partition}:elasticloadbalancing:${Region}:${Account}:loadbalancer/app/${name}/*',
    'arn',
    'web',
  ],
] as const)('the name in %s by %s is %s', (id, arn, ref, expected) => {
  const type = typeOf({ arn, ...(ref === undefined ? {} : { ref }) });
  expect(nameInPhysicalId(id, type)).toBe(expected);
});
