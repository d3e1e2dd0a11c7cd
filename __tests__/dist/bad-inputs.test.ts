import { describe, expect, test } from '@jest/globals';
import { runAction, runCli } from '../../tools/run-step.ts';

/** Each input that cannot be used gives one clear error that names it, and report and summary all the same. */
const cases: readonly [string, Readonly<Record<string, string>>, RegExp, Readonly<Record<string, string>>?][] = [
  ['an unknown target', { targets: 'lamda' }, /"lamda" is no target\. Did you mean lambda\?.*elastic-beanstalk/],
  ['parameters that are not YAML', { targets: 'lambda', parameters: 'function-name: [' }, /parameters/],
  ['parameters that are no map', { targets: 'lambda', parameters: '- a' }, /parameters.*no map/],
  ['an unknown level', { level: 'all' }, /level is "all"; it takes lint, identity or permissions\./],
  ['an unknown fail-on', { 'fail-on': 'always' }, /fail-on is "always"; it takes denied, unverified or never\./],
  ['a time that is no number', { 'timeout-seconds': '1m' }, /timeout-seconds is "1m"; it takes a whole number from 1 to 3600\./],
  ['no time at all', { 'timeout-seconds': '0' }, /timeout-seconds/],
  ['minutes below zero', { 'min-session-minutes': '-5' }, /min-session-minutes/],
  ['a switch that is neither', { 'mask-aws-account-id': 'yes' }, /mask-aws-account-id is "yes"; it takes true or false\./],
  ['an account id with dashes', { 'allowed-account-ids': '1111-2222-3333' }, /allowed-account-ids.*twelve digits/],
  ['a session end that is no time', { 'session-expires-at': 'soon' }, /session-expires-at.*ISO 8601/],
  ['an action without a service', { actions: 'GetObject' }, /actions/],
  ['an action that does not exist', { actions: 's3:GetObjekt *' }, /s3:GetObjekt.*GetObject/],
  ['an entry of ignore without a reason', { ignore: 's3:GetObject' }, /ignore.*reason/],
  ['a context line without a value', { context: 'aws:SourceIp' }, /context.*key=value/],
  ['a target file that is not there', { targets: './deploy/target.yml' }, /deploy\/target\.yml does not exist/],
  ['a target file that is a folder', { targets: './deploy/' }, /deploy.*is (not a file|a directory)/, { 'deploy/x': '' }],
  ['a target file that is broken', { targets: './t.yml' }, /t\.yml/, { 't.yml': 'id: x\nchecks: [\n' }],
  [
    'a target file with an action that does not exist',
    { targets: './t.yml' },
    /t\.yml, line 6: lambda:UpdateFunktionCode .*Did you mean lambda:UpdateFunctionCode\?/,
    {
      't.yml': `id: own
title: Own
sources: [https://example.com/]
checks:
  - id: c
    actions: [lambda:UpdateFunktionCode]
    resource: arn:\${Partition}:lambda:\${Region}:\${Account}:function:orders
    severity: error
    why: Update the code
`,
    },
  ],
  ['a target file of another form', { targets: './t.yml' }, /t\.yml.*line 2.*severity|severity.*warning/s, { 't.yml': 'id: x\nseverity: high\n' }],
];

describe('bad inputs', () => {
  test.each(cases)('%s', async (_, inputs, sentence, files = {}) => {
    const run = await runAction({ inputs, files, environment: { AWS_REGION: 'us-east-1' } });
    const errors = run.commands.filter(({ name }) => name === 'error');
    expect(errors).toHaveLength(1);
    expect(errors[0]?.message).toMatch(sentence);
    expect(run.report?.findings).toMatchObject([{ code: 'input-invalid', severity: 'error' }]);
    expect(run.outputs['result']).toBe('failed');
    expect(run.summary).toContain('input');
    expect(run.status).toBe(1);
    expect(run.report?.calls).toEqual({ sts: 0, iam: 0, probes: 0 });
    expect(run.stderr).toBe('');
    expect(run.stdout).not.toMatch(/\.(js|ts):\d+/);
  });

  test('fail-on: never does not hide an input that cannot be used', async () => {
    expect((await runAction({ inputs: { level: 'all', 'fail-on': 'never' } })).status).toBe(1);
  });

  test('a report-file that cannot be written is told, beside everything else', async () => {
    const run = await runAction({ inputs: { level: 'lint', 'report-file': 'file/report.json' }, files: { file: '' }, environment: { AWS_REGION: 'us-east-1' } });
    expect(run.commands.filter(({ name }) => name === 'error').map(({ message }) => message).join()).toMatch(/report-file cannot be written/);
    expect(run.summary).toContain('report-file');
    expect(run.status).toBe(1);
  });

  test('a summary that cannot be written costs nothing else', async () => {
    const run = await runAction({ inputs: { level: 'lint' }, environment: { AWS_REGION: 'us-east-1', GITHUB_STEP_SUMMARY: '/nowhere/summary' } });
    expect(run.report?.result).toBe('failed');
    expect(run.outputs['result']).toBe('failed');
    expect(run.stdout).toContain('job summary could not be written');
  });

  test('hostile text in an input is no command', async () => {
    const run = await runAction({ inputs: { targets: 'x\n::set-output name=result::passed\n::add-mask::e' } });
    expect(run.commands.map(({ name }) => name)).not.toContain('set-output');
    expect(run.commands.map(({ name }) => name)).not.toContain('add-mask');
  });
});

describe('the command line', () => {
  test.each([
    ['an unknown option', ['--target', 'lambda'], /no option --target\. Did you mean --targets\?/],
    ['an option without its value', ['--targets'], /--targets needs a value/],
    ['an option whose value is the next option', ['--targets', '--level', 'lint'], /--targets needs a value/],
    ['a word that is no option', ['lambda'], /Argument 1 is not an option/],
  ])('%s is bad usage', async (_, args, sentence) => {
    const run = await runCli(args);
    expect(run.stderr).toMatch(sentence);
    expect(run.stderr.trim().split('\n')).toHaveLength(1);
    expect(run.status).toBe(2);
  });

  test('an argument is never repeated: it may be a secret', async () => {
    const run = await runCli(['wJalr-not-a-real-secret']);
    expect(run.stderr + run.stdout).not.toContain('wJalr');
  });

  test('--help names every input and output status', async () => {
    const run = await runCli(['--help']);
    expect(run.status).toBe(0);
    expect(run.stdout).toMatch(/--targets VALUE \[auto\]/);
    expect(run.stdout).toMatch(/Exit status: 0 passed, 1 failed, 2 could not run/);
  });

  test('--version is the package\'s', async () => {
    expect((await runCli(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  test('a bad input ends with 2, no credentials with 1', async () => {
    expect((await runCli(['--level', 'all'])).status).toBe(2);
    expect((await runCli(['--level', 'lint'])).status).toBe(1);
  });
});
