import { describe, expect, test } from '@jest/globals';
import { locateJson, readPolicyDocument } from '../../../src/authorization/evaluation/policy-document.ts';
import { evaluateTrust, explainTrust } from '../../../src/authorization/evaluation/trust.ts';
import { matchesWildcard } from '../../../src/authorization/wildcard.ts';
import { contextOf, decide, policyOf, principals } from './support.ts';

/** What would hang or overflow a careless evaluator: every one of these has to answer within the suite's time. */

/** The longest policy that the simulator takes (IAM API reference, SimulateCustomPolicy). */
const longest = 131_072;
const longArn = `arn:aws:s3:::${'a'.repeat(2048 - 13)}`;

function read(text: string) {
  const json = locateJson(text, { name: 'Policy', file: 'policy.json' });
  return json.ok ? readPolicyDocument(json.located) : { ok: false as const, problems: [json.problem] };
}

describe('patterns', () => {
  test.each([
    ['stars and letters', `arn:aws:s3:::${'*a'.repeat(1000)}*b`],
    ['stars and question marks', `arn:aws:s3:::${'*?'.repeat(1000)}*b`],
    ['one star and a long tail', `arn:aws:s3:::*${'a'.repeat(1000)}b*`],
    ['wildcards that are bound to their parts', `arn:aws:s3*:${'*a'.repeat(900)}*b`],
    ['free and bound wildcards by turns', `arn:aws:${'*:*a'.repeat(500)}*b`],
    ['nothing but stars', `arn:aws:s3:::${'*'.repeat(100_000)}b`],
  ])('%s against the longest resource', (_, Resource) => {
    const identity = [{ Effect: 'Allow', Action: 's3:*', Resource: [Resource, Resource, Resource] }];
    expect(decide({ identity, action: 's3:GetObject', resource: longArn }).outcome).toBe('implicitDeny');
  });

  test('wildcards that fit as long as they are not bound, as many as the longest policy holds', () => {
    const Resource = Array.from({ length: 70 }, () => `arn:aws:*:${'*a'.repeat(900)}?b:x`);
    const identity = [{ Effect: 'Allow', Action: 's3:*', Resource }];
    const resource = `arn:aws:s3:::${'a'.repeat(2000)}:b:x`;
    expect(decide({ identity, action: 's3:GetObject', resource }).outcome).toBe('implicitDeny');
  });

  test('in an action, a condition, an ARN condition and a variable', () => {
    const pattern = `${'*a'.repeat(1000)}*b`;
    const value = 'a'.repeat(2048);
    const ask = (Condition: object, context: Readonly<Record<string, string>>) =>
      decide({ identity: [{ Effect: 'Allow', Action: '*', Resource: '*', Condition }], action: 's3:Get', context })
        .outcome;
    expect(ask({ StringLike: { 'x:key': pattern } }, { 'x:key': value })).toBe('implicitDeny');
    expect(ask({ ArnLike: { 'x:key': `arn:aws:s3:::${pattern}` } }, { 'x:key': longArn })).toBe('implicitDeny');
    expect(ask({ StringLike: { 'x:key': '${x:other}'.repeat(5000) } }, { 'x:key': value, 'x:other': 'a*' })).toBe(
      'implicitDeny',
    );
    const identity = [{ Effect: 'Allow', Action: pattern, Resource: '*' }];
    expect(decide({ identity, action: `s3:${value}` }).outcome).toBe('implicitDeny');
  });

  test('the matcher takes steps in proportion to both lengths', () => {
    expect(matchesWildcard(`${'*a'.repeat(60)}b`, 'a'.repeat(20_000))).toBe(false);
    expect(matchesWildcard(`${'*a'.repeat(60)}*`, 'a'.repeat(20_000))).toBe(true);
  });
});

