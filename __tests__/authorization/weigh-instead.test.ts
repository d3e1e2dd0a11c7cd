import { expect, test } from '@jest/globals';
import type { Check, Verdict } from '../../src/authorization/verdict.ts';
import { weighInstead } from '../../src/authorization/weigh-instead.ts';
import { requirement } from './factories.ts';

const stack = 'arn:aws:cloudformation:us-east-1:111122223333:stack/web/*';
const call = { action: 'cloudformation:CreateChangeSet', resource: stack };

function check(verdict: Verdict, overrides: Partial<Check>): Check {
  return { ...requirement(), verdict, reason: 'Because.', missingContext: [], statements: [], ...overrides };
}

function weighed(assume: Verdict, own: Verdict | null, severity: Check['severity'] = 'error') {
  const checks = [
    check(assume, { action: 'sts:AssumeRole', severity, instead: [call] }),
    ...(own === null ? [] : [check(own, { ...call, severity: 'notice', aside: true })]),
  ];
  return weighInstead(checks).map((one) => `${one.severity} ${one.action}`);
}

test.each([
  ['denied', 'denied', 'error sts:AssumeRole'],
  ['denied', 'denied-by-scp', 'error sts:AssumeRole'],
  ['denied', 'allowed', 'warning sts:AssumeRole'],
  ['denied', 'uncertain', 'warning sts:AssumeRole'],
  ['denied', 'not-checked', 'warning sts:AssumeRole'],
  ['denied', null, 'warning sts:AssumeRole'],
  ['allowed', 'denied', 'error sts:AssumeRole'],
  ['uncertain', 'allowed', 'error sts:AssumeRole'],
] as const)('%s, and what is done instead %s: %s', (assume, own, shown) => {
  expect(weighed(assume, own)).toEqual([shown]);
});

test('one way that is open is enough', () => {
  const other = { ...call, action: 'cloudformation:UpdateStack' };
  const [only] = weighInstead([
    check('denied', { severity: 'error', instead: [call, other] }),
    check('denied', { ...call, aside: true }),
    check('allowed', { ...other, aside: true }),
  ]);
  expect(only?.severity).toBe('warning');
});

test('a warning stays one, and what was asked aside is never shown', () => {
  expect(weighed('denied', 'denied', 'warning')).toEqual(['warning sts:AssumeRole']);
});

test('what another target or principal may do does not count', () => {
  const elsewhere = check('denied', { ...call, aside: true, principal: 'arn:aws:iam::111122223333:role/other' });
  const [only] = weighInstead([check('denied', { severity: 'error', instead: [call] }), elsewhere]);
  expect(only?.severity).toBe('warning');
});

test('a check without another way is left as it is', () => {
  const plain = check('denied', { severity: 'error' });
  expect(weighInstead([plain])).toEqual([plain]);
});
