import { describe, expect, test } from '@jest/globals';
import { InputError } from '../../src/input-error.ts';
import { missingParameters, parseParameters, unknownParameters } from '../../src/requirements/parameters.ts';
import { targetOf } from './built-in.ts';

function messageOf(text: string): string {
  try {
    parseParameters(text);
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    expect(error).toMatchObject({ input: 'parameters', location: null });
    return (error as InputError).message;
  }
  return 'no error';
}

describe('what can be written', () => {
  test.each<[string, string, Record<string, string>]>([
    ['nothing', '', {}],
    ['only a comment', '# later\n', {}],
    ['only an explicit null', '~', {}],
    [
      'numbers and booleans keep their text',
      'a: 0123\nb: 1.10\nc: true\nd: 1e3\ne: 0x1F\nf: 2026-01-01\ng: yes',
      { a: '0123', b: '1.10', c: 'true', d: '1e3', e: '0x1F', f: '2026-01-01', g: 'yes' },
    ],
    ['no value', 'a:\nb: ""\nc: ~\nd: null\ne: "  "', {}],
    ['null in quotes is a text', 'a: "null"\nb: \'~\'', { a: 'null', b: '~' }],
    ['blanks around do not count', 'a: "  x  "\nb: |\n  y\nc: >-\n  z\n  w\n', { a: 'x', b: 'y', c: 'z w' }],
    [
      'JSON in a block',
      'tags: |\n  {"Team": "web",\n   "Stage": "live"}\n',
      { tags: '{"Team": "web",\n "Stage": "live"}' },
    ],
    ['a flow map', '{a: 1, "b": "2"}', { a: '1', b: '2' }],
    ['JSON', '{"a": "1", "b": 2.50}', { a: '1', b: '2.50' }],
    ['Windows line ends and a byte order mark', '\uFEFFa: 1\r\nb: 2\r\n', { a: '1', b: '2' }],
    ['an alias of a plain value', 'a: &name x\nb: *name', { a: 'x', b: 'x' }],
    ['an expression that nothing filled in', 'a: ${{ github.sha }}', { a: '${{ github.sha }}' }],
    ['an ARN', 'role: arn:aws:iam::111122223333:role/deploy', { role: 'arn:aws:iam::111122223333:role/deploy' }],
    ['names of JavaScript', '__proto__: x\nconstructor: y', { ['__proto__']: 'x', constructor: 'y' }],
    ['a merge key is a name like any other', '<<: x', { '<<': 'x' }],
  ])('%s', (_, text, expected) => {
    expect([...parseParameters(text)]).toEqual(Object.entries(expected));
  });
});

