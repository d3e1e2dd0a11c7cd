import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isMixedActions, splitMixedActions } from '../../src/authorization/split.ts';

const request = {
  principalArn: 'arn:aws:iam::111122223333:role/deploy',
  actions: ['s3:PutObject', 'sns:Publish', 'sqs:SendMessage'],
  resources: ['arn:aws:s3:::b/*'],
  context: [],
  exclude: [],
} as const;

const cases: readonly [string, string, readonly (readonly string[])[]][] = [
  [
    'two groups as AWS names them',
    'Invalid Input Actions: [s3:PutObject, sns:Publish] and [sqs:SendMessage] require different authorization information.',
    [['s3:PutObject', 'sns:Publish'], ['sqs:SendMessage']],
  ],
  [
    'the rest makes a group of its own',
    'Invalid Input Actions: [s3:PutObject] and [sns:Publish] require different authorization information.',
    [['s3:PutObject'], ['sns:Publish'], ['sqs:SendMessage']],
  ],
  [
    'other spelling of the case',
    'Invalid Input Actions: [S3:PUTOBJECT] and [x] require different authorization information.',
    [['s3:PutObject'], ['sns:Publish', 'sqs:SendMessage']],
  ],
  [
    'no groups: one action a call',
    'they require different authorization information',
    [['s3:PutObject'], ['sns:Publish'], ['sqs:SendMessage']],
  ],
  [
    'a group of everything parts nothing: one action a call',
    '[s3:PutObject, sns:Publish, sqs:SendMessage] require different authorization information',
    [['s3:PutObject'], ['sns:Publish'], ['sqs:SendMessage']],
  ],
  [
    'groups that overlap: one action a call',
    '[s3:PutObject] and [s3:PutObject, sns:Publish] require different authorization information',
    [['s3:PutObject'], ['sns:Publish'], ['sqs:SendMessage']],
  ],
];

describe('splitMixedActions', () => {
  test.each(cases)('%s', (_, message, groups) => {
    expect(isMixedActions(message)).toBe(true);
    expect(splitMixedActions(request, message).map(({ actions }) => actions)).toEqual(groups);
  });

  test('whatever the message, no action is lost or asked twice, and every part is smaller', () => {
    fc.assert(
      fc.property(fc.string(), fc.subarray([...request.actions]), (noise, named) => {
        const parts = splitMixedActions(request, `${noise}[${named.join(', ')}]${noise}`);
        expect(parts.flatMap(({ actions }) => actions).sort()).toEqual([...request.actions].sort());
        expect(parts.every(({ actions }) => actions.length < request.actions.length)).toBe(true);
      }),
    );
  });
});
