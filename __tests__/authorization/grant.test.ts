import { describe, expect, test } from '@jest/globals';
import { furtherGrants, grantFor, grantsByPrincipal } from '../../src/authorization/grant/grant.ts';
import { simulationGrant } from '../../src/authorization/grant/simulation.ts';
import type { Trial } from '../../src/authorization/grant/verify.ts';
import { verifyGrant } from '../../src/authorization/grant/verify.ts';
import { allows, check, present } from './grant-evaluator.ts';

const fn = 'arn:aws:lambda:us-east-1:111122223333:function:orders';
const passRole = check({
  action: 'iam:PassRole',
  resource: 'arn:aws:iam::111122223333:role/exec',
  context: { 'iam:PassedToService': 'lambda.amazonaws.com', 'iam:AssociatedResourceArn': fn },
});

describe('grantFor', () => {
  test('actions of one resource share a statement, resources of the same actions share one too', () => {
    const policy = grantFor([
      check({ action: 'lambda:UpdateFunctionCode' }),
      check({ action: 'lambda:GetFunctionConfiguration', verdict: 'uncertain' }),
      check({ action: 'sns:Publish', resource: 'arn:aws:sns:us-east-1:111122223333:a' }),
      check({ action: 'sns:Publish', resource: 'arn:aws:sns:us-east-1:111122223333:b' }),
      check({ action: 'sns:ListTopics', resource: '*' }),
    ]);
    expect(policy?.Statement).toEqual([
      { Effect: 'Allow', Action: ['lambda:GetFunctionConfiguration', 'lambda:UpdateFunctionCode'], Resource: fn },
      {
        Effect: 'Allow',
        Action: 'sns:Publish',
        Resource: ['arn:aws:sns:us-east-1:111122223333:a', 'arn:aws:sns:us-east-1:111122223333:b'],
      },
      { Effect: 'Allow', Action: 'sns:ListTopics', Resource: '*' },
    ]);
  });

  test('PassRole is granted for its service only', () => {
    expect(grantFor([passRole])?.Statement).toEqual([
      {
        Effect: 'Allow',
        Action: 'iam:PassRole',
        Resource: 'arn:aws:iam::111122223333:role/exec',
        Condition: { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } },
      },
    ]);
  });

  test.each([
    ['what is allowed', check({ verdict: 'allowed' })],
    ['what an explicit deny forbids', check({ statements: [{ policyId: 'p', policyType: 't' }] })],
    ['what the organization forbids', check({ verdict: 'denied-by-scp' })],
    ['what the boundary forbids', check({ verdict: 'denied-by-boundary' })],
    ['what the user ignores', check({ ignored: 'made by another team' })],
    ['what another principal needs', check({ principal: 'arn:aws:iam::111122223333:role/exec' })],
    ['what was not checked', check({ verdict: 'not-checked' })],
    ['what only rare variants need', check({ severity: 'notice' })],
  ])('%s is not granted', (_, one) => {
    expect(grantFor([one])).toBeNull();
  });
});

const bucket = (name: string): string => `arn:aws:s3:::${name}`;
const pass = (role: string, service: string) =>
  check({
    action: 'iam:PassRole',
    resource: `arn:aws:iam::111122223333:role/${role}`,
    context: { 'iam:PassedToService': service },
  });

