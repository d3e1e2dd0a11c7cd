import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { detect } from '../../src/detection/detect.ts';
import { readHcl } from '../../src/detection/readers/hcl.ts';
import type { Shell } from '../../src/detection/shell/script-line.ts';
import { readScript } from '../../src/detection/shell/script.ts';
import { literal } from '../../src/detection/shell/word.ts';
import { detected, factsOf, filePort, smallTargets, workflowPath, workflowWith, type Situation } from './situation.ts';

const shells: readonly Shell[] = ['posix', 'powershell', 'cmd'];
const mebibyte = 1024 * 1024;
const within = (milliseconds: number, work: () => unknown): void => {
  const started = performance.now();
  work();
  expect(performance.now() - started).toBeLessThan(milliseconds);
};
const filled = (piece: string): string => piece.repeat(Math.ceil(mebibyte / piece.length)).slice(0, mebibyte);

/** Texts of a mebibyte that ask much of whoever reads them carelessly. */
const pieces = [
  'a',
  'a ',
  'a\n',
  '\n',
  '$',
  '$$',
  "$'",
  '${',
  '${{',
  '${{ a }} ',
  '${A:-',
  '$(',
  '$((',
  '`',
  '"',
  "'",
  '"$(',
  '\\',
  '\\\n',
  '^\n',
  '`\n',
  '#',
  'a#',
  ' #\n',
  '(',
  ')',
  '{ ',
  '<<E\n',
  '<<E ',
  '<<<',
  '&&',
  ';',
  '|',
  'if ',
  'case a in b) c;; ',
  'A=$A$A$A;',
  'A="$A$A"\nb $A\n',
  'A=b\na $A $A $A $A\n',
  'cd a;',
  'cd ..\n',
  'npm run a;',
  'npx ',
  'sudo -E env A=b ',
  'sam deploy --a b ',
  'aws lambda update-function-code --function-name a\n',
  'a "b" \'c\' $d > e\n',
  '%A%',
  '$env:A ',
  '\uE000',
  '\uE0001\uE001',
  '\u0000',
  '\uD800',
  '-',
  '--a=',
  '*',
];

describe('a mebibyte of anything is read in time', () => {
  test.each(pieces)('a script of %j', (piece) => {
    const script = filled(piece);
    for (const shell of shells) {
      within(2000, () =>
        readScript(script, { shell, folder: '', place: { file: 'f', line: 1, isFolded: false }, valueOf: literal }),
      );
    }
  });

  test.each(['a', 'a = "', 'a {\n', '{', '"${', '/*', '<<E\n', 'a = [', '# \n', 'backend "s3" {}\n', 'a=b\n', '\\'])(
    'Terraform of %j',
    (piece) => {
      within(2000, () => readHcl(filled(piece)));
    },
  );
});

const hostile: readonly (readonly [string, Partial<Situation>])[] = [
  ['a step that is repeated by an alias', { workflow: repeated(filled('sam deploy --a $B;').slice(0, 200_000)) }],
  [
    'a script of many commands',
    { steps: `- run: ${JSON.stringify(filled('sam deploy --stack-name a;').slice(0, 200_000))}` },
  ],
  [
    'scripts that run each other',
    {
      steps: '- run: npm run a',
      files: { 'package.json': JSON.stringify({ scripts: { a: 'npm run a;'.repeat(5000) } }) },
    },
  ],
  ['variables that name each other', { steps: `- run: sam deploy --stack-name $A0\n  env:\n${circle('env')}` }],
  ['inputs that name each other', { steps: '- uses: ./a', files: { 'a/action.yml': action() } }],
  [
    'actions that use each other',
    { steps: '- uses: ./a\n- uses: ./a', files: { 'a/action.yml': uses('./b', 50), 'b/action.yml': uses('./a', 50) } },
  ],
  [
    'workflows that call each other',
    { workflow: calls('called'), files: { '.github/workflows/called.yml': calls('called') } },
  ],
  ['a file of the Serverless Framework', { steps: '- run: sls deploy', files: { 'serverless.yml': serverless() } }],
  ['a manifest of itself', { steps: '- run: cdk deploy', files: { 'cdk.out/manifest.json': manifest() } }],
];

function repeated(script: string): string {
  const step = `&a { run: ${JSON.stringify(script)} }`;
  return `on: push\njobs:\n  deploy:\n    steps: [{ uses: org/aws-cred-preflight@v1, id: check }, ${step}${', *a'.repeat(900)}]\n`;
}

function circle(context: string): string {
  const names = Array.from({ length: 20 }, (_, index) => index);
  return names
    .map(
      (index) =>
        `    A${index}: "${`\${{ ${context}.A${(index + 1) % 20} || ${context}.A${(index + 3) % 20} }}`.repeat(100)}"`,
    )
    .join('\n');
}

function action(): string {
  const inputs = Array.from(
    { length: 20 },
    (_, index) => `  i${index}: { default: "\${{ ${orChain('inputs.i', index)} }}" }`,
  );
  return `inputs:\n${inputs.join('\n')}\nruns:\n  using: composite\n  steps:\n    - run: sam deploy --stack-name \${{ inputs.i0 }}\n      shell: bash\n`;
}

