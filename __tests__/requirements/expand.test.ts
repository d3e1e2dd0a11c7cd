import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { holds, type Condition } from '../../src/requirements/condition.ts';
import { expand } from '../../src/requirements/expand.ts';
import type { Place } from '../../src/requirements/placeholder.ts';
import { checkTargetSchema } from '../../src/requirements/target-schema.ts';
import { parseTarget } from '../../src/requirements/target.ts';
import { lineOf, place, read, targetOf, shownOf } from './built-in.ts';

/** `expected` is every requirement in order, as `lineOf` writes it. */
interface Case {
  readonly name: string;
  readonly target: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly place?: Partial<Place>;
  readonly expected: readonly string[];
}

const folder = '__tests__/requirements/cases/expand/';
const cases = readdirSync(join(import.meta.dirname, 'cases', 'expand'))
  .sort()
  .flatMap((file) => JSON.parse(read(`${folder}${file}`)) as readonly Case[]);

describe('the built-in targets', () => {
  test.each(cases.map((one) => [`${one.target}: ${one.name}`, one] as const))('%s', (_, one) => {
    const rows = shownOf(
      expand(targetOf(one.target), new Map(Object.entries(one.parameters)), { ...place, ...one.place }),
    );
    expect(rows.map(lineOf)).toEqual(one.expected);
  });
});

describe("a target of one's own", () => {
  const target = parseTarget(
    [
      'id: mine',
      'title: Mine',
      'sources: [https://example.com]',
      'parameters:',
      '  stack: { description: Stack., required: true }',
      '  role: { description: Role., required: false, default: "deploy-${stack}" }',
      'checks:',
      '  - id: update',
      '    actions: [cloudformation:UpdateStack]',
      '    resource: arn:${Partition}:cloudformation:${Region}:${Account}:stack/${stack}/*',
      '    principal: ${role:role-arn}',
      '    severity: error',
      '    why: Update the stack',
    ].join('\n'),
    'mine.yml',
    checkTargetSchema,
  );
  const rowsFor = (values: Record<string, string>) =>
    expand(target, new Map(Object.entries(values)), place).map(lineOf);

  test('may work through a role, whose name may follow from another parameter', () => {
    expect(rowsFor({ stack: 'web' })).toEqual([
      'error cloudformation:UpdateStack arn:aws:cloudformation:eu-west-1:111122223333:stack/web/* as arn:aws:iam::111122223333:role/deploy-web',
    ]);
  });

  test('asks nothing of a role that nobody has named: there is no principal to ask about', () => {
    expect(rowsFor({})).toEqual([]);
  });

  test('takes values literally, once', () => {
    expect(rowsFor({ stack: '${role}${Account}$&', role: 'r' })).toEqual([
      'error cloudformation:UpdateStack arn:aws:cloudformation:eu-west-1:111122223333:stack/${role}${Account}$&/* as arn:aws:iam::111122223333:role/r',
    ]);
  });
});

describe('conditions', () => {
  const declared = new Map([
    ['kind', { description: 'Kind.', required: false, default: 'Zip' }],
    ['name', { description: 'Name.', required: true }],
  ]);
  test.each<[string, Condition | undefined, Record<string, string>, boolean]>([
    ['none', undefined, {}, true],
    ['given', { given: ['name'] }, { name: 'x' }, true],
    ['given, all of them', { given: ['name', 'kind'] }, { name: 'x' }, false],
    ['given: a default does not count', { given: ['kind'] }, {}, false],
    ['missing', { missing: ['name', 'kind'] }, {}, true],
    ['missing, all of them', { missing: ['name', 'kind'] }, { kind: 'x' }, false],
    ['matches: a default counts', { matches: { kind: ['zip'] } }, {}, true],
    ['matches: the value replaces the default', { matches: { kind: ['zip'] } }, { kind: 'Image' }, false],
    ['matches: one of several', { matches: { kind: ['zip', 'im*'] } }, { kind: 'IMAGE' }, true],
    ['matches: no value', { matches: { name: ['*'] } }, {}, false],
    ['differs', { differs: { kind: ['image'] } }, {}, true],
    ['differs: one of several', { differs: { kind: ['image', 'z?p'] } }, {}, false],
    ['differs: no value', { differs: { name: ['*'] } }, {}, true],
    ['anyOf', { anyOf: [{ given: ['name'] }, { matches: { kind: ['zip'] } }] }, {}, true],
    ['anyOf: none', { anyOf: [{ given: ['name'] }, { given: ['kind'] }] }, {}, false],
    ['everything together', { given: ['name'], matches: { kind: ['zip'] } }, { name: 'x' }, true],
    ['everything together, one fails', { given: ['name'], matches: { kind: ['image'] } }, { name: 'x' }, false],
  ])('%s', (_, condition, values, expected) => {
    expect(holds(condition, new Map(Object.entries(values)), declared)).toBe(expected);
  });
});

test('what a tool does instead is asked aside, by the same principal, and says so at the check', () => {
  const rows = expand(
    targetOf('cdk'),
    new Map([
      ['stack-name', 'web'],
      ['deploy-role', 'deploy'],
    ]),
    place,
  );
  const stack = 'arn:aws:cloudformation:eu-west-1:111122223333:stack/web/*';
  const ways = ['CreateChangeSet', 'CreateStack', 'UpdateStack'].map((name) => ({
    action: `cloudformation:${name}`,
    resource: stack,
  }));
  expect(rows.find(({ action }) => action === 'sts:AssumeRole')?.instead).toEqual(ways);
  const aside = rows.filter((row) => row.aside === true && row.resource === stack);
  expect(aside.map(({ action, resource }) => ({ action, resource }))).toEqual(ways);
  expect(new Set(aside.map(({ severity, principal }) => `${severity} ${principal}`))).toEqual(
    new Set(['notice caller']),
  );
});
