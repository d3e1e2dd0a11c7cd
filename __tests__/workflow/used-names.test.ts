import { expect, test } from '@jest/globals';
import { usedNames } from '../../src/workflow/used-names.ts';
import { named, quoted, where } from '../../src/workflow/wording.ts';

test('names are found wherever they are read, without case, with their lines', () => {
  const text = `a: \${{ secrets.One }} \${{ secrets['TWO'] }}
b: \${{ vars.THREE || secrets.one }}
c: mysecrets.NO my.secrets.NO secrets["NO"] secrets
`;
  const { secrets, vars } = usedNames((path) => (path === 'w.yml' ? text : null), ['w.yml', 'gone.yml']);
  expect([...secrets]).toEqual([
    [
      'ONE',
      [
        { file: 'w.yml', line: 1 },
        { file: 'w.yml', line: 2 },
      ],
    ],
    ['TWO', [{ file: 'w.yml', line: 1 }]],
  ]);
  expect([...vars.keys()]).toEqual(['THREE']);
});

test.each([
  ['a long text of one name', 'secrets.A '.repeat(100_000)],
  ['many names', Array.from({ length: 100_000 }, (_, index) => `secrets.N${index}`).join('\n')],
])('%s: no wait', (_, text) => {
  const started = performance.now();
  expect(usedNames(() => text, ['w.yml']).secrets.size).toBeLessThanOrEqual(2000);
  expect(performance.now() - started).toBeLessThan(10_000);
});

test.each([
  ['AWS_SECRET_ACCESS_KEY', 'AWS_SECRET_ACCESS_KEY'],
  ['PRODUCTIONDEPLOYMENTKEY', 'PRODUCTIONDEPLOYMENTKEY'],
  ['AKIAIOSFODNN7EXAMPLE', 'a name of 20 characters'],
  ['wJalrXUtnFEMIKMDENGbPxRfiCYEXAMPLEKEY', 'a name of 37 characters'],
  ['a b', 'a name of 3 characters'],
  ['::error::x', 'a name of 10 characters'],
  ['x'.repeat(81), 'a name of 81 characters'],
])('named(%j)', (name, shown) => {
  expect(named(name)).toBe(shown);
});

test.each([
  ['Production EU', '"Production EU"'],
  ['Prüfung', '"Prüfung"'],
  ['a"b', 'a text of 3 characters'],
  ['a\nb', 'a text of 3 characters'],
  ['${{ inputs.x }}', 'a text of 15 characters'],
  ['je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY', 'a text of 40 characters'],
])('quoted(%j)', (text, shown) => {
  expect(quoted(text)).toBe(shown);
});

test('a path with control characters is not shown', () => {
  expect(where({ file: 'a\n::error::b.yml', line: 3 })).toBe('line 3 of the workflow file');
});
