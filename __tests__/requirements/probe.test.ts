import { describe, expect, test } from '@jest/globals';
import { probeFor } from '../../src/requirements/probe.ts';
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
    ['s3', { bucket: 's3://my-site/x' }, 's3:ListBucket GET /my-site?list-type=2&max-keys=1'],
    ['s3', {}, 's3:ListAllMyBuckets GET /'],
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
    const probe = probeFor(targetOf(id), new Map(Object.entries(values as Record<string, string>)), place);
    expect(probe === null ? null : `${probe.action} ${probe.method} ${probe.path} ${probe.body}`.trim()).toBe(expected);
  });

  test('carries the headers of its protocol', () => {
    const headersOf = (id: string) => probeFor(targetOf(id), new Map(), place)?.headers;
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
    const [first] = target.probes;
    expect(probeFor(target, new Map(), place)).toMatchObject({ service: 'bedrock', signingName: 'bedrock' });
    const renamed = { ...target, probes: first === undefined ? [] : [{ ...first, signingName: 'other' }] };
    expect(probeFor(renamed, new Map(), place)).toMatchObject({ service: 'bedrock', signingName: 'other' });
  });

  test('is none for a target without probes', () => {
    expect(probeFor({ ...targetOf('lambda'), probes: [] }, new Map(), place)).toBeNull();
  });
});
