import { describe, expect, test } from '@jest/globals';
import { InputError } from '../../src/input-error.ts';
import { parseContext } from '../../src/requirements/context.ts';
import { expand } from '../../src/requirements/expand.ts';
import { applyIgnore, parseIgnore } from '../../src/requirements/ignore.ts';
import { didYouMean, nearest } from '../../src/similar-names.ts';
import { parseTargetList } from '../../src/requirements/target-selection.ts';
import { place, targetOf } from './built-in.ts';

describe('ignore', () => {
  test('takes an action and a reason', () => {
    expect(parseIgnore('# known\n\ns3:CreateBucket  the bucket exists, see #12 \r\nS3:put* read only')).toEqual([
      { action: 's3:CreateBucket', reason: 'the bucket exists, see #12', line: 3 },
      { action: 'S3:put*', reason: 'read only', line: 4 },
    ]);
  });

  test.each([
    [
      's3:CreateBucket',
      'ignore, line 1: s3:CreateBucket has no reason; write after it why its denial does not matter.',
    ],
    ['\n\ns3:*\t', 'ignore, line 3: s3:* has no reason; write after it why its denial does not matter.'],
    [
      'CreateBucket it exists',
      'ignore, line 1: "CreateBucket" is no action; write service:Action and the reason, such as "s3:CreateBucket the bucket exists".',
    ],
    [
      '* everything',
      'ignore, line 1: "*" is no action; write service:Action and the reason, such as "s3:CreateBucket the bucket exists".',
    ],
    [
      's3:*Bucket x',
      'ignore, line 1: "s3:*Bucket" is no action; write service:Action and the reason, such as "s3:CreateBucket the bucket exists".',
    ],
  ])('refuses %j', (text, message) => {
    expect(() => parseIgnore(text)).toThrow(new InputError('ignore', message));
  });

  test('marks what it names, and tells what it does not', () => {
    const rows = expand(targetOf('dynamodb'), new Map([['table-name', 'orders']]), place);
    const entries = parseIgnore(
      'dynamodb:createtable it exists\ndynamodb:Update* later\ndynamodb:UpdateTable second\ns3:PutObject nowhere',
    );
    const { requirements, unused } = applyIgnore(rows, entries);
    const ignored = requirements
      .filter((row) => row.ignored !== null)
      .map((row) => `${row.action}: ${row.ignored ?? ''}`);
    expect(ignored).toEqual([
      'dynamodb:CreateTable: it exists',
      'dynamodb:UpdateTable: later',
      'dynamodb:UpdateTimeToLive: later',
      'dynamodb:UpdateContinuousBackups: later',
    ]);
    expect(requirements.map((row) => ({ ...row, ignored: null }))).toEqual(rows);
    expect(unused.map(({ action }) => action)).toEqual(['s3:PutObject']);
  });
});

describe('context', () => {
  test.each<[string, string, Record<string, readonly string[]>]>([
    ['nothing', '# later\n\n', {}],
    ['a key and a value', 'aws:PrincipalTag/team = web=1 \n', { 'aws:PrincipalTag/team': ['web=1'] }],
    ['a repeated key lists its values', 's3:prefix=a\nS3:Prefix=b', { 's3:prefix': ['a', 'b'] }],
    ['a number sign in a value', 'aws:RequestTag/x=#1', { 'aws:RequestTag/x': ['#1'] }],
  ])('%s', (_, text, expected) => {
    expect(parseContext(text)).toEqual(expected);
  });

  test.each([
    [
      'aws:SourceIp',
      'context, line 1: There is no = in this line; write key=value, such as aws:PrincipalTag/team=web.',
    ],
    [
      '\nSourceIp=1.2.3.4',
      'context, line 2: "SourceIp" is no context key; keys look like aws:PrincipalTag/team or s3:prefix.',
    ],
    ['=x', 'context, line 1: "" is no context key; keys look like aws:PrincipalTag/team or s3:prefix.'],
    ['a:b=x', 'context, line 1: "a:b" is no context key; keys look like aws:PrincipalTag/team or s3:prefix.'],
    ['aws:SourceIp=', 'context, line 1: aws:SourceIp has no value; IAM takes no empty ones.'],
    ['aws:x=1\naws:X=1', 'context, line 2: aws:X has this value already; repeat a key only to list another value.'],
    [
      'aws:x\naws:y=',
      'context, line 1: There is no = in this line; write key=value, such as aws:PrincipalTag/team=web.\ncontext, line 2: aws:y has no value; IAM takes no empty ones.',
    ],
  ])('refuses %j', (text, message) => {
    expect(() => parseContext(text)).toThrow(new InputError('context', message));
  });

  test('an error quotes no value', () => {
    expect(() => parseContext('x=wJalrXUtnFEMI\nwJalrXUtnFEMI')).not.toThrow(/wJalr/);
  });
});

describe('targets', () => {
  const known = ['lambda', 's3', 'elastic-beanstalk'];
  test.each([
    ['', { ids: [], paths: [], auto: true }],
    [' , \n', { ids: [], paths: [], auto: true }],
    ['auto', { ids: [], paths: [], auto: true }],
    ['lambda, s3\r\nlambda', { ids: ['lambda', 's3'], paths: [], auto: false }],
    ['auto,lambda', { ids: ['lambda'], paths: [], auto: true }],
    ['./deploy/web.yml\nweb.YAML,.\\x', { ids: [], paths: ['./deploy/web.yml', 'web.YAML', '.\\x'], auto: false }],
  ])('%j', (text, expected) => {
    expect(parseTargetList(text, known)).toEqual(expected);
  });

  test.each([
    [
      'lamda',
      '"lamda" is no target. Did you mean lambda? targets takes auto, lambda, s3, elastic-beanstalk, or the path of a target file (.yml).',
    ],
    [
      'Lambda,foo',
      '"Lambda" is no target. Did you mean lambda? "foo" is no target. targets takes auto, lambda, s3, elastic-beanstalk, or the path of a target file (.yml).',
    ],
    [
      'Auto',
      '"Auto" is no target. Did you mean auto? targets takes auto, lambda, s3, elastic-beanstalk, or the path of a target file (.yml).',
    ],
  ])('refuses %j', (text, message) => {
    expect(() => parseTargetList(text, known)).toThrow(new InputError('targets', message));
  });
});

describe('nearest', () => {
  test.each<[string, readonly string[]]>([
    ['lamdba', ['lambda']],
    ['LAMBDA', ['lambda']],
    ['sns', ['sns', 'sms', 'sqs']],
    ['', []],
    ['x', []],
    ['dynamo', []],
    ['x'.repeat(500), []],
  ])('%s', (text, expected) => {
    expect(nearest(text, ['lambda', 'sms', 'dynamodb-table', 'sqs', 'sns'])).toEqual(expected);
  });
  test('ends a sentence', () => {
    expect(didYouMean('sms', ['sns', 'lambda'])).toBe(' Did you mean sns?');
    expect(didYouMean('abc', ['abd', 'abe', 'abf', 'abg'])).toBe(' Did you mean abd, abe or abf?');
    expect(didYouMean('abc', ['xyz'])).toBe('');
  });
});
