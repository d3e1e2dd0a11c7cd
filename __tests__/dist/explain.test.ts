import { describe, expect, test } from '@jest/globals';
import { startLocalAws } from '../../tools/local-aws/server.ts';
import { runAction, runCli, standInEnvironment, type StepRun } from '../../tools/run-step.ts';
import { everything, world } from './situations.ts';

const expired =
  'An error occurred (ExpiredToken) when calling the PutObject operation: The security token included in the request is expired';
const denied = (action: string) =>
  `User: arn:aws:sts::111122223333:assumed-role/deploy/x is not authorized to perform: ${action} because no identity-based policy allows the ${action} action`;

const deployLog = [
  '2026-11-01T10:00:00.0000000Z ##[group]Run aws s3 sync || echo "ExpiredToken"\n2026-11-01T10:00:00.0000000Z ##[endgroup]',
  `2026-11-01T10:00:01.0000000Z upload failed: ./a to s3://b/a ${expired}`,
  `2026-11-01T10:00:02.0000000Z upload failed: ./c to s3://b/c ${expired}`,
  'ERROR: NotAuthorizedError - Operation Denied. The security token included in the request is invalid.',
  `Resource handler returned message: "${denied('iam:CreateRole')}" (RequestToken: x, HandlerErrorCode: AccessDenied)`,
  `Resource handler returned message: "${denied('lambda:CreateFunction')}" (RequestToken: y, HandlerErrorCode: AccessDenied)`,
  'An error occurred (ResourceNotFoundException) when calling the GetFunction operation: Function not found',
  'npm ERR! code E403',
  '',
].join('\n');

async function play(files: Readonly<Record<string, string>>, inputs: Readonly<Record<string, string>>): Promise<StepRun> {
  const { scenario, key } = world({ statements: [everything] });
  const aws = await startLocalAws(scenario);
  try {
    return await runAction({ inputs, files, environment: standInEnvironment(aws.url, key) });
  } finally {
    await aws.close();
  }
}

const found = (run: Pick<StepRun, 'report'>) =>
  run.report?.findings
    .filter(({ code }) => code !== 'endpoint-override')
    .map(({ code, severity, location }) => [code, severity, (location as { line: number } | null)?.line ?? null]);

describe('explain-log', () => {
  test('names each cause once, at its file and line, beside what the preflight itself finds', async () => {
    const run = await play({ 'logs/deploy.log': deployLog }, { level: 'identity', 'explain-log': 'logs/deploy.log' });
    expect(found(run)).toEqual([
      ['auth-token-expired', 'error', 3],
      ['auth-token-invalid', 'error', 5],
      ['tool-eb-notauthorized', 'notice', 5],
      ['authz-identity-implicit', 'error', 6],
      ['authz-identity-implicit', 'error', 7],
    ]);
    expect(run.report?.result).toBe('failed');
    expect(run.report?.identity?.accountId).toBe('111122223333');
    const errors = run.commands.filter(({ name }) => name === 'error');
    expect(errors.map(({ properties }) => [properties['file'], properties['line']])).toEqual([
      ['logs/deploy.log', '3'],
      ['logs/deploy.log', '5'],
      ['logs/deploy.log', '6'],
      ['logs/deploy.log', '7'],
    ]);
    expect(run.summary).toMatch(/ResourceNotFoundException \(line 8\)/);
    expect(JSON.stringify(run.report)).toContain('It is there 2 times.');
  });

  test('says of a log without such a failure that there is none', async () => {
    const run = await play({ 'a.log': 'npm ERR! code E403\nError: template is invalid\n' }, { level: 'identity', 'explain-log': 'a.log' });
    expect(found(run)).toEqual([['log-nothing-found', 'notice', 2]]);
    expect(run.report?.result).toBe('passed');
  });

  test('takes nothing of a log for a command, and shows no secret that is in it', async () => {
    const id = `AKIA${'QX7M'.repeat(4)}`;
    const secret = 'k7Tq/W+x'.repeat(5);
    const log = [
      '::error::forged',
      `::set-output name=a::b An error occurred (InvalidClientTokenId) when calling the GetCallerIdentity operation: ${id} ${secret} \u001b[31m::error::x`,
      `ValueError: Invalid header value b'${'q8Rw'.repeat(96)}\\n'`,
      '',
    ].join('\r\n');
    const run = await play({ 'a.log': log }, { level: 'lint', 'explain-log': 'a.log' });
    expect(run.commands.filter(({ name, message }) => name === 'error' && message === 'forged')).toEqual([]);
    const told = [run.stdout.split('\n').filter((line) => !line.startsWith('::add-mask::')).join('\n'), run.summary, JSON.stringify(run.report)].join('\n');
    for (const value of [id, secret, 'q8Rwq8Rw']) {
      expect(told).not.toContain(value);
    }
    expect(run.commands.filter(({ name }) => name === 'set-output')).toEqual([]);
  });

  test.each([
    ['that is not there', 'none.log', /explain-log names none\.log, which does not exist/],
    ['that is a directory', '.', /explain-log names \., which is a directory/],
  ])('names a log %s', async (_, path, says) => {
    const run = await play({}, { level: 'lint', 'explain-log': path });
    expect(run.report?.findings.map(({ code }) => code)).toContain('input-invalid');
    expect(run.report?.findings.map(({ detail }) => detail).join()).toMatch(says);
  });

  test('reads a log of 150 MB in one go', async () => {
    const line = `${'x'.repeat(200)}\n`;
    const run = await play({ 'big.log': `${line.repeat(750_000)}${expired}\n` }, { level: 'lint', 'explain-log': 'big.log' });
    expect(found(run)).toEqual([['auth-token-expired', 'error', 750_001]]);
  }, 60_000);
});

describe('the command explain', () => {
  test('reads a file', async () => {
    const run = await runCli(['explain', 'deploy.log', '--report-file', 'report.json'], { files: { 'deploy.log': deployLog } });
    expect(run.status).toBe(1);
    expect(run.stdout).toMatch(/at deploy\.log:3/);
    expect(run.stdout).toMatch(/4 causes in deploy\.log\n$/);
    expect(run.report?.calls).toEqual({ sts: 0, iam: 0, probes: 0 });
  });

  test.each([['-'], []])('reads standard input: %p', async (...args) => {
    const run = await runCli(['explain', ...args], { stdin: deployLog });
    expect(run.status).toBe(1);
    expect(run.stdout).toMatch(/Line 3: /);
  });

  test('answers 0 where there is nothing to explain', async () => {
    const run = await runCli(['explain', '-'], { stdin: 'all is well\n' });
    expect([run.status, run.stderr]).toEqual([0, '']);
    expect(run.stdout).toMatch(/No credential or permission failure in standard input/);
  });

  test.each([
    ['a file that is not there', ['none.log'], /^none\.log does not exist\.$/m],
    ['two files', ['a', 'b'], /^Usage: /],
    ['an option that does not exist', ['--targets', 'lambda'], /^Usage: /],
  ])('answers 2 for %s', async (_, args, says) => {
    const run = await runCli(['explain', ...args]);
    expect(run.status).toBe(2);
    expect(run.stderr).toMatch(says);
    expect(run.stdout).toBe('');
  });
});