describe('statements', () => {
  test('what another check needs as well is granted once', () => {
    const policy = grantFor([
      check({ action: 's3:GetObject', resource: bucket('site/index.html') }),
      check({ action: 's3:GetObject', resource: bucket('site/*') }),
      check({ action: 's3:getobject', resource: bucket('site/**') }),
      check({ action: 's3:GetObject', resource: bucket('site/a'), context: { 's3:ResourceAccount': '111122223333' } }),
    ]);
    expect(policy?.Statement).toEqual([{ Effect: 'Allow', Action: 's3:GetObject', Resource: bucket('site/*') }]);
  });

  test('are merged by resource or by action, whatever takes fewer', () => {
    const policy = grantFor([
      check({ action: 's3:GetObject', resource: bucket('a/*') }),
      check({ action: 's3:PutObject', resource: bucket('a/*') }),
      check({ action: 's3:GetObject', resource: bucket('b/*') }),
      check({ action: 's3:PutObject', resource: bucket('c/*') }),
    ]);
    expect(policy?.Statement).toEqual([
      { Effect: 'Allow', Action: 's3:GetObject', Resource: [bucket('a/*'), bucket('b/*')] },
      { Effect: 'Allow', Action: 's3:PutObject', Resource: [bucket('a/*'), bucket('c/*')] },
    ]);
  });

  test('one role that goes to two services takes one statement; two roles that go to one each take two', () => {
    expect(
      grantFor([pass('LabRole', 'lambda.amazonaws.com'), pass('LabRole', 'ec2.amazonaws.com')])?.Statement,
    ).toEqual([
      {
        Effect: 'Allow',
        Action: 'iam:PassRole',
        Resource: 'arn:aws:iam::111122223333:role/LabRole',
        Condition: { StringEquals: { 'iam:PassedToService': ['ec2.amazonaws.com', 'lambda.amazonaws.com'] } },
      },
    ]);
    expect(grantFor([pass('a', 'lambda.amazonaws.com'), pass('b', 'ec2.amazonaws.com')])?.Statement).toHaveLength(2);
  });

  test('actions without resource-level permissions share one statement, the last', () => {
    const statements = grantFor([
      check({ action: 'ec2:DescribeVpcs', resource: '*' }),
      check(),
      check({ action: 'amplify:ListApps', resource: '*' }),
    ])?.Statement;
    expect(statements?.map(({ Action, Resource }) => [Action, Resource])).toEqual([
      ['lambda:UpdateFunctionCode', fn],
      [['amplify:ListApps', 'ec2:DescribeVpcs'], '*'],
    ]);
  });
});

describe('conditions', () => {
  test('values of two keys are not mixed, because a statement grants all their combinations', () => {
    const attach = (boundary: string, policy: string) =>
      check({ context: { 'iam:PermissionsBoundary': boundary, 'iam:PolicyARN': policy } });
    expect(grantFor([attach('edge', 'read'), attach('core', 'write')])?.Statement).toHaveLength(2);
  });

  test('a guessed value and a known one stand together, each meaning what it does', () => {
    expect(grantFor([pass('exec', 'lambda*'), pass('exec', 'ecs?tasks')])?.Statement[0]?.Condition).toEqual({
      StringLike: { 'iam:PassedToService': ['ecs${?}tasks', 'lambda*'] },
    });
  });

  test.each([
    ['iam:PassedToService', 'ec2.amazonaws.com'],
    ['iam:PolicyARN', 'arn:aws:iam::aws:policy/ReadOnlyAccess'],
    ['iam:PermissionsBoundary', 'arn:aws:iam::111122223333:policy/edge'],
    ['bedrock:InferenceProfileArn', 'arn:aws:bedrock:us-east-1:111122223333:inference-profile/us.x-v1:0'],
    ['ecs:cluster', 'arn:aws:ecs:us-east-1:111122223333:cluster/shop'],
    ['lambda:FunctionArn', fn],
    ['s3:ResourceAccount', '111122223333'],
  ])('%s narrows the grant', (key, value) => {
    const [statement] = grantFor([check({ context: { [key.toUpperCase()]: value } })])?.Statement ?? [];
    expect(statement?.Condition).toEqual({ StringEquals: { [key]: value } });
  });

  test.each([
    'aws:RequestedRegion',
    'aws:CurrentTime',
    'elasticbeanstalk:FromApplicationVersion',
    'elasticbeanstalk:InApplication',
    'ec2:LaunchTemplate',
    'iam:AssociatedResourceArn',
    'aws:RequestTag/team',
  ])('%s does not, because the next call may carry another value or none', (key) => {
    expect(grantFor([check({ context: { [key]: 'x' } })])?.Statement[0]?.Condition).toBeUndefined();
  });

  test('a value that had to be guessed needs an operator that knows wildcards', () => {
    expect(grantFor([pass('exec', 'lambda*')])?.Statement[0]?.Condition).toEqual({
      StringLike: { 'iam:PassedToService': 'lambda*' },
    });
  });
});

