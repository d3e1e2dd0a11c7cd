import { describe, expect, test } from '@jest/globals';
import type { AwsFailure, Outcome, ProbeAnswer } from '../../src/aws/port.ts';
import { readAnswerBody } from '../../src/aws/answer-body.ts';
import type { TargetAnswer } from '../../src/requirements/target.ts';
import { fittingAnswer } from '../../src/state/answers.ts';
import { observeAnswer } from '../../src/state/observe-answer.ts';

const facts = {
  declared: new Map([
    ['stack', { description: '', required: true }],
    ['kind', { description: '', required: false, default: 'Zip' }],
  ]),
  values: new Map([['stack', 'web']]),
  place: { partition: 'aws', region: 'eu-west-1', accountId: '111122223333' },
};

const told = { finding: 'target-missing', severity: 'error', says: 'It is gone' } as const;

function success(body: unknown): Outcome<ProbeAnswer> {
  return { ok: true, value: { status: 200, body } };
}

function failure(code: string, more: Partial<AwsFailure> = {}): Outcome<ProbeAnswer> {
  const base = { kind: 'aws', message: '', status: 400, requestId: 'x', host: null, clockAheadSeconds: null } as const;
  return { ok: false, failure: { ...base, code, ...more } };
}

function fits(outcome: Outcome<ProbeAnswer>, answer: Partial<TargetAnswer>): boolean {
  return fittingAnswer(outcome, [{ ...told, ...answer }], facts) !== null;
}

const xml = (text: string) => success(readAnswerBody(text));

