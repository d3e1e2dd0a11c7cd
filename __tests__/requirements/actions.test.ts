import { describe, expect, test } from '@jest/globals';
import { InputError } from '../../src/input-error.ts';
import { actionRequirements, parseActions } from '../../src/requirements/actions.ts';
import { authorization, lineOf, place } from './built-in.ts';

describe('what can be written', () => {
  test.each<[string, string, readonly string[]]>([
    ['nothing', '\n  \n# later\n', []],
    ['an action on an ARN', 's3:PutObject arn:aws:s3:::b/k', ['error s3:PutObject arn:aws:s3:::b/k']],
    [
      'any case, blanks and comments',
      '  S3:putobject\tarn:aws:s3:::b/k   # the site\r\n',
      ['error s3:PutObject arn:aws:s3:::b/k'],
    ],
    ['a number sign within an ARN', 's3:PutObject arn:aws:s3:::b/k#1', ['error s3:PutObject arn:aws:s3:::b/k#1']],
    [
      'an action without resource-level permissions',
      's3:ListAllMyBuckets\nec2:DescribeInstances *',
      ['error s3:ListAllMyBuckets *', 'error ec2:DescribeInstances *'],
    ],
    ['no ARN is a guess', 's3:PutObject', ['error s3:PutObject * guessing an exact ARN']],
    ['so is an asterisk', 's3:PutObject *', ['error s3:PutObject * guessing an exact ARN']],
    [
      'so is an asterisk in an ARN',
      's3:PutObject arn:aws:s3:::b/*',
      ['error s3:PutObject arn:aws:s3:::b/* guessing an exact ARN'],
    ],
    [
      'the place of the run',
      'lambda:InvokeFunction arn:${Partition}:lambda:${Region}:${Account}:function:x',
      ['error lambda:InvokeFunction arn:aws:lambda:eu-west-1:111122223333:function:x'],
    ],
    ['the same line twice', 's3:PutObject\ns3:putObject *', ['error s3:PutObject * guessing an exact ARN']],
    [
      'an ARN with blanks',
      'elasticbeanstalk:CreateEnvironment arn:aws:elasticbeanstalk:eu-west-1:111122223333:environment/My App/web',
      [
        'error elasticbeanstalk:CreateEnvironment arn:aws:elasticbeanstalk:eu-west-1:111122223333:environment/My App/web',
      ],
    ],
    [
      'S3 takes a bucket for an object and the reverse',
      's3:PutObject arn:aws:s3:::b\ns3:ListBucket arn:aws:s3:::b/k',
      ['error s3:PutObject arn:aws:s3:::b', 'error s3:ListBucket arn:aws:s3:::b/k'],
    ],
    [
      'API Gateway takes any path',
      'apigateway:POST arn:aws:apigateway:eu-west-1::/apis',
      ['error apigateway:POST arn:aws:apigateway:eu-west-1::/apis'],
    ],
    [
      'Lambda takes an alias',
      'lambda:InvokeFunction arn:aws:lambda:eu-west-1:111122223333:function:x:live',
      ['error lambda:InvokeFunction arn:aws:lambda:eu-west-1:111122223333:function:x:live'],
    ],
    [
      'a path of slashes',
      'ssm:GetParameter arn:aws:ssm:eu-west-1:111122223333:parameter/a/b/c',
      ['error ssm:GetParameter arn:aws:ssm:eu-west-1:111122223333:parameter/a/b/c'],
    ],
  ])('%s', (_, text, expected) => {
    expect(actionRequirements(parseActions(text, authorization), place).map(lineOf)).toEqual(expected);
  });
});

describe('what cannot', () => {
  const role = 'role (arn:${Partition}:iam::${Account}:role/${RoleNameWithPath})';
  const jobs =
    'jobs (arn:${Partition}:amplify:${Region}:${Account}:apps/${AppId}/branches/${BranchName}/jobs/${JobId})';
  test.each([
    [
      's3:PutObjct',
      ['line 1: The action "s3:PutObjct" is not in AWS\'s service authorization reference. Did you mean s3:PutObject?'],
    ],
    ['s33:PutObject', ['line 1: The service "s33" is not in AWS\'s service authorization reference. Did you mean s3?']],
    ['constructor:x', ['line 1: The service "constructor" is not in AWS\'s service authorization reference.']],
    ['s3:*', ['line 1: "s3:*" has a wildcard; AWS\'s simulator takes whole action names, one a line.']],
    ['s3:Put*', ['line 1: "s3:Put*" has a wildcard; AWS\'s simulator takes whole action names, one a line.']],
    ['*', ['line 1: "*" has a wildcard; AWS\'s simulator takes whole action names, one a line.']],
    [
      'PutObject',
      ['line 1: "PutObject" is no action; write service:Action, such as s3:PutObject, and an ARN after it.'],
    ],
    ['- s3:PutObject', ['line 1: "-" is no action; write service:Action, such as s3:PutObject, and an ARN after it.']],
    [
      's3:PutObject,',
      ['line 1: "s3:PutObject," is no action; write service:Action, such as s3:PutObject, and an ARN after it.'],
    ],
    ['s3:GetObject s3:PutObject', ['line 1: "s3:PutObject" is no ARN; after the action comes one ARN or nothing.']],
    [
      's3:ListAllMyBuckets arn:aws:s3:::b',
      ['line 1: s3:ListAllMyBuckets has no resource-level permissions; leave the ARN out.'],
    ],
    [
      'iam:PassRole arn:aws:iam::111122223333:user/x',
      [`line 1: iam:PassRole cannot be granted on "arn:aws:iam::111122223333:user/x"; it takes ${role}.`],
    ],
    [
      'amplify:StartJob arn:aws:amplify:${Region}:${Account}:apps/a/branches/b',
      [
        `line 1: amplify:StartJob cannot be granted on "arn:aws:amplify:\${Region}:\${Account}:apps/a/branches/b"; it takes ${jobs}.`,
      ],
    ],
    [
      'lambda:InvokeFunction arn:aws:lambda:${region}:${Account}:function:x',
      ['line 1: Only ${Partition}, ${Region} or ${Account} may stand in an ARN.'],
    ],
    [
      'lambda:InvokeFunction arn:aws:lambda:${Region:x}:${Account}:function:x',
      ['line 1: Only ${Partition}, ${Region} or ${Account} may stand in an ARN.'],
    ],
    [
      'lambda:InvokeFunction arn:aws:lambda:${Region:${Account}:function:x',
      ['line 1: Only ${Partition}, ${Region} or ${Account} may stand in an ARN.'],
    ],
    [
      '# a comment\nfoo\n\ns3:GetObject\nbar',
      [
        'line 2: "foo" is no action; write service:Action, such as s3:PutObject, and an ARN after it.',
        'line 5: "bar" is no action; write service:Action, such as s3:PutObject, and an ARN after it.',
      ],
    ],
  ])('%s', (text, expected) => {
    const message = expected.map((line) => `actions, ${line}`).join('\n');
    expect(() => parseActions(text, authorization)).toThrow(new InputError('actions', message));
  });

  test('shows six formats of many', () => {
    expect(() => parseActions('ec2:RunInstances arn:aws:s3:::x', authorization)).toThrow(
      /instance \(\S+\) and 12 more\.$/,
    );
  });

  test('shows ten lines of many', () => {
    const text = Array.from({ length: 25 }, () => 'foo').join('\n');
    expect(() => parseActions(text, authorization)).toThrow(/actions, line 10: [^\n]+\nAnd 15 more like these\.$/);
  });
});
