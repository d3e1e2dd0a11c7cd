import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { InputError } from '../../src/input-error.ts';
import { parseActions } from '../../src/requirements/actions.ts';
import { parseContext } from '../../src/requirements/context.ts';
import { expand } from '../../src/requirements/expand.ts';
import { filters } from '../../src/requirements/filter.ts';
import { parseIgnore } from '../../src/requirements/ignore.ts';
import { nearest } from '../../src/similar-names.ts';
import { parseParameters } from '../../src/requirements/parameters.ts';
import { partsOf } from '../../src/requirements/placeholder.ts';
import { probesFor, readsFor } from '../../src/requirements/probe.ts';
import { checkTargetSchema } from '../../src/requirements/target-schema.ts';
import { parseTargetList } from '../../src/requirements/target-selection.ts';
import { parseTarget } from '../../src/requirements/target.ts';
import { authorization, builtIn, place, everyCheck } from './built-in.ts';

const targets = [...builtIn.values()];

/** Texts that have broken readers before, among any others. */
const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ maxLength: 40 }),
  fc.constantFrom(
    '*',
    '?',
    '${Account}',
    '${function-name}',
    '$&$1$$',
    '\n',
    'a\nb',
    '\u0000',
    '\ud800',
    '..',
    '/',
    '__proto__',
    'constructor',
    'arn:',
    'arn:aws:iam::1:role/x',
    'arn:aws:iam::111122223333:user/x',
    'arn:aws:lambda:::function:',
    's3://',
    'us.',
    ':',
    '@',
    '1'.repeat(5000),
    `${'1'.repeat(12)}.dkr.ecr.${'a'.repeat(3000)}`,
    '%zz',
    'x*y',
  ),
);

/** A target with values for some of its parameters. */
const deployments = fc.constantFrom(...targets).chain((target) =>
  fc.tuple(
    fc.constant(target),
    fc.dictionary(
      fc.constantFrom(...target.parameters.keys()),
      hostile.filter((value) => value !== ''),
      { noNullPrototype: true },
    ),
  ),
);

describe('expand, probesFor and readsFor', () => {
  test('never throw, and answer with whole requirements', () => {
    fc.assert(
      fc.property(deployments, ([target, values]) => {
        for (const row of expand(target, new Map(Object.entries(values)), place)) {
          expect(row.resource === '*' || row.resource.startsWith('arn:')).toBe(true);
          expect(row.action).toMatch(/^[a-z0-9-]+:[A-Za-z0-9]+$/);
        }
        probesFor(target, new Map(Object.entries(values)), place, true);
        readsFor(target, new Map(Object.entries(values)), place, true);
      }),
      { numRuns: 300 },
    );
  });

  test('name every parameter that an ARN lacks as guessed', () => {
    fc.assert(
      fc.property(deployments, ([target, values]) => {
        const given = new Map(Object.entries(values));
        const rows = expand(everyCheck(target), given, place);
        const checks = target.checks.flatMap((check) => check.actions.map(() => check));
        rows.forEach((row, index) => {
          const lacking = namesIn(checks[index]?.resource ?? '').filter(
            (name) => !given.has(name) && target.parameters.get(name)?.default === undefined,
          );
          expect(row.guessed).toEqual(expect.arrayContaining(lacking));
          if (lacking.length > 0) {
            expect(row.resource).toContain('*');
          }
        });
      }),
      { numRuns: 300 },
    );
  });

  test('name every parameter with an asterisk in its value as guessed', () => {
    fc.assert(
      fc.property(deployments, hostile, ([target], value) => {
        const names = [...target.parameters.keys()];
        const given = new Map(names.map((name) => [name, `${value}*`]));
        const rows = expand(everyCheck(target), given, place);
        const checks = target.checks.flatMap((check) => check.actions.map(() => check));
        rows.forEach((row, index) => {
          expect(row.guessed).toEqual(expect.arrayContaining([...namesIn(checks[index]?.resource ?? '')]));
        });
      }),
      { numRuns: 100 },
    );
  });

  test('take values literally where no filter reads them', () => {
    fc.assert(
      fc.property(
        hostile.filter((value) => value !== ''),
        hostile.filter((value) => value !== ''),
        (application, environment) => {
          const values = new Map([
            ['application-name', application],
            ['environment-name', environment],
          ]);
          const target = builtIn.get('elastic-beanstalk');
          const rows = target === undefined ? [] : expand(target, values, place);
          expect(rows[0]?.resource).toBe(
            `arn:aws:elasticbeanstalk:eu-west-1:111122223333:environment/${application}/${environment}`,
          );
        },
      ),
    );
  });

  test('put nothing but unreserved characters of a value into a path', () => {
    fc.assert(
      fc.property(
        hostile.filter((value) => value !== ''),
        (value) => {
          const target = builtIn.get('amplify-hosting');
          const [read] = target === undefined ? [] : probesFor(target, new Map([['app-id', value]]), place, true);
          const path = read?.request.path;
          expect(path).toMatch(/^\/apps(?:\/(?!\.{1,2}$)[A-Za-z0-9._~%-]+|\?maxResults=1)$/);
        },
      ),
    );
  });
});