describe('an answer fits', () => {
  test.each<[string, boolean, Outcome<ProbeAnswer>, Partial<TargetAnswer>]>([
    ['an error of its code', true, failure('NotFound'), { error: ['Other', 'NotFound'] }],
    [
      'an error whose code the adapter has shortened',
      true,
      failure('ResourceNotFound'),
      { error: ['ResourceNotFoundException'] },
    ],
    ['no error of another code', false, failure('Throttling'), { error: ['NotFound'] }],
    ['no refusal, unless it names the code', false, failure('AccessDenied'), { error: ['NotFound'] }],
    ['a refusal that it names', true, failure('AccessDenied'), { error: ['AccessDeniedException'] }],
    [
      'no fault of the network with the same name',
      false,
      failure('NotFound', { kind: 'network' }),
      { error: ['NotFound'] },
    ],
    ['no end of the time with the same name', false, failure('NotFound', { kind: 'timeout' }), { error: ['NotFound'] }],
    ['no success, where it is an error', false, success({ NotFound: true }), { error: ['NotFound'] }],
    [
      'an error with its sentence',
      true,
      failure('V', { message: 'Stack web does not exist' }),
      { error: ['V'], message: ['x', '*does not exist'] },
    ],
    [
      'no error with another sentence',
      false,
      failure('V', { message: 'Stack web does not exist.' }),
      { error: ['V'], message: ['*does not exist'] },
    ],
    [
      'no error with a sentence that never ends',
      false,
      failure('V', { message: `${'a'.repeat(1 << 20)}b` }),
      { error: ['V'], message: ['*a*a*a*a*a*a*b'] },
    ],
    ['no error, where it is about a body', false, failure('V'), { missing: '/a' }],
    ['nothing at a pointer', true, success({ b: 1 }), { missing: '/a' }],
    ['nothing below nothing', true, success({}), { missing: '/a/0/b' }],
    ['an empty list', true, success({ a: [] }), { missing: '/a' }],
    ['null', true, success({ a: null }), { missing: '/a' }],
    ['the first place of an empty list', true, success({ a: [] }), { missing: '/a/0' }],
    ['an empty list in XML', true, xml('<R><Found><Items/></Found></R>'), { missing: '/R/Found/Items/0' }],
    ['an empty list in XML, as a whole', true, xml('<R><Found><Items/></Found></R>'), { missing: '/R/Found/Items' }],
    [
      'no list with something in it',
      false,
      xml('<R><Items><member><A>1</A></member></Items></R>'),
      { missing: '/R/Items/0' },
    ],
    ['no false', false, success({ a: false }), { missing: '/a' }],
    ['no zero', false, success({ a: 0 }), { missing: '/a' }],
    ['no body that could not be read', false, success(null), { missing: '/a' }],
    ['no body that is a text', false, success('<html>'), { missing: '/a' }],
    ['a value that is listed', true, success({ a: 'Zip' }), { has: { '/a': ['Image', 'Zip'] } }],
    ['a value by its pattern', true, success({ a: 'UPDATE_IN_PROGRESS' }), { has: { '/a': ['*_IN_PROGRESS'] } }],
    ['no value in other letters', false, success({ a: 'zip' }), { has: { '/a': ['Zip'] } }],
    [
      'a number and a yes as they are written',
      true,
      success({ a: 3, b: true }),
      { has: { '/a': ['3'], '/b': ['true'] } },
    ],
    ['no pair of which one is another', false, success({ a: 'x', b: 'y' }), { has: { '/a': ['x'], '/b': ['z'] } }],
    ['no value that is not there', false, success({}), { has: { '/a': ['*'] } }],
    ['no list, where a value is wanted', false, success({ a: ['x'] }), { has: { '/a': ['*'] } }],
    [
      'a value in the second place of a list',
      true,
      success({ a: [{ b: 'x' }, { b: 'y' }] }),
      { has: { '/a/1/b': ['y'] } },
    ],
    ['no value behind the end of a list', false, success({ a: ['x'] }), { has: { '/a/1': ['*'] } }],
    ['no place that is written with a zero before it', false, success({ a: ['x', 'y'] }), { has: { '/a/01': ['*'] } }],
    ['no length of a list', false, success({ a: ['x'] }), { has: { '/a/length': ['*'] } }],
    ['a key with a slash and a tilde', true, success({ 'a/b~c': 'x' }), { has: { '/a~1b~0c': ['x'] } }],
    ['a key that spells an escape', true, success({ '~1': 'x' }), { has: { '/~01': ['x'] } }],
    ['a key that is empty', true, success({ '': 'x' }), { has: { '/': ['x'] } }],
    ['no property of all objects', false, success({}), { has: { '/constructor/name': ['*'] } }],
    ['no prototype', false, success({}), { missing: '/a', has: { '/__proto__/x': ['*'] } }],
    ['a prototype, which is nothing of the answer', true, success({}), { missing: '/__proto__' }],
    ['a property of all objects, which is nothing of the answer', true, success({}), { missing: '/constructor' }],
    [
      'a key named __proto__ as any other',
      true,
      success(JSON.parse('{"__proto__":{"x":"y"}}')),
      { has: { '/__proto__/x': ['y'] } },
    ],
    [
      'a value that is none of the listed',
      true,
      success({ a: 'Terminated' }),
      { lacks: { '/a': ['Ready', 'Updating'] } },
    ],
    ['no value that is listed', false, success({ a: 'Ready' }), { lacks: { '/a': ['Re*'] } }],
    ['no lack of what is not there', false, success({}), { lacks: { '/a': ['Ready'] } }],
    ['no lack of what is null', false, success({ a: null }), { lacks: { '/a': ['Ready'] } }],
    ['a number below', true, success({ a: 5 }), { below: { '/a': 6 } }],
    ['a number in a text', true, success({ a: '5' }), { below: { '/a': 6 } }],
    ['no number that is as much', false, success({ a: '6' }), { below: { '/a': 6 } }],
    ['no text that is no number', false, success({ a: 'five' }), { below: { '/a': 6 } }],
    ['no text that only begins as a number', false, success({ a: '5 or so' }), { below: { '/a': 6 } }],
    ['no empty text', false, success({ a: '' }), { below: { '/a': 6 } }],
    ['no number that is not there', false, success({}), { below: { '/a': 6 } }],
    ['two things at once', true, success({ a: 'x', b: 2 }), { has: { '/a': ['x'] }, below: { '/b': 3 } }],
    ['not when one of two is off', false, success({ a: 'x', b: 4 }), { has: { '/a': ['x'] }, below: { '/b': 3 } }],
    ['under its condition', true, success({}), { missing: '/a', when: { given: ['stack'] } }],
    ['not without its condition', false, success({}), { missing: '/a', when: { given: ['kind'] } }],
    ['a success, never without a word about it', false, success({}), {}],
  ])('%s', (_, expected, outcome, answer) => {
    expect(fits(outcome, answer)).toBe(expected);
  });

  test('the first that does wins', () => {
    const answers = [
      { ...told, error: ['B'] },
      { ...told, missing: '/a', says: 'One' },
      { ...told, missing: '/a', says: 'Two' },
    ];
    expect(fittingAnswer(success({}), answers, facts)?.says).toBe('One');
    expect(fittingAnswer(success({ a: 1 }), answers, facts)).toBeNull();
  });
});