describe('documents', () => {
  test('10,000 wildcards in one policy', () => {
    const Resource = Array.from({ length: 10_000 }, (_, index) => `arn:aws:s3:::*${index}*`);
    const identity = [{ Effect: 'Allow', Action: 's3:*', Resource }];
    expect(decide({ identity, action: 's3:GetObject', resource: longArn }).outcome).toBe('implicitDeny');
    expect(decide({ identity, action: 's3:GetObject', resource: 'arn:aws:s3:::x9999y' }).outcome).toBe('allowed');
  });

  test('as many statements as the longest policy holds', () => {
    const one = { Effect: 'Allow', Action: '*a*a*b', Resource: 'arn:aws:s3:::*a*a*b' };
    const Statement = Array.from({ length: Math.floor(longest / (JSON.stringify(one).length + 1)) }, () => one);
    const reading = read(JSON.stringify({ Version: '2012-10-17', Statement }));
    expect(reading.ok && reading.policy.statements.length).toBe(Statement.length);
    expect(decide({ identity: Statement, action: 's3:Get', resource: longArn }).outcome).toBe('implicitDeny');
  });

  test('one text as long as the longest policy', () => {
    const Resource = `arn:aws:s3:::${'${x:a}*'.repeat(Math.floor(longest / 7))}`;
    const identity = [{ Effect: 'Allow', Action: 's3:*', Resource }];
    for (const others of ['unknown', 'absent'] as const) {
      expect(decide({ identity, action: 's3:Get', resource: longArn, others }).outcome).toMatch(/unknown|implicitDeny/);
    }
    const context = { 'x:a': 'a' };
    expect(decide({ identity, action: 's3:Get', resource: longArn, context }).outcome).toBe('implicitDeny');
  });

  test.each([
    ['lists', '['.repeat(longest)],
    ['objects', '{"a":'.repeat(longest / 5)],
    ['complete lists', `${'['.repeat(longest / 2)}${']'.repeat(longest / 2)}`],
    ['lists in a statement', `{"Statement":${'['.repeat(50_000)}`],
  ])('nested %s', (_, text) => {
    const reading = read(text);
    expect(reading.ok ? null : reading.problems[0]?.sentence).toBe(
      'The policy is not valid JSON: it is nested deeper than 64 levels.',
    );
  });

  test.each([
    ['keys of an object’s prototype', '{"__proto__":{"Statement":[]},"constructor":1}'],
    ['a statement that is such a key', '{"Statement":{"Effect":"Allow","Action":"a:b","Resource":"*","__proto__":{}}}'],
    [
      'an operator that is such a key',
      '{"Statement":{"Effect":"Allow","Action":"a:b","Resource":"*","Condition":{"constructor":{"a":"b"}}}}',
    ],
  ])('%s are unknown elements like others', (_, text) => {
    expect(read(text).ok).toBe(false);
  });

  test('many problems are all told, with their places', () => {
    const text = JSON.stringify({ Statement: Array.from({ length: 3000 }, () => ({ Effect: 'Maybe' })) }, null, 1);
    const reading = read(text);
    expect(reading.ok ? 0 : reading.problems.length).toBe(9000);
  });
});

describe('places', () => {
  const text = [
    '{',
    '  "Version": "2012-10-17",',
    '  "Statement": [',
    '    { "Sid": "One", "Effect": "Allow", "Action": "s3:*", "Resource": "*" },',
    '    {',
    '      "Sid": "Two", "Effect": "Deny", "Action": ["s3:GetObject", "s3:Put*"], "Resource": "*",',
    '      "Condition": { "StringEquals": { "aws:username": [ "anna" ] } }',
    '    }',
    '  ]',
    '}',
  ].join('\r\n');

  test('every value of a text is found', () => {
    const json = locateJson(text, { name: 'Policy', file: 'policy.json' });
    const locate = json.ok ? json.located.locate : () => null;
    expect(locate([])).toEqual({ line: 1, column: 1 });
    expect(locate(['Statement', 1])).toEqual({ line: 5, column: 5 });
    expect(locate(['Statement', 1, 'Action', 1])).toEqual({ line: 6, column: 66 });
    expect(locate(['Statement', 1, 'Condition', 'StringEquals', 'aws:username'])).toEqual({ line: 7, column: 56 });
    expect(locate(['Statement', 7])).toBeNull();
    expect(locate(['Version', 'x'])).toBeNull();
  });

  test('statements, conditions and problems know theirs', () => {
    const reading = read(text);
    const statements = reading.ok ? reading.policy.statements : [];
    expect(statements.map(({ position }) => position)).toEqual([
      { line: 4, column: 5 },
      { line: 5, column: 5 },
    ]);
    expect(statements[1]?.conditions[0]?.position).toEqual({ line: 7, column: 56 });
    const wrong = read(text.replace('"Deny"', '"No"').replace('"s3:Put*"', '{}'));
    expect(wrong.ok ? [] : wrong.problems.map(({ position }) => position)).toEqual([
      { line: 6, column: 31 },
      { line: 6, column: 64 },
    ]);
  });

  test('a byte order mark does not matter', () => {
    expect(read(`\uFEFF${text}`).ok).toBe(true);
  });
});

test('a trust policy is explained statement by statement, with the values that were sent', () => {
  const { github } = principals;
  if (github === undefined) {
    throw new Error('no principal');
  }
  const sub = 'token.actions.githubusercontent.com:sub';
  const policy = policyOf([
    { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' },
    {
      Sid: 'GitHub',
      Effect: 'Allow',
      Principal: { Federated: github.federatedProvider },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: { StringLike: { [sub]: ['repo:org/app:ref:*'] }, Null: { 'x:claim': 'true' } },
    },
  ]);
  const request = {
    action: 'sts:AssumeRoleWithWebIdentity',
    roleArn: 'arn:aws:iam::111122223333:role/r',
    principal: github,
    context: contextOf({ [sub]: 'repo:org/app:pull_request' }),
  };
  expect(explainTrust(policy, request)).toMatchObject([
    { statement: { index: 0 }, action: false, principal: false, conditions: [], applies: false },
    {
      statement: { sid: 'GitHub' },
      action: true,
      principal: true,
      applies: false,
      conditions: [
        {
          operator: 'StringLike',
          key: sub,
          expected: ['repo:org/app:ref:*'],
          sent: ['repo:org/app:pull_request'],
          met: false,
        },
        { operator: 'Null', key: 'x:claim', expected: ['true'], sent: [], met: true },
      ],
    },
  ]);
  expect(evaluateTrust(policy, request)).toMatchObject({ outcome: 'implicitDeny', layer: 'resource', statements: [] });
});
