import { describe, expect, test } from '@jest/globals';
import { readWorkflow } from '../../src/workflow/read-workflow.ts';
import { secretSources } from '../../src/workflow/sources.ts';
import { findStep } from '../../src/workflow/step-name.ts';

const text = `on: push
env:
  A: \${{ secrets.FLOW }}
  B: \${{ secrets.FLOW }}
  C: \${{ secrets.FLOW }}
jobs:
  deploy:
    env:
      A: \${{ secrets.JOB }}
      B: \${{ secrets.JOB }}
    steps:
      - id: one
        env:
          A: \${{ secrets.STEP }}
        with:
          AWS-Access-Key-Id: \${{ secrets.GIVEN }}
      - uses: org/tool@v1
      - uses: org/tool/part@v1
      - run: make
      - uses: org/tool_2@v1
      - uses: ./
      - id: named
        uses: ./.github/actions/x
      - uses: ./
`;
const workflow = readWorkflow(text, 'w.yml');
const job = workflow?.jobs.get('deploy');

describe('secretSources', () => {
  test.each([
    ['the env of the step comes first', 'A', ['step 14', 'job 9', 'workflow 3']],
    ['then that of the job', 'B', ['job 10', 'workflow 4']],
    ['then that of the workflow', 'C', ['workflow 5']],
    ['nothing', 'D', []],
    ['variables are compared with case', 'AWS_ACCESS_KEY_ID', []],
    ['inputs without', 'aws-access-key-id', ['with 16']],
    ['an input that is not given', 'aws-secret-access-key', []],
  ])('%s', (_, name, levels) => {
    const step = job?.steps[0] ?? null;
    const found = workflow && job && secretSources(workflow, { job, step }, name);
    const row = found ? [found.winner, ...found.shadowed] : [];
    expect(row.flatMap((source) => (source === null ? [] : [`${source.level} ${source.at.line}`]))).toEqual(levels);
    expect(found?.told).toBe(true);
  });

  test('without the step nothing is certain', () => {
    const found = workflow && job && secretSources(workflow, { job, step: null }, 'D');
    expect(found).toEqual({ winner: null, shadowed: [], told: false });
  });

  test('values are not kept, only what they refer to', () => {
    const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
    const other = readWorkflow(`jobs: { a: { env: { KEY: "${secret} \${{ '${secret}' }}" }, steps: [] } }`, 'w.yml');
    const inJob = other?.jobs.get('a');
    expect(inJob).toBeDefined();
    expect(JSON.stringify(other && inJob && secretSources(other, { job: inJob, step: null }, 'KEY'))).not.toContain(
      secret,
    );
  });
});

describe('findStep', () => {
  test.each([
    ['an id', 'one', 12],
    ['an action', '__org_tool', 17],
    ['its second use, from another folder', '__org_tool_2', 18],
    ['a script', '__run', 19],
    ['an action whose name ends in a number', '__org_tool_2_2', 20],
    ['the repository itself', '__self', 21],
    ['steps with an id take no number', '__self_2', 24],
    ['a step that is not there', '__actions_checkout', null],
    ['nothing', '', null],
    ['a very long name', '_'.repeat(100_000), null],
  ])('%s', (_, name, line) => {
    expect(findStep(job?.steps ?? [], name)?.line ?? null).toBe(line);
  });
});