describe('what cannot', () => {
  test.each([
    [
      'function-name my-function',
      'parameters, line 1: This is no map. Write one parameter a line, such as "function-name: my-function".',
    ],
    [
      '- a\n- b',
      'parameters, line 1: This is no map. Write one parameter a line, such as "function-name: my-function".',
    ],
    ['a:\n\tb: 1', 'parameters, line 2: A tab indents this line; YAML takes spaces only.'],
    ['a: 1\nb: 2\na: 3', 'parameters, line 3: "a" is given twice; the first one is in line 1.'],
    ['{a: 1, a: 2}', 'parameters, line 1: "a" is given twice; the first one is in line 1.'],
    [
      'a: 1\nb:\n  c: 2',
      'parameters, line 2: "b" holds a list or a map; it takes one plain value. A value that starts with { or [ needs quotes.',
    ],
    [
      'a: {{ x }}',
      'parameters, line 1: "a" holds a list or a map; it takes one plain value. A value that starts with { or [ needs quotes.',
    ],
    [
      'a: [1]',
      'parameters, line 1: "a" holds a list or a map; it takes one plain value. A value that starts with { or [ needs quotes.',
    ],
    [
      'a: &x [1]\nb: *x',
      'parameters, line 1: "a" holds a list or a map; it takes one plain value. A value that starts with { or [ needs quotes.',
    ],
    ['a: *nothing', 'parameters, line 1: "a" repeats a value (*name) that no anchor (&name) marks; put it in quotes.'],
    ['? [a]\n: b', 'parameters, line 1: The name of a parameter is missing, or is not plain text.'],
    [': b', 'parameters, line 1: The name of a parameter is missing, or is not plain text.'],
    [
      'a: 1\nb: @x',
      'parameters, line 2: The value starts with a character that YAML keeps for itself (such as @, ` or %); put it in quotes.',
    ],
    ['a: "x\\q"', 'parameters, line 1: A backslash in double quotes starts no known escape; use single quotes.'],
    ['a: [1', 'parameters, line 1: The indentation does not fit the lines around it, or a bracket is not closed.'],
    [
      'a: "x',
      'parameters, line 1: A character is missing here: a closing quote or bracket, a comma, or the blank after a colon.',
    ],
    [
      'a: b: c',
      'parameters, line 1: This value holds another colon; check the indentation of the next line, or put the value in quotes.',
    ],
    ['a: 1\n\nb\nc: 2', 'parameters, line 3: A key spreads over several lines; is the colon after it missing?'],
    [
      'a: !Ref x',
      'parameters, line 1: YAML tags (such as !Ref or !!binary) are not read here; put the value in quotes.',
    ],
    [
      'a: !!binary aGk=',
      'parameters, line 1: YAML tags (such as !Ref or !!binary) are not read here; put the value in quotes.',
    ],
    ['a: 1\n---\nb: 2', 'parameters, line 2: A second document starts here (---); only one is read.'],
    ['a: ]', 'parameters, line 1: This is not valid YAML.'],
    ['a: '.concat('[', '['.repeat(60)), 'parameters, line 1: The nesting is deeper than 50 levels.'],
    ['a: 1\n'.concat('- '.repeat(9000)), 'parameters, line 2: The nesting is deeper than 50 levels.'],
    ['['.repeat(200_000), 'parameters, line 1: The nesting is deeper than 50 levels.'],
    [`a: ${'x'.repeat(1_000_000)}`, 'parameters, line 1: The text has 1000003 characters; at most 262144 are read.'],
  ])('%s', (text, expected) => {
    expect(messageOf(text)).toBe(expected);
  });

  test('an error quotes no value', () => {
    const secret = 'wJalrXUtnFEMIbPxRfiCYEXAMPLEKEY';
    const broken = [
      `a: @${secret}`,
      `a: "${secret}`,
      `a: [${secret}`,
      `a: ${secret}: x`,
      `a: !${secret} x`,
      `a: *${secret}`,
      `a: {${secret}: 1}`,
      `- ${secret}`,
      secret,
      `a: "\\${secret}"`,
    ];
    expect(broken.map(messageOf).filter((message) => message.includes(secret) || message === 'no error')).toEqual([]);
  });
});

test('a quarter of a million characters of keys are read in reasonable time', () => {
  const text = Array.from({ length: 18_000 }, (_, index) => `k${index}: v`).join('\n');
  const start = performance.now();
  expect(parseParameters(text).size).toBe(18_000);
  expect(performance.now() - start).toBeLessThan(10_000);
});

describe('against the targets', () => {
  const targets = [targetOf('lambda'), targetOf('elastic-beanstalk')];
  test('names no target knows come with those that are close', () => {
    const values = parseParameters('function_name: x\nrole: r\napplication-nam: a\nbucket: b\nenvironment-name: e');
    expect(unknownParameters(values, targets)).toEqual([
      { name: 'function_name', nearest: ['function-name'] },
      { name: 'application-nam', nearest: ['application-name'] },
      { name: 'bucket', nearest: [] },
    ]);
  });
  test('a name that is given already is not offered', () => {
    const values = parseParameters('function-name: x\nfunction-nam: y');
    expect(unknownParameters(values, targets)).toEqual([{ name: 'function-nam', nearest: [] }]);
  });
  test('required ones without a value', () => {
    expect(missingParameters(targetOf('elastic-beanstalk'), parseParameters('application-name: a'))).toEqual([
      'environment-name',
    ]);
    expect(missingParameters(targetOf('api-gateway'), new Map())).toEqual([]);
  });
});
