import { describe, expect, test } from '@jest/globals';
import { readAction } from '../../src/workflow/read-action.ts';
import { readWorkflow } from '../../src/workflow/read-workflow.ts';
import type { Block, Workflow } from '../../src/workflow/workflow.ts';

const text = `name: deploy
on:
  workflow_dispatch:
    inputs:
      Stage:
        required: true
        default: test
  workflow_call:
    inputs:
      region: { default: us-east-1 }
    secrets:
      TOKEN:
        required: true
permissions: read-all
env: &shared
  AWS_REGION: us-east-1
  COUNT: 0123
  OFF: false
  NONE: ~
defaults:
  run:
    shell: bash
jobs:
  build:
    needs: first
    permissions: {}
    environment: production
    container: node:24
    outputs:
      id: \${{ steps.a.outputs.id }}
    env: *shared
    steps:
      - &checkout
        uses: actions/checkout@v5
      - id: a
        name: A step
        if: always()
        run: make
        env:
          KEY: \${{ secrets.KEY }}
        with:
          nested: { a: 1 }
  call:
    needs: [build, first]
    uses: ./.github/workflows/other.yml
    secrets: inherit
    with:
      stage: x
    permissions:
      id-token: write
  mapped:
    uses: ./.github/workflows/other.yml
    secrets:
      token: \${{ secrets.T }}
  again:
    environment: { name: staging, url: https://example.com }
    env: \${{ fromJSON(inputs.all) }}
    steps:
      - *checkout
`;

function read(yaml: string): Workflow | null {
  return readWorkflow(yaml, 'w.yml');
}

function entries(block: Block | undefined): readonly string[] {
  return [...(block?.entries.values() ?? [])].map(({ key, value, line }) => `${line} ${key}=${value ?? '(no text)'}`);
}

