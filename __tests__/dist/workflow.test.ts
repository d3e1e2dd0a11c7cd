import { describe, expect, test } from '@jest/globals';
import { runAction } from '../../tools/run-step.ts';

interface Situation {
  readonly name: string;
  readonly workflow: readonly string[];
  readonly more?: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly code: string;
  readonly says: RegExp;
  readonly at?: { readonly file: string; readonly line: number };
}

const file = '.github/workflows/deploy.yml';
const event = {
  GITHUB_REPOSITORY: 'org/app',
  GITHUB_EVENT_NAME: 'push',
  GITHUB_WORKFLOW_REF: `org/app/${file}@refs/heads/main`,
  GITHUB_JOB: 'deploy',
  GITHUB_ACTION: '__org_aws-cred-preflight',
  AWS_REGION: 'us-east-1',
};
const noKeys = { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' };
const step = '      - uses: org/aws-cred-preflight@v1';

const situations: readonly Situation[] = [
  {
    name: 'a reusable workflow that is called without its secrets',
    workflow: ['on: push', 'jobs:', '  call:', '    uses: ./.github/workflows/called.yml'],
    more: {
      '.github/workflows/called.yml': [
        'on:',
        '  workflow_call:',
        'jobs:',
        '  deploy:',
        '    runs-on: ubuntu-latest',
        '    env:',
        '      AWS_ACCESS_KEY_ID: ${{ secrets.AWS_ACCESS_KEY_ID }}',
        '      AWS_SECRET_ACCESS_KEY: ${{ secrets.AWS_SECRET_ACCESS_KEY }}',
        '    steps:',
        step,
        '',
      ].join('\n'),
    },
    environment: noKeys,
    code: 'env-secret-empty',
    says: /secrets: inherit|passes no secrets|secrets:/,
    at: { file, line: 4 },
  },
  {
    name: 'a name that is nearly the one that the other workflow uses',
    workflow: ['on: push', 'jobs:', '  deploy:', '    runs-on: ubuntu-latest', '    steps:', step, '        env:', '          AWS_ACCESS_KEY_ID: ${{ secrets.AWS_ACCES_KEY_ID }}', '          AWS_SECRET_ACCESS_KEY: ${{ secrets.AWS_SECRET_ACCESS_KEY }}'],
    environment: { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: 'k7Tq/W+x'.repeat(5) },
    code: 'env-secret-empty',
    says: /AWS_ACCES_KEY_ID/,
    at: { file, line: 8 },
  },
  {
    name: 'the session token that nobody maps',
    workflow: ['on: push', 'jobs:', '  deploy:', '    runs-on: ubuntu-latest', '    steps:', step, '        with:', '          aws-access-key-id: ${{ secrets.AWS_ACCESS_KEY_ID }}', '          aws-secret-access-key: ${{ secrets.AWS_SECRET_ACCESS_KEY }}'],
    inputs: { 'aws-access-key-id': `ASIA${'QX7M'.repeat(4)}`, 'aws-secret-access-key': 'k7Tq/W+x'.repeat(5) },
    code: 'env-asia-no-token',
    says: /aws-session-token/,
    at: { file, line: 6 },
  },
];

describe('the built action on what GitHub did not pass on', () => {
  test.each(situations)('$name', async ({ workflow, more, environment, inputs, code, says, at }) => {
    const run = await runAction({
      inputs: { level: 'identity', ...inputs },
      environment: { ...event, ...environment },
      files: { [file]: `${workflow.join('\n')}\n`, ...more },
    });
    const finding = run.report?.findings.find((one) => one.severity === 'error');
    expect(finding?.code).toBe(code);
    expect(finding?.detail).toMatch(says);
    if (at !== undefined) {
      expect(finding?.location).toMatchObject(at);
      expect(run.commands.find(({ name }) => name === 'error')?.properties).toMatchObject({ file: at.file, line: String(at.line) });
    }
    expect(run.report?.calls).toEqual({ sts: 0, iam: 0, probes: 0 });
    expect(run.report?.result).toBe('failed');
  });

  test.each([
    ["a fork's pull request", { GITHUB_EVENT_NAME: 'pull_request', GITHUB_EVENT_PATH: 'event.json' }],
    ['Dependabot', { GITHUB_EVENT_NAME: 'pull_request', GITHUB_ACTOR: 'dependabot[bot]' }],
  ])('%s has no secrets by design: skipped, green, and it says why', async (_, more) => {
    const payload = { pull_request: { head: { repo: { full_name: 'someone/app' } }, base: { repo: { full_name: 'org/app' } } } };
    const run = await runAction({
      environment: { ...event, ...noKeys, ...more },
      files: { 'event.json': JSON.stringify(payload) },
    });
    expect(run.report?.result).toBe('skipped');
    expect(run.report?.findings.map(({ code }) => code)).toContain('fork-without-secrets');
    expect(run.status).toBe(0);
    expect(run.commands.filter(({ name }) => name === 'error')).toEqual([]);
  });
});
