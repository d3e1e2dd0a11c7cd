import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { affordable, planQuestions } from '../../src/authorization/plan.ts';
import type { Requirement } from '../../src/requirements/requirement.ts';
import { facts, requirement } from './factories.ts';

const principal = 'arn:aws:iam::111122223333:role/deploy';
const fn = 'arn:aws:lambda:us-east-1:111122223333:function:orders';

function plan(requirements: readonly Requirement[]) {
  return planQuestions(requirements, principal, facts());
}

describe('planQuestions', () => {
  test('actions of one resource and context share a call', () => {
    const questions = plan([
      requirement({ action: 'lambda:UpdateFunctionCode' }),
      requirement({ action: 'lambda:GetFunctionConfiguration' }),
    ]);
    expect(questions).toHaveLength(1);
    expect(questions[0]?.request.actions).toEqual(['lambda:GetFunctionConfiguration', 'lambda:UpdateFunctionCode']);
    expect(questions[0]?.request.resources).toEqual([fn]);
  });

  test('actions without resource-level permissions are asked without resources, apart from all others', () => {
    const questions = plan([
      requirement(),
      requirement({ action: 'ecr:GetAuthorizationToken', resource: '*' }),
      requirement({ action: 'sns:ListTopics', resource: '*' }),
    ]);
    expect(questions.map(({ request }) => request.resources)).toEqual([[fn], []]);
  });

  test('resources of one kind share a call, also when not every action is asked of each', () => {
    const both = plan([
      requirement({ action: 'sts:AssumeRole', resource: 'arn:aws:iam::111122223333:role/a' }),
      requirement({ action: 'sts:AssumeRole', resource: 'arn:aws:iam::111122223333:role/b' }),
    ]);
    expect(both).toHaveLength(1);
    const tagged = plan([
      requirement({ action: 'sqs:CreateQueue', resource: 'arn:aws:sqs:us-east-1:111122223333:a' }),
      requirement({ action: 'sqs:CreateQueue', resource: 'arn:aws:sqs:us-east-1:111122223333:b' }),
      requirement({ action: 'sqs:TagQueue', resource: 'arn:aws:sqs:us-east-1:111122223333:b' }),
    ]);
    expect(tagged).toHaveLength(1);
    expect(tagged[0]?.requirements).toHaveLength(3);
  });

  test('resources of two kinds do not, nor do a few with many actions and many with a few', () => {
    const apart = plan([
      requirement({ action: 's3:PutObject', resource: 'arn:aws:s3:::b/*' }),
      requirement({ action: 's3:ListBucket', resource: 'arn:aws:s3:::b' }),
    ]);
    expect(apart).toHaveLength(2);
    const many = Array.from({ length: 20 }, (_, index) => requirement({ action: `lambda:Action${index}` }));
    const few = Array.from({ length: 20 }, (_, index) => requirement({ resource: `${fn}${index}` }));
    expect(plan([...many, ...few])).toHaveLength(2);
  });

  test('a context of its own takes a call of its own', () => {
    const questions = plan([
      requirement({
        action: 'iam:PassRole',
        resource: 'arn:aws:iam::111122223333:role/r',
        context: { 'iam:PassedToService': 'lambda.amazonaws.com' },
      }),
      requirement({
        action: 'iam:PassRole',
        resource: 'arn:aws:iam::111122223333:role/r',
        context: { 'iam:PassedToService': 'ec2.amazonaws.com' },
      }),
    ]);
    expect(questions).toHaveLength(2);
  });

  test("another principal takes a call of its own, under its own ARN and without the caller's user id", () => {
    const exec = 'arn:aws:iam::111122223333:role/exec';
    const questions = plan([requirement(), requirement({ principal: exec })]);
    expect(questions.map(({ request }) => request.principalArn)).toEqual([principal, exec]);
    const keys = questions.map(({ request }) => request.context.map((entry) => entry.key));
    expect(keys[0]).toContain('aws:userid');
    expect(keys[1]).not.toContain('aws:userid');
  });

  test('at most fifty actions and a hundred resources go into a call, and five hundred pairs', () => {
    const actions = Array.from({ length: 120 }, (_, index) => requirement({ action: `lambda:Action${index}` }));
    expect(plan(actions).map(({ request }) => request.actions.length)).toEqual([50, 50, 20]);
    const resources = Array.from({ length: 245 }, (_, index) => requirement({ resource: `${fn}${index}` }));
    expect(plan(resources).map(({ request }) => request.resources.length)).toEqual([100, 100, 45]);
    const pairs = Array.from({ length: 10 }, (_, action) => requirement({ action: `lambda:Action${action}` })).flatMap(
      (one) => Array.from({ length: 60 }, (_, index) => ({ ...one, resource: `${fn}${index}` })),
    );
    expect(plan(pairs).map(({ request }) => request.resources.length)).toEqual([50, 10]);
  });

  test('a pair that two targets need is asked once and answers both', () => {
    const questions = plan([requirement({ target: 'lambda' }), requirement({ target: 'actions' })]);
    expect(questions).toHaveLength(1);
    expect(questions[0]?.request.actions).toHaveLength(1);
    expect(questions[0]?.requirements).toHaveLength(2);
  });

  test('no more than fifty calls are worth it, those that can fail the run first', () => {
    const of = (severity: Requirement['severity'], count: number) =>
      Array.from({ length: count }, (_, index) =>
        requirement({ severity, context: { 'lambda:FunctionArn': `${severity}${index}` } }),
      );
    const requirements = [...of('notice', 30), ...of('warning', 30), ...of('error', 30)];
    const kept = affordable(requirements, principal, facts());
    const count = (severity: string) => [...kept].filter((one) => one.severity === severity).length;
    expect([count('error'), count('warning'), count('notice')]).toEqual([30, 20, 0]);
    expect(affordable(of('notice', 50), principal, facts()).size).toBe(50);
  });

  const anyRequirement = fc
    .record({
      action: fc.constantFrom('a:One', 'a:Two', 'b:Three', 'b:Four'),
      resource: fc.constantFrom('*', 'arn:aws:a:::x', 'arn:aws:a:::y', 'arn:aws:b:us-east-1:999999999999:z'),
      principal: fc.constantFrom('caller', 'arn:aws:iam::111122223333:role/exec'),
      context: fc.constantFrom<Record<string, string>>({}, { 'iam:PassedToService': 'x' }),
    })
    .map((overrides) => requirement(overrides));

  test('whatever is asked: every requirement is in exactly one call, as that call asks it, and no call mixes', () => {
    fc.assert(
      fc.property(fc.array(anyRequirement, { maxLength: 80 }), (requirements) => {
        const questions = plan(requirements);
        const covered = questions.flatMap((question) => question.requirements);
        expect(covered).toHaveLength(requirements.length);
        expect(new Set(covered)).toEqual(new Set(requirements));
        for (const { request, requirements: own } of questions) {
          for (const one of own) {
            expect(request.actions).toContain(one.action);
            expect(
              one.resource === '*' ? request.resources.length === 0 : request.resources.includes(one.resource),
            ).toBe(true);
          }
          const pairs = new Set(own.map((one) => `${one.action} ${one.resource}`));
          const asked = request.actions.length * Math.max(1, request.resources.length);
          expect(asked).toBeLessThanOrEqual(2 * pairs.size);
          expect(new Set(request.actions).size).toBe(request.actions.length);
          expect(new Set(request.resources).size).toBe(request.resources.length);
        }
      }),
    );
  });
});
