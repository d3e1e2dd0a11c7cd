import { describe, expect, test } from '@jest/globals';
import { filters } from '../../src/requirements/filter.ts';
import { place, read } from './built-in.ts';

/** The value, and what it stands for; `null` for a value of another kind. */
const cases: Readonly<Record<string, readonly (readonly [value: string, expected: string | null])[]>> = {
  'role-arn': [
    ['deploy', 'arn:aws:iam::111122223333:role/deploy'],
    ['service-role/deploy', 'arn:aws:iam::111122223333:role/service-role/deploy'],
    ['/service-role/deploy', 'arn:aws:iam::111122223333:role/service-role/deploy'],
    ['arn:aws-cn:iam::444455556666:role/x/y/deploy', 'arn:aws-cn:iam::444455556666:role/x/y/deploy'],
    ['arn:aws:iam::444455556666:user/deploy', null],
    ['arn:aws:iam::444455556666:role/', null],
    ['arn:aws:sts::444455556666:assumed-role/deploy/session', null],
    ['arn:aws:iam::444455556666:instance-profile/web', null],
  ],
  'function-arn': [
    ['web', 'arn:aws:lambda:eu-west-1:111122223333:function:web'],
    ['web:live', 'arn:aws:lambda:eu-west-1:111122223333:function:web'],
    ['444455556666:function:web', 'arn:aws:lambda:eu-west-1:444455556666:function:web'],
    ['444455556666:function:web:7', 'arn:aws:lambda:eu-west-1:444455556666:function:web'],
    ['arn:aws:lambda:us-east-1:444455556666:function:web', 'arn:aws:lambda:us-east-1:444455556666:function:web'],
    ['arn:aws:lambda:us-east-1:444455556666:function:web:live', 'arn:aws:lambda:us-east-1:444455556666:function:web'],
    ['arn:aws:lambda:us-east-1:444455556666:layer:web', null],
    [':live', null],
  ],
  'table-arn': [
    ['orders', 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders'],
    ['arn:aws:dynamodb:us-east-1:444455556666:table/orders', 'arn:aws:dynamodb:us-east-1:444455556666:table/orders'],
    [
      'arn:aws:dynamodb:us-east-1:444455556666:table/orders/stream/1',
      'arn:aws:dynamodb:us-east-1:444455556666:table/orders',
    ],
    ['arn:aws:dynamodb:us-east-1:444455556666:global-table/orders', null],
  ],
  'topic-arn': [
    ['alerts', 'arn:aws:sns:eu-west-1:111122223333:alerts'],
    ['arn:aws:sns:us-east-1:444455556666:alerts.fifo', 'arn:aws:sns:us-east-1:444455556666:alerts.fifo'],
    ['arn:aws:sns:us-east-1:444455556666:alerts:0a1b', null],
    ['arn:aws:sqs:us-east-1:444455556666:alerts', null],
  ],
  'repository-arn': [
    ['web', 'arn:aws:ecr:eu-west-1:111122223333:repository/web'],
    ['team/web', 'arn:aws:ecr:eu-west-1:111122223333:repository/team/web'],
    ['team/web:1.2', 'arn:aws:ecr:eu-west-1:111122223333:repository/team/web'],
    [
      '444455556666.dkr.ecr.us-east-1.amazonaws.com/team/web:1.2',
      'arn:aws:ecr:us-east-1:444455556666:repository/team/web',
    ],
    [
      '444455556666.dkr.ecr.us-east-1.amazonaws.com/web@sha256:0a1b',
      'arn:aws:ecr:us-east-1:444455556666:repository/web',
    ],
    ['444455556666.dkr.ecr-fips.us-east-1.amazonaws.com/web', 'arn:aws:ecr:us-east-1:444455556666:repository/web'],
    ['444455556666.dkr-ecr.us-east-1.on.aws/web', 'arn:aws:ecr:us-east-1:444455556666:repository/web'],
    ['444455556666.dkr.ecr.cn-north-1.amazonaws.com.cn/web', 'arn:aws:ecr:cn-north-1:444455556666:repository/web'],
    [
      'arn:aws:ecr:us-east-1:444455556666:repository/team/web',
      'arn:aws:ecr:us-east-1:444455556666:repository/team/web',
    ],
    ['docker.io/library/node:24', null],
    ['public.ecr.aws/lambda/nodejs:24', null],
    ['localhost:5000/web', null],
    ['arn:aws:ecr-public::444455556666:repository/web', null],
  ],
  'model-arn': [
    ['amazon.nova-lite-v1:0', 'arn:aws:bedrock:eu-west-1::foundation-model/amazon.nova-lite-v1:0'],
    ['ai21.jamba-1-5-mini-v1:0', 'arn:aws:bedrock:eu-west-1::foundation-model/ai21.jamba-1-5-mini-v1:0'],
    ['eu.amazon.nova-lite-v1:0', 'arn:aws:bedrock:eu-west-1:111122223333:inference-profile/eu.amazon.nova-lite-v1:0'],
    ['global.anthropic.claude-x', 'arn:aws:bedrock:eu-west-1:111122223333:inference-profile/global.anthropic.claude-x'],
    ['us-gov.anthropic.claude-x', 'arn:aws:bedrock:eu-west-1:111122223333:inference-profile/us-gov.anthropic.claude-x'],
    [
      'arn:aws:bedrock:us-east-1:444455556666:provisioned-model/abc',
      'arn:aws:bedrock:us-east-1:444455556666:provisioned-model/abc',
    ],
    ['arn:aws:sagemaker:us-east-1:444455556666:endpoint/abc', null],
  ],
  'foundation-model-id': [
    ['amazon.nova-lite-v1:0', 'amazon.nova-lite-v1:0'],
    ['apac.amazon.nova-lite-v1:0', 'amazon.nova-lite-v1:0'],
    ['arn:aws:bedrock:us-east-1:444455556666:inference-profile/us.amazon.nova-lite-v1:0', 'amazon.nova-lite-v1:0'],
    ['arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0', 'amazon.nova-lite-v1:0'],
    ['arn:aws:bedrock:us-east-1:444455556666:application-inference-profile/abc', null],
    ['us.', null],
  ],
  'bucket-name': [
    ['my-site', 'my-site'],
    ['s3://my-site', 'my-site'],
    ['s3://my-site/prefix/', 'my-site'],
    ['my-site/prefix', 'my-site'],
    ['arn:aws-cn:s3:::my-site', 'my-site'],
    ['arn:aws:s3:::my-site/prefix', 'my-site'],
    ['arn:aws:s3:us-east-1:444455556666:accesspoint/web', null],
    ['s3://', null],
  ],
  'amplify-stack-part': [
    ['main', 'main'],
    ['feature/log-in_2', 'featurelogin2'],
    ['x'.repeat(60), 'x'.repeat(50)],
    ['—', null],
  ],
};

test('every filter is known to this table and to the schema', () => {
  expect(Object.keys(cases)).toEqual([...filters.keys()]);
  expect(read('schema/target.schema.json')).toContain(`Filters: ${[...filters.keys()].join(', ')};`);
});

describe.each(Object.entries(cases))('%s', (name, rows) => {
  const filter = filters.get(name);
  test.each(rows)('%s', (value, expected) => {
    expect(filter?.apply(value, place)).toBe(expected);
  });
  test('says with an asterisk that nothing is known', () => {
    expect(filter?.unknown(place)).toMatch(/^(?:arn:aws:\S+:\S*)?\*$/);
  });
});
