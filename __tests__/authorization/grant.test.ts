import { describe, expect, test } from '@jest/globals';
import { grantFor, simulationGrant } from '../../src/authorization/grant.ts';
import type { Check } from '../../src/authorization/verdict.ts';
import { requirement } from './factories.ts';

function check(overrides: Partial<Check>): Check {
  return { ...requirement(), verdict: 'denied', reason: '', missingContext: [], statements: [], ...overrides };
}

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
