import { describe, expect, test } from '@jest/globals';
import { probesFor, readsFor, type PlannedRead } from '../../src/requirements/probe.ts';
import type { Target } from '../../src/requirements/target.ts';
import { place, targetOf } from './built-in.ts';

describe('the read that is sent', () => {
  test.each([
    [
      'lambda',
      { 'function-name': 'web' },
      'lambda:GetFunctionConfiguration GET /2015-03-31/functions/web/configuration',
    ],
    [
      'lambda',
      { 'function-name': 'arn:aws:lambda:us-east-1:444455556666:function:web' },
      'lambda:GetFunctionConfiguration GET /2015-03-31/functions/arn%3Aaws%3Alambda%3Aus-east-1%3A444455556666%3Afunction%3Aweb/configuration',
    ],
    [
      'lambda',
      { 'function-name': '../x?y#z' },
      'lambda:GetFunctionConfiguration GET /2015-03-31/functions/..%2Fx%3Fy%23z/configuration',
    ],
    ['lambda', { 'function-name': '..' }, 'lambda:ListFunctions GET /2015-03-31/functions/?MaxItems=1'],
    ['lambda', { 'function-name': 'web-*' }, 'lambda:ListFunctions GET /2015-03-31/functions/?MaxItems=1'],
    ['lambda', {}, 'lambda:ListFunctions GET /2015-03-31/functions/?MaxItems=1'],
    [
      'elastic-beanstalk',
      { 'application-name': 'My App', 'environment-name': 'a&b=c' },
      'elasticbeanstalk:DescribeEnvironments POST / Action=DescribeEnvironments&Version=2010-12-01&IncludeDeleted=false&ApplicationName=My%20App&EnvironmentNames.member.1=a%26b%3Dc',
    ],
    [
      'elastic-beanstalk',
      { 'application-name': 'web' },
      'elasticbeanstalk:DescribeEnvironments POST / Action=DescribeEnvironments&Version=2010-12-01&IncludeDeleted=false&ApplicationName=web',
    ],
    [
      'elastic-beanstalk',
      {},
      'elasticbeanstalk:DescribeEnvironments POST / Action=DescribeEnvironments&Version=2010-12-01&IncludeDeleted=false&MaxRecords=1',
    ],
    ['amplify-hosting', { 'app-id': 'd1a2b3' }, 'amplify:GetApp GET /apps/d1a2b3'],
    ['amplify-hosting', {}, 'amplify:ListApps GET /apps?maxResults=1'],
    ['amplify-gen2', { 'app-id': 'd1a2b3' }, 'amplify:GetApp GET /apps/d1a2b3'],
    ['dynamodb', { 'table-name': 'a"b\\c' }, 'dynamodb:DescribeTable POST / {"TableName":"a\\"b\\\\c"}'],
    ['dynamodb', {}, 'dynamodb:ListTables POST / {"Limit":1}'],
    ['api-gateway', { 'rest-api-id': 'a1b2c3' }, 'apigateway:GET GET /restapis/a1b2c3'],
    ['api-gateway', {}, 'apigateway:GET GET /restapis?limit=1'],
    ['s3-cloudfront', { destination: 's3://my-site/x' }, 's3:ListBucket GET /my-site?list-type=2&max-keys=1'],
    ['s3-cloudfront', { destination: 'dist' }, 's3:ListAllMyBuckets GET /'],
    [
      'cloudformation',
      { 'stack-name': 'web' },
      'cloudformation:DescribeStacks POST / Action=DescribeStacks&Version=2010-05-15&StackName=web',
    ],
    [
      'serverless-framework',
      { service: 'web', stage: 'dev' },
      'cloudformation:DescribeStacks POST / Action=DescribeStacks&Version=2010-05-15&StackName=web-dev',
    ],
    [
      'sam',
      {},
      'cloudformation:ListStacks POST / Action=ListStacks&Version=2010-05-15&StackStatusFilter.member.1=CREATE_IN_PROGRESS',
    ],
    ['cdk', {}, 'ssm:GetParameter POST / {"Name":"/cdk-bootstrap/hnb659fds/version"}'],
    ['cdk', { qualifier: 'team' }, 'ssm:GetParameter POST / {"Name":"/cdk-bootstrap/team/version"}'],
    ['terraform-s3-backend', { bucket: 'state' }, 's3:ListBucket GET /state?list-type=2&max-keys=1'],
    [
      'sns',
      { 'topic-name': 'alerts' },
      'sns:GetTopicAttributes POST / Action=GetTopicAttributes&Version=2010-03-31&TopicArn=arn%3Aaws%3Asns%3Aeu-west-1%3A111122223333%3Aalerts',
    ],
    [
      'sns',
      { 'topic-name': 'arn:aws:sqs:eu-west-1:111122223333:alerts' },
      'sns:ListTopics POST / Action=ListTopics&Version=2010-03-31',
    ],
    ['bedrock', {}, 'bedrock:ListFoundationModels GET /foundation-models'],
  ])('%s %j', (id, values, expected) => {
    const read = probeOf(targetOf(id), values);
    expect(read === undefined ? null : lineOf(read)).toBe(expected);
  });

  test('carries the headers of its protocol', () => {
    const headersOf = (id: string) => probeOf(targetOf(id))?.request.headers;
    expect(headersOf('dynamodb')).toEqual({
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': 'DynamoDB_20120810.ListTables',
    });
    expect(headersOf('sns')).toEqual({ 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' });
    expect(headersOf('api-gateway')).toEqual({ accept: 'application/json' });
    expect(headersOf('lambda')).toEqual({});
  });

  test('is signed for the service that it goes to, where the target says nothing else', () => {
    const target = targetOf('bedrock');
    const [first] = target.probes.filter(({ path }) => !path.includes('$'));
    expect(probeOf(target)?.request).toMatchObject({ service: 'bedrock', signingName: 'bedrock' });
    const renamed = { ...target, probes: first === undefined ? [] : [{ ...first, signingName: 'other' }] };
    expect(probeOf(renamed)?.request).toMatchObject({ service: 'bedrock', signingName: 'other' });
  });

  test('is none for a target without probes', () => {
    expect(probeOf({ ...targetOf('lambda'), probes: [] })).toBeUndefined();
  });

  test('knows its target and its answers, and whether the target is certain', () => {
    const answers = [{ error: ['NotFound'], finding: 'target-missing', severity: 'error', says: 'Gone' }] as const;
    const [first] = targetOf('sns').probes;
    const target = { ...targetOf('sns'), probes: first === undefined ? [] : [{ ...first, answers }] };
    const [read] = probesFor(target, new Map([['topic-name', 'alerts']]), place, false);
    expect(read).toMatchObject({ target: 'sns', answers, certain: false, further: false });
  });

  test('is for the region that it is sent to', () => {
    const read = probeOf(targetOf('sns'), { 'topic-name': 'alerts' });
    expect(read?.request.body).toContain('sns%3Aeu-west-1%3A');
    expect(read?.requestIn('us-east-2')?.body).toContain('sns%3Aus-east-2%3A');
  });
});

describe('further reads', () => {
  const read = { action: 's3:ListBucket', service: 's3', method: 'GET' } as const;
  const target = {
    ...targetOf('s3-cloudfront'),
    reads: ['/${bucket}', '/${prefix}', '/'].map((path) => ({ ...read, path })),
  };

  test('are all sent whose placeholders have values', () => {
    const planned = readsFor(target, new Map([['bucket', 'site']]), place, true);
    expect(planned.map(lineOf)).toEqual(['s3:ListBucket GET /site', 's3:ListBucket GET /']);
    expect(planned.every(({ further, certain }) => further && certain)).toBe(true);
  });

  test('are none of the probes', () => {
    expect(readsFor(targetOf('s3-cloudfront'), new Map([['bucket', 'site']]), place, true)).toEqual([]);
  });
});

function probeOf(target: Target, values: Readonly<Record<string, string>> = {}): PlannedRead | undefined {
  return probesFor(target, new Map(Object.entries(values)), place, true)[0];
}

function lineOf({ action, request: { method, path, body } }: PlannedRead): string {
  return `${action} ${method} ${path} ${body}`.trim();
}