function orChain(name: string, index: number): string {
  return Array.from({ length: 100 }, (_, next) => `${name}${(index + next) % 20}`).join(' || ');
}

function uses(folder: string, count: number): string {
  return `runs:\n  using: composite\n  steps:\n${`    - uses: ${folder}\n`.repeat(count)}`;
}

function calls(called: string): string {
  const jobs = Array.from(
    { length: 50 },
    (_, index) => `  j${index}: { needs: deploy, uses: ./.github/workflows/${called}.yml }`,
  );
  return `on: [push, workflow_call]\njobs:\n  deploy: { steps: [{ uses: org/aws-cred-preflight@v1, id: check }] }\n${jobs.join('\n')}\n`;
}

function serverless(): string {
  const lines = Array.from(
    { length: 500 },
    (_, index) => `  a${index}: "${`\${self:custom.a${(index + 1) % 500}}`.repeat(20)}"`,
  );
  return `service: \${self:custom.a0}\nprovider: { name: aws, stage: "\${self:provider.stage}" }\ncustom:\n${lines.join('\n')}\n`;
}

function manifest(): string {
  const inner = { type: 'cdk:cloud-assembly', properties: { directoryName: '.' } };
  return JSON.stringify({
    artifacts: Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`s${index}`, inner])),
  });
}

test.each(hostile)('%s ends in time', (_, situation) => {
  within(2000, () => detected({ name: '', expected: [], ...situation }));
});

test('names of the prototype do no harm', () => {
  const steps = `- run: npm run __proto__ && sam deploy --stack-name $__proto__ --__proto__ x
- uses: __proto__/constructor@v1
  with: { __proto__: a, constructor: b }
  env: { __proto__: c, toString: d }`;
  const files = {
    'package.json': '{ "scripts": { "__proto__": "cdk deploy __proto__", "constructor": "a" } }',
    'samconfig.toml':
      'version = 0.1\n[__proto__.deploy.parameters]\n__proto__ = "a"\n[default.deploy.parameters]\nconstructor = "b"\n',
    'cdk.json': '{ "__proto__": { "context": {} } }',
  };
  const { deployed } = detected({ name: '', expected: [], steps, files });
  expect(deployed.map(({ targetId }) => targetId)).toEqual(['sam', 'cdk']);
  expect(Object.prototype).toEqual({});
});

const word = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...pieces) },
  fc.constantFrom(
    ...[
      'sam deploy',
      'cdk deploy',
      'aws lambda update-function-code',
      '--function-name',
      '--stack-name',
      'npm run deploy',
    ],
    ...[
      '${{ env.A }}',
      '${{ inputs.x || github.ref }}',
      '$A',
      'A=b',
      ' ',
      '\n',
      '\\\n',
      'then',
      'do',
      'fi',
      '--',
      '@',
      '/',
      '..',
    ],
  ),
  fc.string({ unit: 'binary', maxLength: 6 }),
);
const text = fc.array(word, { maxLength: 30 }).map((words) => words.join(''));

describe('whatever the texts are', () => {
  test('a script gives commands, and does not throw', () => {
    fc.assert(
      fc.property(text, fc.constantFrom(...shells), (script, shell) => {
        const place = { file: 'f', line: 1, isFolded: false };
        const commands = readScript(script, { shell, folder: '', place, valueOf: literal });
        const lines = script.split('\n').length;
        for (const { words } of commands) {
          expect(words[0].spot.line).toBeGreaterThanOrEqual(1);
          expect(words[0].spot.line).toBeLessThanOrEqual(lines);
        }
      }),
      { numRuns: 1500 },
    );
  });

  test('detection tells values of one line, from places that there are', () => {
    fc.assert(
      fc.property(text, text, text, (script, file, value) => {
        const steps = `- run: ${JSON.stringify(script)}
- uses: aws-actions/aws-lambda-deploy@v1
  with: { function-name: ${JSON.stringify(value)} }
  env: { A: ${JSON.stringify(value)} }`;
        const files = {
          'samconfig.toml': file,
          'serverless.yml': file,
          'cdk.out/manifest.json': file,
          'main.tf': file,
          'package.json': JSON.stringify({ scripts: { deploy: file } }),
          '.elasticbeanstalk/config.yml': file,
        };
        const { deployed } = detected({ name: '', expected: [], steps, files });
        for (const told of deployed.flatMap(({ values }) => [...values.values()])) {
          expect(told.value).toMatch(/^\P{Cc}+$/u);
          expect(told.origin.location?.line ?? 1).toBeGreaterThanOrEqual(1);
        }
      }),
      { numRuns: 600 },
    );
  });

  test('a workflow or an action that is none shows nothing', () => {
    fc.assert(
      fc.property(text, (foreign) => {
        const files = { [workflowPath]: foreign, 'a/action.yml': foreign };
        const facts = factsOf({ name: '', expected: [], files });
        expect(() => detect({ ...facts, targets: smallTargets, files: filePort(files) })).not.toThrow();
        const used = factsOf({ name: '', expected: [], workflow: workflowWith('- uses: ./a'), files });
        expect(() => detect(used)).not.toThrow();
      }),
      { numRuns: 300 },
    );
  });
});
