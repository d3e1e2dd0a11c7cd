import { describe, expect, test } from '@jest/globals';
import { identify, studentOf } from '../../src/identity/identify.ts';
import type { PrincipalKind } from '../../src/identity/identity.ts';

const answer = {
  account: '111122223333',
  arn: 'arn:aws:iam::111122223333:user/ci',
  userId: 'AIDA',
  requestId: 'request-1',
  clockAheadSeconds: 0,
};

const sso = 'AWSReservedSSO_Deploy_0123456789abcdef';

const cases: readonly [string, PrincipalKind, string | null][] = [
  ['arn:aws:iam::111122223333:user/ci', 'iam-user', 'arn:aws:iam::111122223333:user/ci'],
  ['arn:aws:iam::111122223333:user/team/ci', 'iam-user', 'arn:aws:iam::111122223333:user/team/ci'],
  ['arn:aws:sts::111122223333:assumed-role/deploy/session', 'assumed-role', 'arn:aws:iam::111122223333:role/deploy'],
  ['arn:aws-cn:sts::111122223333:assumed-role/deploy/s', 'assumed-role', 'arn:aws-cn:iam::111122223333:role/deploy'],
  ['arn:aws-us-gov:sts::111122223333:assumed-role/d/s', 'assumed-role', 'arn:aws-us-gov:iam::111122223333:role/d'],
  [`arn:aws:sts::111122223333:assumed-role/${sso}/me@example.com`, 'sso-role', `arn:aws:iam::111122223333:role/${sso}`],
  [
    'arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_like/x',
    'assumed-role',
    'arn:aws:iam::111122223333:role/AWSReservedSSO_like',
  ],
  ['arn:aws:iam::111122223333:root', 'root', null],
  ['arn:aws:sts::111122223333:federated-user/bob', 'federated-user', null],
  [
    'arn:aws:sts::111122223333:assumed-role/voclabs/user1234567',
    'learner-lab',
    'arn:aws:iam::111122223333:role/voclabs',
  ],
  ['arn:aws:sts::111122223333:assumed-role/voclabs/other', 'assumed-role', 'arn:aws:iam::111122223333:role/voclabs'],
];

describe('identify', () => {
  test.each(cases)('%s is %s', (arn, kind, principalArn) => {
    expect(identify({ ...answer, arn })).toMatchObject({ arn, kind, principalArn, accountId: '111122223333' });
  });

  test('the student behind a Learner Lab session is left out', () => {
    const arn = 'arn:aws:sts::111122223333:assumed-role/voclabs/user1234567=Jane_Doe_jane@example.com';
    expect(identify({ ...answer, arn })?.arn).toBe('arn:aws:sts::111122223333:assumed-role/voclabs/user1234567=***');
    expect(studentOf(arn)).toBe('Jane_Doe_jane@example.com');
    expect(studentOf('arn:aws:sts::111122223333:assumed-role/deploy/a=b')).toBeNull();
  });

  test.each([
    ['no account', { account: '' }],
    ['an account of other length', { account: '12345' }],
    ['no ARN', { arn: '' }],
    ['text instead of an ARN', { arn: '<html>' }],
    ['no request id', { requestId: '' }],
  ])('%s is not an answer of AWS', (_, overrides) => {
    expect(identify({ ...answer, ...overrides })).toBeNull();
  });
});
