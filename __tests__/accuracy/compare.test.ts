import { describe, expect, test } from '@jest/globals';
import { compare, neededOfCaller } from '../../tools/accuracy/compare.ts';
import type { RecordedCall } from '../../tools/accuracy/recording.ts';
import type { Requirement } from '../../src/requirements/requirement.ts';

const fn = 'arn:aws:lambda:us-east-1:123456789012:function:orders';
const deployRole = 'arn:aws:iam::123456789012:role/cdk-hnb659fds-deploy-role-123456789012-us-east-1';

function call(overrides: Partial<RecordedCall> = {}): RecordedCall {
  return {
    service: 'lambda',
    operation: 'UpdateFunctionCode',
    principal: 'caller',
    action: 'lambda:UpdateFunctionCode',
    resource: fn,
    count: 1,
    answeredBy: 'moto',
    needed: true,
    established: 'refused',
    ...overrides,
  };
}

function requirement(overrides: Partial<Requirement> = {}): Requirement {
  return {
    target: 'lambda',
    action: 'lambda:UpdateFunctionCode',
    resource: fn,
    principal: 'caller',
    severity: 'error',
    context: {},
    guessed: [],
    why: 'Replace the code of the function',
    ignored: null,
    location: null,
    ...overrides,
  };
}

function compared(recorded: readonly RecordedCall[], requirements: readonly Requirement[]) {
  return compare({ scenario: 'one', tool: 'aws-cli', version: '1.0.0', calls: recorded }, requirements);
}

describe('a call is covered by a requirement', () => {
  test.each<[string, Partial<RecordedCall>, Partial<Requirement>, boolean]>([
    ['on the same resource', {}, {}, true],
    ['on any resource', {}, { resource: '*' }, true],
    ['on a pattern that the resource matches', {}, { resource: 'arn:aws:lambda:*:*:function:ord*' }, true],
    [
      'that names what differs from run to run',
      { resource: 'arn:aws:s3:::b/*.zip' },
      { resource: 'arn:aws:s3:::b/1.zip' },
      true,
    ],
    [
      'in another folder than what differs from run to run: not',
      { resource: 'arn:aws:s3:::b/*.zip' },
      { resource: 'arn:aws:s3:::b/orders/*' },
      false,
    ],
    ['whatever its resource, when the request does not tell', { resource: null }, {}, true],
    ['on another resource: not', {}, { resource: `${fn}-other` }, false],
    ['with another action: not', {}, { action: 'lambda:PublishVersion' }, false],
    ['of the caller, made as a role: not', { principal: deployRole }, {}, false],
    ['of the same role', { principal: deployRole }, { principal: deployRole }, true],
    ['of a pattern of roles', { principal: deployRole }, { principal: 'arn:aws:iam::*:role/cdk-*' }, true],
  ])('%s', (_, recorded, derived, covered) => {
    const { calls, neverCalled } = compared([call(recorded)], [requirement(derived)]);
    expect(calls[0]?.coveredBy !== null).toBe(covered);
    expect(neverCalled).toHaveLength(covered ? 0 : 1);
  });

  test('the gravest one counts', () => {
    const derived = [requirement({ severity: 'notice' }), requirement(), requirement({ severity: 'warning' })];
    expect(compared([call()], derived).calls[0]?.coveredBy?.severity).toBe('error');
  });
});

describe('an error check', () => {
  test('counts once, however many contexts it is asked in', () => {
    const derived = [requirement(), requirement({ context: { 'aws:RequestedRegion': 'us-east-1' } })];
    expect(compared([], derived).neverCalled).toHaveLength(1);
  });

  test.each(['warning', 'notice'] as const)('is not one of severity %s', (severity) => {
    expect(compared([], [requirement({ severity })]).errorChecks).toEqual([]);
  });
});

test.each([
  ['that the tool goes on without is not needed', [{ needed: false }], 1],
  ['that it goes on without at one place is needed at the other', [{ needed: false }, { needed: true }], 0],
  ['that it never calls is not among them', [], 0],
])('an error check %s', (_, recorded, count) => {
  expect(compared(recorded.map(call), [requirement()]).notNeeded).toHaveLength(count);
});

test('a guess is no error check, since its denial fails no run', () => {
  expect(compared([], [requirement({ guessed: ['function-name'] })]).errorChecks).toEqual([]);
});

test('what a role calls, and what the tool goes on without, is not what the caller needs', () => {
  const recorded = [call(), call({ principal: deployRole }), call({ needed: false })];
  expect(neededOfCaller(compared(recorded, [])).map(({ call: one }) => one)).toEqual([recorded[0]]);
});

test('what AWS refuses to nobody is left out', () => {
  const recorded = [call({ service: 'sts', operation: 'GetCallerIdentity', action: 'sts:GetCallerIdentity' })];
  expect(compared(recorded, []).calls).toEqual([]);
});
