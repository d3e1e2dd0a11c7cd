import { describe, expect, test } from '@jest/globals';
import type { Asked } from '../../tools/accuracy/asked.ts';
import { authorisationsOf } from '../../tools/accuracy/authorised.ts';
import { blur } from '../../tools/accuracy/blur.ts';

const account = '123456789012';
const role = `arn:aws:iam::${account}:role/orders-role`;

function asked(name: string, parameters: Asked['parameters'], request: Partial<Asked['request']> = {}): Asked {
  const [signingName = '', operation = ''] = name.split(':');
  return {
    signingName,
    operation,
    region: 'us-east-1',
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    model: null,
    parameters,
    request: { method: 'POST', path: '/', query: '', headers: new Map(), body: Buffer.alloc(0), ...request },
  };
}

describe('a call is authorised as', () => {
  test.each<[string, Asked, readonly string[]]>([
    [
      'what its name says, on what it names',
      asked('lambda:UpdateFunctionCode', { FunctionName: 'orders' }),
      [`lambda:UpdateFunctionCode arn:aws:lambda:us-east-1:${account}:function:orders`],
    ],
    ['another name in S3', asked('s3:HeadObject', { Bucket: 'b', Key: 'a/k' }), ['s3:GetObject arn:aws:s3:::b/a/k']],
    [
      'its verb, on its path, in API Gateway',
      asked('apigateway:PutRestApi', {}, { method: 'PUT', path: '/restapis/a1b2c3d4e5' }),
      ['apigateway:PUT arn:aws:apigateway:us-east-1::/restapis/a1b2c3d4e5'],
    ],
    [
      'iam:PassRole too, when it hands a role on',
      asked('lambda:CreateFunction', { FunctionName: 'orders', Role: role }),
      [`lambda:CreateFunction arn:aws:lambda:us-east-1:${account}:function:orders`, `iam:PassRole ${role}`],
    ],
    [
      'iam:PassRole for each role of a task definition',
      asked('ecs:RegisterTaskDefinition', { family: 'orders', taskRoleArn: role, executionRoleArn: `${role}2` }),
      [
        `ecs:RegisterTaskDefinition arn:aws:ecs:us-east-1:${account}:task-definition/orders:*`,
        `iam:PassRole ${role}`,
        `iam:PassRole ${role}2`,
      ],
    ],
    [
      's3:GetObject too, when CloudFormation reads a template for the caller',
      asked('cloudformation:CreateChangeSet', {
        StackName: 'orders',
        TemplateURL: 'https://s3.us-east-1.amazonaws.com/b/orders.template',
      }),
      [
        `cloudformation:CreateChangeSet arn:aws:cloudformation:us-east-1:${account}:stack/orders/*`,
        's3:GetObject arn:aws:s3:::b/orders.template',
      ],
    ],
    [
      's3:GetObject too, when Lambda reads a zip file for the caller',
      asked('lambda:UpdateFunctionCode', { FunctionName: 'orders', S3Bucket: 'b', S3Key: 'k.zip' }),
      [
        `lambda:UpdateFunctionCode arn:aws:lambda:us-east-1:${account}:function:orders`,
        's3:GetObject arn:aws:s3:::b/k.zip',
      ],
    ],
    [
      'tagging too, when it sets tags',
      asked('dynamodb:CreateTable', { TableName: 'orders', Tags: [{ Key: 'a', Value: 'b' }] }),
      ['dynamodb:CreateTable', 'dynamodb:TagResource'].map(
        (action) => `${action} arn:aws:dynamodb:us-east-1:${account}:table/orders`,
      ),
    ],
    [
      'not tagging, when its list of tags is empty',
      asked('dynamodb:CreateTable', { TableName: 'orders', Tags: [] }),
      [`dynamodb:CreateTable arn:aws:dynamodb:us-east-1:${account}:table/orders`],
    ],
    [
      'the profile and the model behind it',
      asked('bedrock:InvokeModel', { modelId: 'us.amazon.nova-lite-v1:0' }),
      [
        `bedrock:InvokeModel arn:aws:bedrock:us-east-1:${account}:inference-profile/us.amazon.nova-lite-v1:0`,
        'bedrock:InvokeModel arn:aws:bedrock:*::foundation-model/amazon.nova-lite-v1:0',
      ],
    ],
    ['an action without resources', asked('ecr:GetAuthorizationToken', {}), ['ecr:GetAuthorizationToken *']],
    ['nothing that is not simple to tell', asked('kms:Encrypt', {}), ['kms:Encrypt null']],
  ])('%s', (_, call, expected) => {
    const found = authorisationsOf(call, account).map(({ action, resource }) => `${action} ${String(resource)}`);
    expect(found).toEqual(expected);
  });
});

describe('what differs from run to run becomes a star', () => {
  test.each([
    ['a hash', `arn:aws:s3:::b/${'0a'.repeat(16)}.template`, 'arn:aws:s3:::b/*.template'],
    ['a UUID', 'arn:aws:s3:::b/8c1d8f3e-7f0f-4a3c-9b61-0d5b0a2f9c11', 'arn:aws:s3:::b/*'],
    ['a time', 'arn:aws:s3:::b/1767225600000-2026-01-01T00:00:00.000Z/k', 'arn:aws:s3:::b/*/k'],
    ['what the scenario names', 'arn:aws:s3:::b-x7x7', 'arn:aws:s3:::b-*'],
    ['not an account', role, role],
  ])('%s', (_, arn, expected) => {
    expect(blur(arn, ['(?<=b-)x7x7'])).toBe(expected);
  });
});
