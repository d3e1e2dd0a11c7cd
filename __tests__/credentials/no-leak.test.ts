import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { CredentialFacts } from '../../src/credentials/facts.ts';
import { isFatal, lintCredentials } from '../../src/credentials/lint.ts';
import { chooseSource, describeSource } from '../../src/credentials/choose-source.ts';
import { secretValues } from '../../src/credentials/secrets.ts';
import type { FactsOfCase } from './facts.ts';
import { factsOf } from './facts.ts';

/*
 * No detail holds a piece of four characters of a secret. What counts as a piece needs a word on short and common
 * values: details are English, so a secret of "test" or "default" has pieces that a sentence may hold for its own
 * reasons. So there are three properties. Where values are made of letters and digits in turn, which no sentence is,
 * not one piece may occur. Where they are arbitrary, a piece counts unless the sentences of all case files hold it too.
 * And for values of one kind and length, short and common ones included, the details must be the same to the letter:
 * what does not depend on a value cannot tell anything of it.
 */

function detailsOf(facts: CredentialFacts): string {
  return lintCredentials(facts)
    .map((observation) => observation.detail)
    .join('\n');
}

function piecesOf(text: string): readonly string[] {
  return Array.from({ length: Math.max(0, text.length - 3) }, (_, start) => text.slice(start, start + 4));
}

/** Letters and digits in turn: `aB` never follows. */
const core = fc
  .array(fc.tuple(fc.constantFrom(...'abkqxzABKQXZ'.split('')), fc.constantFrom(...'234567'.split(''))), {
    minLength: 2,
    maxLength: 40,
  })
  .map((pairs) => pairs.flat().join(''));

/** Every mistake that the lint knows, around some text. */
const dressings: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => text.slice(0, 40).padEnd(40, 'k7'),
  (text) => `AKIA${text.toUpperCase().slice(0, 16).padEnd(16, 'Q7')}`,
  (text) => `ASIA${text.toUpperCase().slice(0, 16).padEnd(16, 'Q7')}`,
  (text) => `AIDA${text.toUpperCase()}`,
  (text) => `"${text}"`,
  (text) => `\u2018${text}\u2019`,
  (text) => ` ${text}\t`,
  (text) => `${text}\r\n`,
  (text) => `${text}\n${text}`,
  (text) => `\ufeff${text}\u200b`,
  (text) => `$${text}`,
  (text) => `\${{ ${text} }}`,
  (text) => `{{${text}}}`,
  (text) => `%${text}%`,
  (text) => `$(${text})`,
  (text) => `<${text}>`,
  (text) => `your-${text}`,
  (text) => `***${text}`,
  (text) => `${text}EXAMPLE`,
  (text) => `${text}...`,
  (text) => `${text}%2F${text}`,
  (text) => `IQoJb3JpZ2luX2Vj${text.repeat(10)}`,
  (text) => `arn:aws:iam::${text}`,
  (text) => `${text}@${text}`,
  (text) => `AWS_SECRET_ACCESS_KEY=${text}`,
  (text) => `[default]\naws_access_key_id = ${text}\naws_secret_access_key = ${text}`,
  (text) => `{"AccessKeyId": "${text}"}`,
  (text) => `ABSK${text}`,
];

const secretNames = [
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_SECURITY_TOKEN',
  'AWS_SECRET_KEY',
  'AWS_ACESS_KEY_ID',
];
const otherNames = [
  'AWS_PROFILE',
  'AWS_DEFAULT_PROFILE',
  'AWS_REGION',
  'AWS_DEFAULT_REGION',
  'AWS_ROLE_ARN',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
];

/** Facts whose every place is empty or holds one of the values, dressed. */
function factsAround(value: fc.Arbitrary<string>): fc.Arbitrary<CredentialFacts> {
  const optional = fc.option(value, { nil: '', freq: 3 });
  const variable = fc.option(value, { nil: '', freq: 3 });
  return fc.record({
    inputs: fc.record({
      accessKeyId: optional,
      secretAccessKey: optional,
      sessionToken: optional,
      profile: optional,
      region: optional,
    }),
    environment: fc.record(Object.fromEntries([...secretNames, ...otherNames].map((name) => [name, variable])), {
      requiredKeys: [],
    }),
    profiles: fc.option(fc.dictionary(value, fc.record({ region: fc.option(value) }), { maxKeys: 3 }), { freq: 5 }),
    selfHosted: fc.boolean(),
    roleToAssume: optional,
  }) as fc.Arbitrary<CredentialFacts>;
}

const dressed = fc.tuple(core, fc.constantFrom(...dressings)).map(([text, dress]) => dress(text));

