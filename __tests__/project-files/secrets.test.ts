import { describe, expect, test } from '@jest/globals';
import { secretsInProjectFiles } from '../../src/project-files/secrets-in-project-files.ts';
import { expand, fakes } from '../credentials/facts.ts';

function secretsIn(text: string) {
  const made = expand(text);
  return secretsInProjectFiles([{ kind: 'text', path: 'serverless.yml', text: made, encoding: 'utf-8', mode: null }]);
}

describe('secretsInProjectFiles', () => {
  test.each<[string, string, readonly (readonly [number, number, readonly string[]])[]]>([
    ['a key id and its secret', 'a: 1\nkey: {AKIA}\nsecret: {SECRET}\n', [[2, 3, ['AKIA', 'SECRET']]]],
    ['a secret before its key id', 'secret: {SECRET}\nkey: "{ASIA}"\n', [[2, 2, ['ASIA', 'SECRET']]]],
    ['a key id alone', 'run: export AWS_ACCESS_KEY_ID={AKIA}\n', [[1, 1, ['AKIA']]]],
    ['a secret under its name', 'aws_secret_access_key: {SECRET}\n', [[1, 1, ['SECRET']]]],
    ['the name in camel case', '{ "secretAccessKey": "{SECRET}" }\n', [[1, 1, ['SECRET']]]],
    ['a session token', 'token: {TOKEN}\n', [[1, 1, ['TOKEN']]]],
    [
      'two keys',
      'a: {AKIA}\nb: {SECRET}\n\n\n\n\n\n\nc: {AKIA2}\nd: {SECRET2}\n',
      [
        [1, 2, ['AKIA', 'SECRET']],
        [9, 10, ['AKIA2', 'SECRET2']],
      ],
    ],
    ['40 characters without a name or a key id', 'digest: {SECRET}\n', []],
    ['a Git commit id beside a key id', 'a: {AKIA}\nsecret_key: {3f9c*10}\n', [[1, 1, ['AKIA']]]],
    ['an id within a longer word', 'X{AKIA}9\n', []],
    ['a role id', 'AROA{QX7M*4}\n', []],
  ])('%s', (_, text, expected) => {
    const found = secretsIn(text);
    const told = found.map(({ location, values }) => [location.line, location.endLine, values]);
    expect(told).toEqual(expected.map(([line, endLine, names]) => [line, endLine, names.map((name) => fakes[name])]));
  });

  test.each(['AKIA' + 'IOSFODNN7EXAMPLE', 'AKIA' + 'X'.repeat(16)])('documentation is left alone (%#)', (id) => {
    expect(secretsIn(`key: ${id}\nsecret: wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n`)).toEqual([]);
  });

  test('no detail holds four characters of a value', () => {
    const found = secretsIn('key: {AKIA}\nsecret: {SECRET}\naws_secret_access_key: {SECRET2}\ntoken: {TOKEN}\n');
    expect(found.length).toBeGreaterThan(1);
    for (const { detail, values } of found) {
      // The prefix is AWS's own, and the same for everybody.
      const bare = values.map((value) => value.replace(/^A[KS]IA/, ''));
      const pieces = bare.flatMap((value) =>
        Array.from({ length: value.length - 3 }, (_, at) => value.slice(at, at + 4)),
      );
      expect(pieces.filter((piece) => detail.includes(piece))).toEqual([]);
    }
  });

  test('at most ten a file, and none in files that are not there', () => {
    expect(secretsIn('{AKIA}\n\n\n\n\n'.repeat(50))).toHaveLength(10);
    expect(secretsInProjectFiles([{ kind: 'absent', path: 'cdk.json' }])).toEqual([]);
  });
});
