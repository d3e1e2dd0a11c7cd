import { describe, expect, test } from '@jest/globals';
import { place, summaryOf } from './reading.ts';

const document = (action: string, resource: unknown = '*') => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: action, Resource: resource }],
});

/** What a template of one resource gives, without the places. */
function readResource(resource: unknown, id = 'Thing', more: object = {}) {
  const { policies, problems, notes } = summaryOf(
    JSON.stringify({ Resources: { [id]: resource, ...more } }),
    't.json',
    place,
  );
  return {
    policies: policies.map(({ headline, document: value }) => [headline.slice(0, headline.indexOf(' at ')), value]),
    problems,
    notes,
  };
}

const hedge = { StringEquals: { unresolved: '${unresolved}' } };
const anything = ['Allow', 'Deny'].map((Effect) => ({ Effect, Action: '*', Resource: '*', Condition: hedge }));

describe('a template', () => {
  const holders = [
    ['AWS::IAM::UserPolicy', { UserName: 'ci' }, 'identity user-inline of ci: Thing'],
    ['AWS::IAM::RolePolicy', { RoleName: 'ci' }, 'identity role-inline of ci: Thing'],
    ['AWS::IAM::GroupPolicy', { GroupName: 'ci' }, 'identity group-inline of ci: Thing'],
    ['AWS::IAM::Policy', { Groups: ['ci'] }, 'identity group-inline of ci: Thing'],
    ['AWS::IAM::Policy', {}, 'identity -: Thing'],
    [
      'AWS::IAM::ManagedPolicy',
      { Users: [{ 'Fn::Sub': 'ci-${AWS::Region}' }] },
      'identity managed of ci-eu-west-1: Thing',
    ],
    ['AWS::SQS::QueuePolicy', {}, 'resource -: Thing'],
    ['AWS::SNS::TopicPolicy', {}, 'resource -: Thing'],
  ] as const;
  test.each(holders)('gives the policy of a %s with %j', (type, properties, headline) => {
    const found = readResource({ Type: type, Properties: { ...properties, PolicyDocument: document('s3:GetObject') } });
    expect(found).toEqual({ policies: [[headline, document('s3:GetObject')]], problems: [], notes: [] });
  });

  const others = [
    ['AWS::KMS::Key', 'KeyPolicy', {}, 'resource -: Thing'],
    ['AWS::ECR::Repository', 'RepositoryPolicyText', {}, 'resource -: Thing'],
    ['AWS::SecretsManager::ResourcePolicy', 'ResourcePolicy', {}, 'resource -: Thing'],
    ['AWS::SSO::PermissionSet', 'InlinePolicy', {}, 'identity -: Thing'],
    ['AWS::Organizations::Policy', 'Content', { Type: 'SERVICE_CONTROL_POLICY' }, 'scp -: Thing'],
  ] as const;
  test.each(others)('gives the policy of a %s in %s', (type, property, properties, headline) => {
    const found = readResource({ Type: type, Properties: { ...properties, [property]: document('s3:GetObject') } });
    expect(found.policies).toEqual([[headline, document('s3:GetObject')]]);
  });

  test('gives no policy of an organization that controls no services', () => {
    const properties = { Type: 'TAG_POLICY', Content: document('s3:GetObject') };
    expect(readResource({ Type: 'AWS::Organizations::Policy', Properties: properties }).policies).toEqual([]);
  });

  test('reads a policy that is a text with references', () => {
    const text = JSON.stringify(document('logs:PutLogEvents', 'arn:aws:logs:${AWS::Region}:x'));
    const resource = { Type: 'AWS::Logs::ResourcePolicy', Properties: { PolicyDocument: { 'Fn::Sub': text } } };
    expect(readResource(resource).policies).toEqual([
      ['resource -: Thing', document('logs:PutLogEvents', 'arn:aws:logs:eu-west-1:x')],
    ]);
  });

  test('takes every branch of a condition as open', () => {
    const policy = (name: string) => ({ PolicyName: name, PolicyDocument: document('s3:GetObject') });
    const branches = { 'Fn::If': ['C', policy('a'), { 'Fn::If': ['D', policy('b'), { Ref: 'AWS::NoValue' }] }] };
    const found = readResource({ Type: 'AWS::IAM::User', Properties: { Policies: [branches] } });
    const open = {
      ...document('s3:GetObject'),
      Statement: [{ ...document('s3:GetObject').Statement[0], Condition: hedge }],
    };
    expect(found.policies).toEqual([
      ['identity user-inline of Thing: inline policy a of user Thing', open],
      ['identity user-inline of Thing: inline policy b of user Thing', open],
    ]);
    expect(found.notes).toEqual([expect.stringContaining('which conditions hold')]);
  });

  test('takes a document that it cannot see for one that may say anything', () => {
    const include = { 'Fn::Transform': { Name: 'AWS::Include', Parameters: { Location: 's3://b/k' } } };
    const found = readResource({ Type: 'AWS::IAM::Policy', Properties: { PolicyDocument: include } });
    expect(found.policies).toEqual([['identity -: Thing', { Statement: anything }]]);
  });

  test('takes a statement that it cannot see for one that may say anything', () => {
    const Statement = [{ 'Fn::Transform': { Name: 'AWS::Include' } }];
    const found = readResource({
      Type: 'AWS::IAM::Policy',
      Properties: { PolicyDocument: { Version: '2012-10-17', Statement } },
    });
    expect(found.policies).toEqual([['identity -: Thing', { Version: '2012-10-17', Statement: anything }]]);
  });

  test('takes a trust policy that it cannot see for one that may trust anyone', () => {
    const include = { 'Fn::Transform': { Name: 'AWS::Include' } };
    const found = readResource({ Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: include } });
    const anyone = ['Allow', 'Deny'].map((Effect) => ({ Effect, Action: '*', Principal: '*', Condition: hedge }));
    expect(found.policies).toEqual([['trust - of Thing: trust policy of role Thing', { Statement: anyone }]]);
  });

  test('settles what is unknown in a document of the older version', () => {
    const Statement = { Effect: 'Allow', Action: 's3:GetObject', Resource: { 'Fn::ImportValue': 'x' } };
    const found = readResource({ Type: 'AWS::IAM::Policy', Properties: { PolicyDocument: { Statement } } });
    expect(found.policies).toEqual([
      [
        'identity -: Thing',
        { Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: ['*'], Condition: hedge }] },
      ],
    ]);
  });

  test('says that it does not expand loops', () => {
    const found = readResource(['X', ['a'], {}], 'Fn::ForEach::Loop', { B: { Type: 'AWS::S3::Bucket' } });
    expect(found.notes).toEqual([expect.stringContaining('Fn::ForEach::Loop')]);
  });

  test('takes a number in place of a document for one that may say anything', () => {
    const found = readResource({ Type: 'AWS::IAM::Policy', Properties: { PolicyDocument: 5 } });
    expect(found.policies).toEqual([['identity -: Thing', { Statement: anything }]]);
  });

  test('reads the roles of SAM state machines', () => {
    const properties = { Policies: [document('lambda:InvokeFunction')] };
    expect(readResource({ Type: 'AWS::Serverless::StateMachine', Properties: properties }).policies).toEqual([
      [
        'identity role-inline of ThingRole: inline policy 1 of function role ThingRole',
        document('lambda:InvokeFunction'),
      ],
    ]);
  });
});