describe('names that a policy would read as something else', () => {
  test.each([
    ['a question mark', 'a?b', 'axb'],
    ['a policy variable', 'home/${aws:username}', 'home/ci'],
    ['a variable that stands for a wildcard', '${*}', 'x'],
  ])('%s is granted as the name that it is', (_, name, other) => {
    const checks = [check({ action: 's3:GetObject', resource: bucket(name) })];
    const policy = present(grantFor(checks));
    expect(verifyGrant(policy, checks, allows)).toEqual({ refused: [], excess: [] });
    const trial: Trial = { action: 's3:GetObject', resource: bucket(other), context: { 'aws:username': 'ci' } };
    expect(allows(policy, trial)).toBe(false);
  });

  test('and so is the value of a condition', () => {
    const policy = present(grantFor([pass('exec', '${aws:username}')]));
    const trial = { action: 'iam:PassRole', resource: 'arn:aws:iam::111122223333:role/exec' };
    const context = { 'iam:PassedToService': 'ci', 'aws:username': 'ci' };
    expect(allows(policy, { ...trial, context })).toBe(false);
    expect(allows(policy, { ...trial, context: { 'iam:PassedToService': '${aws:username}' } })).toBe(true);
  });
});

describe('further grants', () => {
  const role = 'arn:aws:iam::111122223333:role/cdk-exec';
  const rare = check({ severity: 'notice', action: 'lambda:TagResource' });

  test('other principals have policies of their own', () => {
    const checks = [
      check(),
      check({ principal: role, action: 'sns:CreateTopic' }),
      check({ principal: 'arn:x', ignored: '-' }),
    ];
    expect([...grantsByPrincipal(checks)]).toEqual([
      [role, { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sns:CreateTopic', Resource: fn }] }],
    ]);
  });

  test('rare variants come last, without what the main policy grants already', () => {
    const checks = [
      check(),
      rare,
      check({ severity: 'notice' }),
      { ...rare, principal: role },
      check({ principal: role }),
    ];
    const told = furtherGrants(checks).map(({ principal, rare: isRare, policy }) => [
      principal,
      isRare,
      policy.Statement.map(({ Action }) => Action),
    ]);
    expect(told).toEqual([
      [role, false, ['lambda:UpdateFunctionCode']],
      ['caller', true, ['lambda:TagResource']],
      [role, true, ['lambda:TagResource']],
    ]);
  });

  test('there are none where only the caller lacks something', () => {
    expect(furtherGrants([check(), check({ verdict: 'allowed', severity: 'notice' })])).toEqual([]);
  });
});

describe('verifyGrant', () => {
  test('finds what is missing and what is too much', () => {
    const checks = [
      check({ action: 's3:GetObject', resource: bucket('a') }),
      check({ action: 's3:PutObject', resource: bucket('b') }),
    ];
    const policy = present(grantFor([{ ...(checks[0] ?? check()), action: 's3:PutObject' }]));
    expect(verifyGrant(policy, checks, allows)).toEqual({
      refused: checks,
      excess: [{ action: 's3:PutObject', resource: bucket('a'), context: {} }],
    });
  });
});

describe('simulationGrant', () => {
  test('a role may simulate itself, with or without a path', () => {
    expect(simulationGrant('arn:aws-cn:iam::111122223333:role/deploy').Statement[0]?.Resource).toEqual([
      'arn:aws-cn:iam::111122223333:role/deploy',
      'arn:aws-cn:iam::111122223333:role/*/deploy',
    ]);
  });

  test('a user may simulate itself', () => {
    const own = 'arn:aws:iam::111122223333:user/ci/deployer';
    expect(simulationGrant(own).Statement[0]?.Resource).toBe(own);
  });
});
