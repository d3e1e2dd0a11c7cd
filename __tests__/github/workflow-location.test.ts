import { describe, expect, test } from '@jest/globals';
import { locateStep, workflowPath } from '../../src/github/workflow-location.ts';

const workflow = `name: deploy
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
  deploy:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v5
      - uses: org/aws-cred-preflight@v1
      - name: by id
        id: check
        uses: org/aws-cred-preflight@v1
      - uses: ./
      - uses: ./
`;
const ref = 'org/app/.github/workflows/deploy.yml@refs/heads/main';

describe('locateStep', () => {
  test.each([
    ['by id', 'deploy', 'check', 13],
    ['by the name of the action', 'deploy', '__org_aws-cred-preflight', 12],
    ['the second step of the same name', 'deploy', '__org_aws-cred-preflight_2', 13],
    ['an action of the repository itself', 'deploy', '__self', 16],
    ['the second of those', 'deploy', '__self_2', 17],
    ['a step that is not there: the job', 'deploy', '__run', 8],
    ['another job', 'build', '__self', 4],
    ['a step of a composite action: the step that uses it', 'deploy', '__self_2.__org_aws-cred-preflight', 17],
  ])('%s', (_, job, step, line) => {
    expect(locateStep(workflow, { workflowRef: ref, job, step })).toEqual({
      file: '.github/workflows/deploy.yml',
      line,
      endLine: line,
    });
  });

  test.each([
    ['a job of a reusable workflow', workflow, 'called'],
    ['text that is not YAML', 'jobs: [', 'deploy'],
    ['YAML of another form', '- a\n- b\n', 'deploy'],
    ['jobs that are no map', 'jobs: 3\n', 'deploy'],
    ['a job that is no map', 'jobs:\n  deploy: 3\n', 'deploy'],
    ['nothing', '', 'deploy'],
  ])('%s has no location', (_, text, job) => {
    expect(locateStep(text, { workflowRef: ref, job, step: '__self' })).toBeNull();
  });
});

test.each([
  [ref, '.github/workflows/deploy.yml'],
  ['org/app/.github/workflows/a b.yml@refs/pull/1/merge', '.github/workflows/a b.yml'],
  ['org/app/.github/workflows/../../secret@x', null],
  ['', null],
  ['org/app/other/deploy.yml@x', null],
])('workflowPath(%j)', (value, path) => {
  expect(workflowPath(value)).toBe(path);
});
