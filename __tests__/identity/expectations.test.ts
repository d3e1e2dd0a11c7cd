import { describe, expect, test } from '@jest/globals';
import { checkIdentity, parseAccountIds } from '../../src/identity/expectations.ts';
import { checkClock, checkSession, parseSessionEnd, statedSessionEnd } from '../../src/identity/session.ts';
import { InputError } from '../../src/input-error.ts';
import { role } from '../authorization/factories.ts';

const nothing = { allowedAccountIds: [], principal: null };

function codes(identity: Partial<typeof role>, expected: Partial<typeof nothing> | object = {}, region = 'us-east-1') {
  return checkIdentity({ ...role, ...identity }, { ...nothing, ...expected }, region).map(({ code }) => code);
}

describe('checkIdentity', () => {
  test.each([
    ['nothing expected', {}, {}, 'us-east-1', []],
    ['the right account', {}, { allowedAccountIds: ['111122223333'] }, 'us-east-1', []],
    ['another account', {}, { allowedAccountIds: ['444455556666'] }, 'us-east-1', ['identity-unexpected']],
    ['one of several accounts', {}, { allowedAccountIds: ['444455556666', '111122223333'] }, 'us-east-1', []],
    ['the session ARN matches', {}, { principal: 'arn:aws:sts::*:assumed-role/deploy/*' }, 'us-east-1', []],
    ['the role ARN matches', {}, { principal: 'arn:aws:iam::111122223333:role/dep*' }, 'us-east-1', []],
    ['neither matches', {}, { principal: 'arn:aws:iam::*:role/admin' }, 'us-east-1', ['identity-unexpected']],
    ['root', { kind: 'root' as const, principalArn: null }, {}, 'us-east-1', ['identity-root']],
    ['Learner Lab elsewhere', { kind: 'learner-lab' as const }, {}, 'eu-west-1', ['academy-region']],
    ['Learner Lab at home', { kind: 'learner-lab' as const }, {}, 'us-west-2', []],
    ['another partition', {}, {}, 'cn-north-1', ['region-partition-mismatch']],
  ])('%s', (_, identity, expected, region, result) => {
    expect(codes(identity, expected, region)).toEqual(result);
  });
});

describe('parseAccountIds', () => {
  test.each([
    ['', []],
    ['111122223333', ['111122223333']],
    ['111122223333, 444455556666', ['111122223333', '444455556666']],
    ['111122223333\n444455556666\n', ['111122223333', '444455556666']],
  ])('%j', (text, ids) => {
    expect(parseAccountIds(text)).toEqual(ids);
  });

  test.each(['1111-2222-3333', '11112222333', 'prod'])('%s is an error that names the input', (text) => {
    expect(() => parseAccountIds(text)).toThrow(InputError);
    expect(() => parseAccountIds(text)).toThrow(/allowed-account-ids holds .* twelve digits/);
  });
});

describe('session', () => {
  const now = Date.UTC(2026, 0, 31, 12);
  test.each([
    [null, 30, []],
    [now + 31 * 60_000, 30, []],
    [now + 30 * 60_000, 30, []],
    [now + 29 * 60_000, 30, ['session-too-short']],
    [now + 60_000, 0, []],
    [now, 0, ['auth-token-expired']],
    [now - 60_000, 0, ['auth-token-expired']],
  ])('ends at %s, %s minutes wanted', (expiresAt, minimumMinutes, expected) => {
    expect(checkSession({ expiresAt, minimumMinutes, now }).map(({ code }) => code)).toEqual(expected);
  });

  test.each([
    ['', null],
    ['2026-01-31T12:00:00Z', now],
    ['2026-01-31T13:00:00+01:00', now],
    [' 2026-01-31T12:00:00.000Z\n', now],
  ])('session-expires-at %j', (text, expected) => {
    expect(parseSessionEnd(text)).toBe(expected);
  });

  test.each(['tomorrow', '2026-01-31', '1769860800', '2026-13-45T00:00:00Z'])('%s is no time', (text) => {
    expect(() => parseSessionEnd(text)).toThrow(/session-expires-at is not an ISO 8601 time/);
  });

  test.each([
    [0, 0],
    [239, 0],
    [240, 1],
    [-300, 1],
    [null, 0],
  ])('a clock %s seconds ahead gives %s warnings', (ahead, count) => {
    const observations = checkClock(ahead);
    expect(observations).toHaveLength(count);
    expect(observations.every(({ severity }) => severity === 'warning')).toBe(true);
  });

  test("AWS_CREDENTIAL_EXPIRATION speaks for the environment's keys only", () => {
    const environment = { AWS_CREDENTIAL_EXPIRATION: '2026-01-31T12:00:00Z' };
    expect(statedSessionEnd(environment, 'environment')).toBe(now);
    expect(statedSessionEnd(environment, 'inputs')).toBeNull();
    expect(statedSessionEnd({ AWS_CREDENTIAL_EXPIRATION: 'soon' }, 'environment')).toBeNull();
  });
});