describe('readWorkflow', () => {
  const workflow = read(text);
  const job = (id: string) => workflow?.jobs.get(id);

  test('the top of the file', () => {
    expect(workflow?.triggers).toEqual(['workflow_dispatch', 'workflow_call']);
    expect(workflow?.permissions).toEqual({ kind: 'all', level: 'read', line: 14 });
    expect(entries(workflow?.env)).toEqual(['16 AWS_REGION=us-east-1', '17 COUNT=0123', '18 OFF=false', '19 NONE=']);
    expect(entries(workflow?.defaults)).toEqual(['22 shell=bash']);
    expect([...(workflow?.jobs.keys() ?? [])]).toEqual(['build', 'call', 'mapped', 'again']);
  });

  test('what the file declares', () => {
    expect(workflow?.dispatchInputs.get('stage')).toEqual({
      name: 'Stage',
      line: 5,
      required: true,
      default: { key: 'default', value: 'test', line: 7 },
    });
    expect(workflow?.call?.line).toBe(8);
    expect(workflow?.call?.inputs.get('region')?.default?.value).toBe('us-east-1');
    expect(workflow?.call?.secrets.get('token')).toMatchObject({ name: 'TOKEN', line: 12, required: true });
  });

  test('a job with steps', () => {
    expect(job('build')).toMatchObject({
      id: 'build',
      line: 24,
      uses: null,
      needs: ['first'],
      permissions: { kind: 'map', line: 26 },
      environment: { value: 'production', line: 27 },
      container: 28,
      secrets: { kind: 'nothing' },
    });
    expect(entries(job('build')?.outputs)).toEqual(['30 id=${{ steps.a.outputs.id }}']);
    expect(job('build')?.steps).toMatchObject([
      { line: 34, uses: 'actions/checkout@v5', id: null },
      { line: 35, id: 'a', name: 'A step', condition: 'always()', run: 'make' },
    ]);
    expect(entries(job('build')?.steps[1]?.env)).toEqual(['40 KEY=${{ secrets.KEY }}']);
    expect(entries(job('build')?.steps[1]?.with)).toEqual(['42 nested=(no text)']);
  });

  test('an alias has the lines of its anchor', () => {
    expect(entries(job('build')?.env)[0]).toBe('16 AWS_REGION=us-east-1');
    expect(job('build')?.env.line).toBe(31);
    expect(job('again')?.steps[0]).toBe(job('build')?.steps[0]);
  });

  test('a job that calls', () => {
    expect(job('call')).toMatchObject({
      uses: { value: './.github/workflows/other.yml', line: 45 },
      needs: ['build', 'first'],
      secrets: { kind: 'inherit', line: 46 },
    });
    const permissions = job('call')?.permissions;
    expect(permissions?.kind === 'map' && permissions.levels.get('id-token')).toMatchObject({
      value: 'write',
      line: 50,
    });
    const mapped = job('mapped')?.secrets;
    expect(mapped?.kind === 'mapping' && entries(mapped.block)).toEqual(['54 token=${{ secrets.T }}']);
  });

  test('the other forms of environment: and env:', () => {
    expect(job('again')?.environment).toMatchObject({ value: 'staging', line: 56 });
    expect(job('again')?.env).toMatchObject({ dynamic: true, line: 57 });
    expect(job('mapped')?.environment).toBeNull();
  });

  test.each([
    ['push', 'on: push', ['push'], false],
    ['a list', 'on: [push, workflow_call]', ['push', 'workflow_call'], true],
    ['a word alone', 'on: workflow_call', ['workflow_call'], true],
    ['a map without more', 'on: { workflow_call: }', ['workflow_call'], true],
    ['nothing', 'name: x', [], false],
  ])('triggers: %s', (_, on, triggers, called) => {
    const found = read(`${on}\njobs: { a: { steps: [] } }\n`);
    expect(found?.triggers).toEqual(triggers);
    expect(found?.call !== null).toBe(called);
  });

  test.each([
    ['jobs as a list', 'jobs:\n  - a\n'],
    ['jobs as a text', 'jobs: all\n'],
    ['no jobs', 'on: push\n'],
    ['a list', '- a\n'],
    ['a text', 'hello'],
    ['nothing', ''],
    ['a tab', 'jobs:\n\ta: 1\n'],
    ['an open bracket', 'jobs: ['],
    ['an alias without an anchor', 'jobs: *gone\n'],
    ['an alias within its own anchor', 'jobs: &all\n  a: *all\n  b: { steps: 1 }\n  c: [*all]\n'],
  ])('%s is no workflow, or one without jobs', (_, yaml) => {
    expect(read(yaml)?.jobs.get('a') ?? null).toBeNull();
  });

  test('what stands at the wrong place is passed over', () => {
    const found = read(`on: { workflow_call: { secrets: [a], inputs: 3 } }
permissions: [a]
env: 3
jobs:
  a: { steps: 7, env: [1], with: 2, needs: { x: 1 }, environment: [p], secrets: 3, permissions: 9, uses: {} }
  b: { steps: [1, null, [2], { uses: 3, env: 4 }] }
  c: 5
  ? [complex]
  : { steps: [] }
  7: { steps: [] }
  null: { steps: [] }
`);
    expect([...(found?.jobs.keys() ?? [])]).toEqual(['a', 'b', '7', '']);
    expect(found?.permissions?.kind).toBe('unreadable');
    expect(found?.jobs.get('a')).toMatchObject({
      steps: [],
      needs: [],
      environment: null,
      secrets: { kind: 'mapping' },
    });
    expect(found?.jobs.get('b')?.steps).toHaveLength(4);
  });

  test('keys of the prototype are keys like others, and do no harm', () => {
    const found = read(`jobs:
  __proto__: { steps: [{ id: a }], env: { __proto__: x, constructor: y } }
  constructor: { steps: [] }
`);
    expect([...(found?.jobs.keys() ?? [])]).toEqual(['__proto__', 'constructor']);
    expect(entries(found?.jobs.get('__proto__')?.env)).toEqual(['2 __proto__=x', '2 constructor=y']);
    expect(Object.hasOwn(Object.prototype, 'steps')).toBe(false);
  });

  test('of a key that is there twice the last one counts, and merge keys are not followed, as GitHub knows none', () => {
    const found = read(`x: &x { AWS_REGION: a }
jobs:
  a:
    env: { KEY: one, KEY: two, <<: *x }
    steps: []
`);
    expect(entries(found?.jobs.get('a')?.env)).toEqual(['4 KEY=two']);
  });
});

describe('readAction', () => {
  test('a composite action', () => {
    const action = readAction(
      `name: x
inputs:
  Key: { default: a }
runs:
  using: composite
  steps:
    - uses: a/b@v1
      env: { K: '\${{ inputs.key }}' }
`,
      'action.yml',
    );
    expect(action?.inputs.get('key')?.default?.value).toBe('a');
    expect(action?.steps).toMatchObject([{ line: 7, uses: 'a/b@v1' }]);
  });

  test.each([
    ['an action of another kind', 'runs: { using: node24, main: index.js }'],
    ['no action', 'a: 1'],
    ['no YAML', '['],
  ])('%s', (_, yaml) => {
    expect(readAction(yaml, 'action.yml')).toBeNull();
  });
});