describe('what an answer says', () => {
  const read = { facts, certain: true };
  const say = (answer: Partial<TargetAnswer>, body: unknown = {}, certain = true) =>
    observeAnswer({ ...told, ...answer }, success(body), { facts, certain });

  test('is its finding, with its severity, as a sentence', () => {
    expect(say({})).toEqual({ code: 'target-missing', severity: 'error', detail: 'It is gone.' });
    expect(observeAnswer({ ...told, error: ['X'] }, failure('X'), read).detail).toBe('It is gone.');
  });

  test.each([
    ['a condition that holds', { severity: 'notice', errorWhen: { given: ['stack'] } }, true, 'error'],
    ['a condition that does not', { severity: 'notice', errorWhen: { given: ['kind'] } }, true, 'notice'],
    ['a target that is not certain', { severity: 'error' }, false, 'warning'],
    [
      'a condition on a target that is not certain',
      { severity: 'notice', errorWhen: { given: ['stack'] } },
      false,
      'warning',
    ],
    ['a notice on a target that is not certain', { severity: 'notice' }, false, 'notice'],
  ] as const)('weighs by %s', (_, answer, certain, expected) => {
    expect(say(answer, {}, certain).severity).toBe(expected);
  });

  test.each<[string, string, unknown, string]>([
    [
      'parameters and the place',
      'The stack ${stack} in ${Region} of ${Account}',
      {},
      'The stack web in eu-west-1 of 111122223333.',
    ],
    ['defaults', 'It is ${kind}', {}, 'It is Zip.'],
    ['filters', '${stack:role-arn} is gone', {}, 'arn:aws:iam::111122223333:role/web is gone.'],
    ['values of the answer', 'It is in ${answer:/a/0/b}', { a: [{ b: 'DELETE_FAILED' }] }, 'It is in DELETE_FAILED.'],
    ['numbers of the answer', 'It is ${answer:/a}', { a: 4 }, 'It is 4.'],
    ['what the answer has not', 'It is ${answer:/a}', {}, 'It is nothing.'],
    ['no lists of the answer', 'It is ${answer:/a}', { a: ['x'] }, 'It is nothing.'],
    ['values once', 'It is ${answer:/a}', { a: '${stack}' }, 'It is ${stack}.'],
    ['values on one line', 'It is ${answer:/a}', { a: 'x\n::error::y' }, 'It is x\uFFFD::error::y.'],
  ])('is filled with %s', (_, says, body, expected) => {
    expect(say({ says }, body).detail).toBe(expected);
  });

  test('holds no more than a piece of a long value', () => {
    expect(say({ says: 'It is ${answer:/a}' }, { a: 'word '.repeat(1 << 18) }).detail.length).toBeLessThan(300);
  });

  test('holds no secret of the answer', () => {
    const secret = `wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY`;
    const { detail } = say({ says: 'It is ${answer:/a}' }, { a: `AWS_SECRET_ACCESS_KEY=${secret}` });
    expect(detail).not.toContain(secret.slice(0, 8));
  });
});

describe('hostile bodies', () => {
  const deep = (text: string) => readAnswerBody(text);
  test.each<[string, () => unknown]>([
    ['a deep list', () => deep('['.repeat(100_000) + ']'.repeat(100_000))],
    ['a deep object', () => deep('{"a":'.repeat(100_000) + '1' + '}'.repeat(100_000))],
    ['a deep document', () => deep('<a>'.repeat(50_000) + '</a>'.repeat(50_000))],
    ['a wide list', () => ({ a: Array(1_000_000).fill('x') })],
    ['a prototype', () => deep('{"__proto__":{"a":["b"]},"constructor":{"prototype":{"a":1}}}')],
  ])('%s does no harm', (_, body) => {
    const started = Date.now();
    const outcome = success(body());
    fits(outcome, { missing: '/a/a/a', has: { '/a/999999': ['x*x*y'] } });
    observeAnswer({ ...told, says: 'It is ${answer:/a/a}' }, outcome, { facts, certain: true });
    expect(Date.now() - started).toBeLessThan(2000);
    expect(({} as Record<string, unknown>)['a']).toBeUndefined();
  });
});