function namesIn(pattern: string): readonly string[] {
  return partsOf(pattern).flatMap((part) => (part.kind === 'parameter' ? [part.name] : []));
}

describe('every filter', () => {
  test.each([...filters])('%s gives text or nothing', (_, filter) => {
    fc.assert(
      fc.property(hostile, (value) => {
        const result = filter.apply(value, place);
        expect(result === null || result.length > 0).toBe(true);
      }),
    );
  });
});

describe('every reader', () => {
  const readers: readonly (readonly [string, (text: string) => unknown])[] = [
    ['parseParameters', parseParameters],
    ['parseActions', (text) => parseActions(text, authorization)],
    ['parseIgnore', parseIgnore],
    ['parseContext', parseContext],
    ['parseTargetList', (text) => parseTargetList(text, [...builtIn.keys()])],
    ['parseTarget', (text) => parseTarget(text, 'mine.yml', checkTargetSchema)],
  ];
  const texts = fc.oneof(
    hostile,
    fc
      .array(
        fc.constantFrom(
          's3:PutObject',
          ' arn:aws:s3:::b/k',
          '\n',
          ' #',
          'a: ',
          '- ',
          '{',
          '[',
          '"',
          "'",
          '&a ',
          '*a',
          '!t ',
          '\t',
          '|',
          '>',
          '%',
          'aws:x=1',
          ',',
          '---\n',
          '<<: ',
        ),
      )
      .map((parts) => parts.join('')),
    fc.constantFrom('[', '{', '- ', '? ', 'a:\n', '{a: ', '"', '&a ', '!!map ').map((unit) => unit.repeat(3000)),
  );
  test.each(readers)('%s reads any text or throws InputError', (_, reader) => {
    fc.assert(
      fc.property(texts, (text) => {
        try {
          reader(text);
        } catch (error) {
          expect(error).toBeInstanceOf(InputError);
          expect((error as InputError).message).toMatch(/^[^\n]+(?:\n[^\n]+)*$/);
        }
      }),
      { numRuns: 200 },
    );
  });
});

test('nearest finds a name again that one key was missed or doubled in', () => {
  const names = [...builtIn.keys()];
  fc.assert(
    fc.property(fc.constantFrom(...names), fc.nat(), fc.boolean(), (name, position, doubled) => {
      const at = position % name.length;
      const typo = doubled
        ? name.slice(0, at) + name.slice(at).charAt(0) + name.slice(at)
        : name.slice(0, at) + name.slice(at + 1);
      const found = nearest(typo, names);
      expect(name.length < 3 || found.includes(name)).toBe(true);
    }),
  );
});