describe('a file', () => {
  const statement = '{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}';

  test.each(['main.tf', 'main.tofu', 'x.tf.json', 'dev.tfvars', 'terragrunt.hcl'])(
    '%s is said to be Terraform',
    (file) => {
      const { policies, problems, notes } = summaryOf('resource "aws_iam_policy" "x" {}', file, place);
      expect([policies, problems, notes]).toEqual([[], [], [expect.stringContaining('terraform show -json')]]);
    },
  );

  test('without a telling name is known as Terraform by its text', () => {
    expect(summaryOf('# x\n\ndata "aws_iam_policy_document" "x" {\n}\n', 'policy', null).notes).toEqual([
      expect.stringContaining('terraform show -json'),
    ]);
  });

  test('with a key twice says where', () => {
    const text = `{"Version":"2012-10-17",\n"Statement":[${statement}],\n"Statement":[${statement}]}`;
    expect(summaryOf(text, 'p.json', null).problems).toEqual([
      'p.json 3:1 "Statement" is given more than once here, and only the last one counts; put all values into one.',
    ]);
  });

  test('with a key twice in a policy that is a text says where the text is', () => {
    const policy = '{"Statement":[{"Effect":"Allow","Effect":"Deny","Action":"*","Resource":"*"}]}';
    const text = JSON.stringify({ PolicyDocument: policy }, null, 1);
    expect(summaryOf(text, 'p.json', null).problems).toEqual([
      expect.stringMatching(/^p\.json 2:20 "Effect" is given/),
    ]);
  });

  test('in YAML keeps the zeros of an account id', () => {
    const text = [
      'Version: 2012-10-17',
      'Statement:',
      '  - Effect: Allow',
      '    Principal: {AWS: 012345678901}',
      '    Action: sts:AssumeRole',
    ].join('\n');
    const { policies } = summaryOf(text, 'trust.yaml', null);
    expect(policies).toEqual([
      {
        headline: 'trust -: trust.yaml at 1:1, statements at 3:5',
        document: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Principal: { AWS: '012345678901' }, Action: 'sts:AssumeRole' }],
        },
      },
    ]);
  });

  test('in YAML with a fault says where', () => {
    expect(summaryOf('a: [1,\nb: "x', 'p.yaml', null).problems).toEqual([
      expect.stringMatching(/^p\.yaml 2:\d+ This is not valid YAML/),
    ]);
  });

  test('with JSON under the name of YAML is read', () => {
    expect(summaryOf(`{"Version":"2012-10-17","Statement":${statement}}`, 'p.yaml', null).policies).toHaveLength(1);
  });

  test('with a template in JSON under the name of YAML that only YAML takes is read', () => {
    expect(summaryOf(`{Version: 2012-10-17, Statement: [${statement},]}`, 'p.yaml', null).policies).toHaveLength(1);
  });
});