describe('no detail holds a piece of a secret', () => {
  test('of letters and digits in turn, in every place and under every mistake', () => {
    const facts = core.chain((text) =>
      factsAround(fc.constantFrom(...dressings).map((dress) => dress(text))).map((made) => [text, made] as const),
    );
    fc.assert(
      fc.property(facts, ([text, made]) => {
        const secret = [
          ...secretNames.map((name) => made.environment[name] ?? ''),
          made.inputs.accessKeyId,
          made.inputs.secretAccessKey,
          made.inputs.sessionToken,
        ];
        fc.pre(secret.some((value) => value.includes(text)));
        const details = detailsOf(made);
        expect(piecesOf(text).filter((piece) => details.includes(piece))).toEqual([]);
      }),
      { numRuns: 600 },
    );
  });

  test('of any characters, lone surrogates included', () => {
    const words = wordsOfCases();
    const text = fc.oneof(
      fc.string({ unit: 'binary', minLength: 4, maxLength: 60 }),
      fc.string({ minLength: 4, maxLength: 60 }),
      fc.string({
        unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
        minLength: 4,
        maxLength: 60,
      }),
    );
    fc.assert(
      fc.property(factsAround(text), (facts) => {
        const details = detailsOf(facts);
        const leaked = [
          facts.inputs.accessKeyId,
          facts.inputs.secretAccessKey,
          facts.inputs.sessionToken,
          ...secretNames.map((name) => facts.environment[name] ?? ''),
        ]
          .flatMap(piecesOf)
          .filter((piece) => details.includes(piece) && !words.includes(piece));
        expect(leaked).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  test('values of one kind and length have the same details', () => {
    const letters = fc.constantFrom(...'QWZ'.split(''));
    const digits = fc.constantFrom(...'2357'.split(''));
    const text = fc
      .array(fc.tuple(letters, digits), { minLength: 20, maxLength: 20 })
      .map((pairs) => pairs.flat().join(''))
      .filter((made) => new Set(made).size > 4);
    fc.assert(
      fc.property(
        text,
        text,
        fc.constantFrom(...dressings),
        fc.constantFrom(...secretNames),
        (one, other, dress, name) => {
          const lint = (value: string): string =>
            detailsOf(
              factsOf({
                environment: {
                  AWS_ACCESS_KEY_ID: '{AKIA}',
                  AWS_SECRET_ACCESS_KEY: '{SECRET}',
                  AWS_REGION: 'us-east-1',
                  [name]: value,
                },
              }),
            );
          expect(lint(dress(one))).toBe(lint(dress(other)));
        },
      ),
      { numRuns: 500 },
    );
  });

  test.each([
    [['test', 'fake', 'mock', 'todo']],
    [['none', 'null']],
    [['changeme', 'password', 'deployer'].slice(1)],
    [['a', 'b', '7']],
  ])('short and common values %j have the same details', (values) => {
    const all = values.map((value) =>
      detailsOf(
        factsOf({ environment: { AWS_ACCESS_KEY_ID: value, AWS_SECRET_ACCESS_KEY: value, AWS_SESSION_TOKEN: value } }),
      ),
    );
    expect(new Set(all).size).toBe(1);
  });
});

describe('nothing throws', () => {
  const calls = (facts: CredentialFacts): void => {
    isFatal(lintCredentials(facts));
    secretValues(facts);
    const source = chooseSource(facts);
    if (source !== null) {
      describeSource(source);
    }
  };

  test('whatever the facts hold', () => {
    const names = fc.oneof(
      fc.string().map((name) => `AWS_${name}`),
      fc.constantFrom('AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_S3', '__proto__', 'AWS_', ...secretNames, ...otherNames),
    );
    const value = fc.oneof(
      fc.string({ unit: 'binary' }),
      dressed,
      fc.constantFrom('', '__proto__', 'constructor', '\ud800', '\udfff\ud800'),
    );
    fc.assert(
      fc.property(factsAround(value), fc.dictionary(names, value), (facts, more) => {
        calls({ ...facts, environment: { ...facts.environment, ...more } });
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    'x',
    ' ',
    '\n',
    ' \n',
    '=',
    '$',
    '"',
    '\ud800',
    '\u200b',
    '{',
    '<',
    '%2F',
    'aws_',
    'AKIA',
    'a=b\n',
    '[default]\n',
    'us-east-1 ',
    '-',
    'A1',
    '://',
    '@',
  ])('and a megabyte of %j takes no long time', (unit) => {
    const long = unit.repeat(Math.ceil(1_000_000 / unit.length));
    const environment = Object.fromEntries(
      [...secretNames, ...otherNames, 'AWS_ENDPOINT_URL', `AWS_${unit.repeat(100_000)}`].map((name) => [name, long]),
    );
    const given: FactsOfCase = { environment, roleToAssume: long };
    const inputs = { accessKeyId: long, secretAccessKey: long, sessionToken: long, profile: long, region: long };
    const started = Date.now();
    calls(factsOf(given));
    calls({ ...factsOf(given), inputs, profiles: { [long]: { region: long }, x: { region: long } } });
    expect(Date.now() - started).toBeLessThan(10_000);
  });
});

describe('isFatal', () => {
  test('an error stops the run, a warning does not', () => {
    expect(isFatal([])).toBe(false);
    expect(isFatal([{ code: 'env-quoted-value', detail: '', severity: 'warning' }])).toBe(false);
    expect(isFatal([{ code: 'env-source-conflict', detail: '', severity: 'error' }])).toBe(true);
  });

  test('the catalogue decides where the observation does not', () => {
    expect(isFatal([{ code: 'env-quoted-value', detail: '' }])).toBe(true);
    expect(isFatal([{ code: 'env-source-conflict', detail: '' }])).toBe(false);
  });
});

/** What the details of all case files say: the words that any of them may hold. */
function wordsOfCases(): string {
  const folder = new URL('./cases/', import.meta.url);
  return readdirSync(folder)
    .flatMap(
      (file) => JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as readonly { readonly facts: FactsOfCase }[],
    )
    .map(({ facts }) => detailsOf(factsOf(facts)))
    .join('\n');
}
