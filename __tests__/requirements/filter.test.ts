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
  'function-name': [
    ['web', 'web'],
    ['web:live', 'web'],
    ['444455556666:function:web:7', 'web'],
    ['arn:aws:lambda:us-east-1:444455556666:function:web:live', 'web'],
    ['arn:aws:lambda:us-east-1:444455556666:layer:web', null],
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
  'queue-arn': [
    ['jobs', 'arn:aws:sqs:eu-west-1:111122223333:jobs'],
    ['jobs.fifo', 'arn:aws:sqs:eu-west-1:111122223333:jobs.fifo'],
    ['arn:aws:sqs:us-east-1:444455556666:jobs', 'arn:aws:sqs:us-east-1:444455556666:jobs'],
    ['https://sqs.us-east-1.amazonaws.com/444455556666/jobs', 'arn:aws:sqs:us-east-1:444455556666:jobs'],
    ['https://sqs.cn-north-1.amazonaws.com.cn/444455556666/jobs', 'arn:aws:sqs:cn-north-1:444455556666:jobs'],
    ['https://queue.example.com/444455556666/jobs', null],
    ['arn:aws:sns:us-east-1:444455556666:jobs', null],
  ],
  'queue-name': [
    ['jobs', 'jobs'],
    ['arn:aws:sqs:eu-west-1:111122223333:jobs', 'jobs'],
    ['https://sqs.eu-west-1.amazonaws.com/111122223333/jobs.fifo', 'jobs.fifo'],
    ['arn:aws:sqs:us-east-1:111122223333:jobs', null],
    ['https://sqs.eu-west-1.amazonaws.com/444455556666/jobs', null],
    ['jobs/', null],
  ],
  'state-machine-arn': [
    ['orders', 'arn:aws:states:eu-west-1:111122223333:stateMachine:orders'],
    [
      'arn:aws:states:us-east-1:444455556666:stateMachine:orders',
      'arn:aws:states:us-east-1:444455556666:stateMachine:orders',
    ],
    [
      'arn:aws:states:us-east-1:444455556666:stateMachine:orders:live',
      'arn:aws:states:us-east-1:444455556666:stateMachine:orders',
    ],
    ['arn:aws:states:us-east-1:444455556666:activity:orders', null],
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
  'repository-name': [
    ['team/web', 'team/web'],
    ['111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/web:1.2', 'team/web'],
    ['arn:aws:ecr:eu-west-1:111122223333:repository/team/web', 'team/web'],
    ['444455556666.dkr.ecr.eu-west-1.amazonaws.com/web', null],
    ['111122223333.dkr.ecr.us-east-1.amazonaws.com/web', null],
    ['docker.io/library/node:24', null],
  ],
  'ecr-image': [
    ['444455556666.dkr.ecr.us-east-1.amazonaws.com/web:1', '444455556666.dkr.ecr.us-east-1.amazonaws.com/web:1'],
    ['team/web:1', null],
    ['docker.io/team/web', null],
    ['public.ecr.aws/team/web', null],
  ],
  'cluster-name': [
    ['prod', 'prod'],
    ['arn:aws:ecs:us-east-1:444455556666:cluster/prod', 'prod'],
    ['arn:aws:eks:us-east-1:444455556666:cluster/prod', 'prod'],
    ['arn:aws:ecs:us-east-1:444455556666:service/prod/web', null],
    ['prod/web', null],
  ],
  'service-name': [
    ['web', 'web'],
    ['arn:aws:ecs:us-east-1:444455556666:service/prod/web', 'web'],
    ['arn:aws:ecs:us-east-1:444455556666:service/web', 'web'],
    ['arn:aws:ecs:us-east-1:444455556666:cluster/prod', null],
    ['prod/web', null],
  ],
  'app-runner-service-arn': [
    ['web', null],
    [
      'arn:aws:apprunner:us-east-1:444455556666:service/web/0a1b',
      'arn:aws:apprunner:us-east-1:444455556666:service/web/0a1b',
    ],
    ['arn:aws:apprunner:us-east-1:444455556666:connection/web/0a1b', null],
    ['arn:aws:apprunner:us-east-1:444455556666:service/web', null],
  ],
  'task-family': [
    ['web', 'web'],
    ['web:12', 'web'],
    ['arn:aws:ecs:us-east-1:444455556666:task-definition/web:12', 'web'],
    ['task-definition.json', null],
    ['.aws/web', null],
    ['arn:aws:ecs:us-east-1:444455556666:task/prod/0a1b', null],
  ],
  'secret-arn': [
    [
      'arn:aws:secretsmanager:us-east-1:444455556666:secret:db-AbCdEf',
      'arn:aws:secretsmanager:us-east-1:444455556666:secret:db-AbCdEf',
    ],
    [
      'arn:aws:secretsmanager:us-east-1:444455556666:secret:db-AbCdEf:password::',
      'arn:aws:secretsmanager:us-east-1:444455556666:secret:db-AbCdEf',
    ],
    ['arn:aws:ssm:us-east-1:444455556666:parameter/db', null],
    ['db', null],
  ],
  'parameter-arn': [
    ['db', 'arn:aws:ssm:eu-west-1:111122223333:parameter/db'],
    ['/prod/db', 'arn:aws:ssm:eu-west-1:111122223333:parameter/prod/db'],
    ['arn:aws:ssm:us-east-1:444455556666:parameter/prod/db', 'arn:aws:ssm:us-east-1:444455556666:parameter/prod/db'],
    ['arn:aws:secretsmanager:us-east-1:444455556666:secret:db-AbCdEf', null],
    ['/', null],
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
  's3-uri-bucket': [
    ['s3://my-site', 'my-site'],
    ['s3://my-site/docs/', 'my-site'],
    ['dist/', null],
    ['./dist', null],
    ['my-site', null],
    ['s3://', null],
    ['s3://arn:aws:s3:us-east-1:444455556666:accesspoint/web', null],
  ],
  's3-objects-arn': [
    ['s3://my-site', 'arn:aws:s3:::my-site/*'],
    ['s3://my-site/', 'arn:aws:s3:::my-site/*'],
    ['s3://my-site/docs', 'arn:aws:s3:::my-site/docs/*'],
    ['s3://my-site/docs/v1/', 'arn:aws:s3:::my-site/docs/v1/*'],
    ['dist', null],
    ['s3:///docs', null],
  ],
  's3-object-arn': [
    ['s3://templates/web/stack.yml', 'arn:aws:s3:::templates/web/stack.yml'],
    ['https://templates.s3.eu-west-1.amazonaws.com/web/stack.yml', 'arn:aws:s3:::templates/web/stack.yml'],
    ['https://templates.s3.amazonaws.com/stack.yml', 'arn:aws:s3:::templates/stack.yml'],
    ['https://my.templates.s3-us-west-2.amazonaws.com/stack.yml', 'arn:aws:s3:::my.templates/stack.yml'],
    ['https://s3.us-west-2.amazonaws.com/templates/web/stack.yml', 'arn:aws:s3:::templates/web/stack.yml'],
    ['https://s3.amazonaws.com/templates/stack.yml?versionId=1', 'arn:aws:s3:::templates/stack.yml'],
    ['https://templates.s3.cn-north-1.amazonaws.com.cn/stack.yml', 'arn:aws:s3:::templates/stack.yml'],
    ['arn:aws-cn:s3:::templates/stack.yml', 'arn:aws-cn:s3:::templates/stack.yml'],
    ['https://example.com/templates/stack.yml', null],
    ['https://notas3.amazonaws.com/templates/stack.yml', null],
    ['https://s3.amazonaws.com/templates', null],
    ['s3://templates', null],
    ['template.yml', null],
  ],
  'key-arn': [
    [
      '1234abcd-12ab-34cd-56ef-1234567890ab',
      'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
    ],
    ['arn:aws:kms:us-east-1:444455556666:key/mrk-0a1b', 'arn:aws:kms:us-east-1:444455556666:key/mrk-0a1b'],
    ['alias/state', null],
    ['arn:aws:kms:us-east-1:444455556666:alias/state', null],
  ],
  'file-extension': [
    ['deploy.zip', '.zip'],
    ['build/libs/app.v1.jar', '.jar'],
    ['C:\\build\\app.war', '.war'],
    ['build.d/app', null],
    ['.zip', null],
    ['app.', null],
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
