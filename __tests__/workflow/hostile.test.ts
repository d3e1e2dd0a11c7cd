import { describe, expect, test } from '@jest/globals';
import { explainEmpty } from '../../src/workflow/explain-empty.ts';
import { explainMissingIdToken } from '../../src/workflow/explain-id-token.ts';
import { eventOf } from './situation.ts';

const names = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'];
const step = '- { id: check, env: { AWS_ACCESS_KEY_ID: "${{ secrets.A }}" } }';
const tail = `jobs: { deploy: { steps: [{ id: check }] } }\n`;

/** Nine anchors, each nine times the one before. */
function bomb(first: string, wrap: (name: string) => string): string {
  const rows = Array.from({ length: 9 }, (_, index) => `a${index + 1}: &a${index + 1} ${wrap(`*a${index}`)}`);
  return [`a0: &a0 ${first}`, ...rows].join('\n');
}

const texts: readonly (readonly [string, string])[] = [
  ['a bomb of lists', `${bomb('[x]', (name) => `[${`${name}, `.repeat(9)}]`)}\n${tail}`],
  [
    'a bomb of maps',
    `${bomb('{ x: y }', (name) => `{ ${[1, 2, 3, 4].map((key) => `k${key}: ${name}`).join(', ')} }`)}\n${tail}`,
  ],
  [
    'jobs that are aliases of one with steps that are aliases of one',
    `env: &e { ${Array.from({ length: 900 }, (_, index) => `V${index}: "\${{ secrets.S }}"`).join(', ')} }
s: &s [&t { uses: x/y@v1, env: *e }, ${'*t, '.repeat(900)}]
j: &j { env: *e, steps: *s }
jobs:
  deploy: { steps: [${step.slice(2)}] }
${Array.from({ length: 450 }, (_, index) => `  j${index}: *j`).join('\n')}
`,
  ],
  ['an anchor that holds itself', `jobs: &j { deploy: *j, other: { steps: [*j] } }\n`],
  ['1 MiB of text', `x: ${'a'.repeat(1024 * 1024)}\n${tail}`],
  ['a quarter of a MiB of text', `x: ${'a'.repeat(250 * 1024)}\n${tail}`],
  ['100,000 lines', `${'#\n'.repeat(100_000)}${tail}`],
  ['20,000 steps', `jobs:\n  deploy:\n    steps:\n${`      - id: check\n`.repeat(14_000)}`],
  [
    '20,000 jobs that call',
    `jobs:\n${Array.from({ length: 5000 }, (_, i) => `  j${i}: { uses: ./.github/workflows/deploy.yml }`).join('\n')}\n`,
  ],
  [
    'a job of many variables',
    `jobs:\n  deploy:\n    env:\n${Array.from({ length: 9000 }, (_, i) => `      V${i}: \${{ env.V${i} }}`).join('\n')}\n`,
  ],
  [
    'env that goes round in a circle',
    `env: { KEY: "\${{ env.KEY }}" }\njobs: { deploy: { env: { A: x }, steps: [{ id: check, env: { AWS_ACCESS_KEY_ID: "\${{ env.AWS_ACCESS_KEY_ID }}" } }] } }\n`,
  ],
  ['deep lists', '['.repeat(100_000)],
  ['deep maps', '{a: '.repeat(50_000)],
  ['deep steps', '- '.repeat(100_000)],
  ['quotes', '"'.repeat(250_000)],
  ['commas', `[${','.repeat(250_000)}`],
  ['colons', ':'.repeat(250_000)],
  ['percent signs', '%\n'.repeat(120_000)],
  ['documents', `---\n`.repeat(60_000)],
  ['anchors', '&a '.repeat(80_000)],
  ['open quotes', 'a: "x\n'.repeat(40_000)],
  ['tabs', '\t'.repeat(250_000)],
  ['keys without text', `jobs:\n  ? [a]\n  : b\n  ? {c: d}\n  : e\n  null: f\n  1: g\n`],
  [
    'the prototype',
    `__proto__: { jobs: 1 }\njobs: { __proto__: { steps: [] }, deploy: { env: { __proto__: a }, steps: [{ id: __proto__ }] } }\n`,
  ],
  [
    'a name of a secret without an end',
    `jobs: { deploy: { steps: [{ id: check, env: { AWS_ACCESS_KEY_ID: "\${{ secrets.${'A'.repeat(19_000)} }}" } }] } }\n`,
  ],
  ['NUL and other control characters', `jobs:\0\u0007 { deploy: { steps: [] } }\n`],
  ['half a character', `x: "\ud800"\n${tail}`],
];

describe.each(texts)('%s', (_, text) => {
  const read = (path: string): string | null => (path.endsWith('deploy.yml') ? text : null);

  test('is explained, or not, without a fault and without a wait', () => {
    const started = performance.now();
    const event = eventOf({ name: '' });
    const workflowPaths = ['.github/workflows/deploy.yml'];
    const { sentences } = explainEmpty({ names, nonEmpty: [], event, read, workflowPaths });
    expect(sentences.length).toBeGreaterThan(0);
    expect(Math.max(...sentences.map(({ length }) => length))).toBeLessThan(1500);
    expect(explainMissingIdToken({ event, read }).sentences.length).toBeGreaterThan(0);
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});

test('a workspace of two hundred large workflows is not read without an end', () => {
  const started = performance.now();
  const text = `jobs:\n${Array.from({ length: 3000 }, (_, index) => `  j${index}: { environment: p, env: { A: "\${{ secrets.A }}" } }`).join('\n')}\n`;
  const own = `jobs: { deploy: { steps: [{ id: check, env: { AWS_ACCESS_KEY_ID: "\${{ secrets.A }}" } }] } }\n`;
  const workflowPaths = Array.from({ length: 200 }, (_, index) => `.github/workflows/w${index}.yml`);
  const read = (path: string): string => (path.endsWith('deploy.yml') ? own : text);
  const { sentences } = explainEmpty({
    names,
    nonEmpty: [],
    event: eventOf({ name: '' }),
    read,
    workflowPaths,
  });
  expect(sentences.length).toBeGreaterThan(0);
  expect(performance.now() - started).toBeLessThan(4000);
});

test('hostile names in the question and the event do no harm', () => {
  const long = 'x'.repeat(100_000);
  const event = { ...eventOf({ name: '' }), job: long, action: `${long}.${'a.'.repeat(10_000)}`, workflowRef: long };
  const result = explainEmpty({
    names: ['__proto__', long],
    nonEmpty: [long],
    event,
    read: () => null,
    workflowPaths: [long],
  });
  expect(JSON.stringify(result).length).toBeLessThan(5000);
});
