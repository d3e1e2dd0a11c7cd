import { describe, expect, test } from '@jest/globals';
import { startLocalAws } from '../../tools/local-aws/server.ts';
import { runCli, standInEnvironment } from '../../tools/run-step.ts';
import { allow, world, type WorldParts } from './situations.ts';

const fn = 'arn:aws:lambda:us-east-1:111122223333:function:orders';

async function play(parts: WorldParts, args: readonly string[]) {
  const { scenario, key } = world(parts);
  const aws = await startLocalAws(scenario);
  try {
    return await runCli([...args, '--report-file', 'report.json'], {
      environment: standInEnvironment(aws.url, key),
    });
  } finally {
    await aws.close();
  }
}

const lambda = ['--targets', 'lambda', '--parameters', 'function-name: orders'];

describe('the built command line', () => {
  test.each<[string, WorldParts, readonly string[], number, string]>([
    ['passed', { statements: [allow('lambda:*', fn)] }, lambda, 0, 'passed'],
    ['failed', { statements: [allow('s3:*')] }, lambda, 1, 'failed'],
    ['may not simulate: nothing of what was asked is verified', { statements: [allow('lambda:*', fn)], mayNotSimulate: true }, lambda, 2, 'unverified'],
    ['no name: something is verified, something is not', { statements: [allow('lambda:Get*')] }, ['--targets', 'lambda'], 0, 'unverified'],
    ['the same under fail-on unverified', { statements: [allow('lambda:Get*')] }, ['--targets', 'lambda', '--fail-on', 'unverified'], 1, 'unverified'],
  ])('%s', async (_, parts, args, status, result) => {
    const run = await play(parts, args);
    expect(run.report?.result).toBe(result);
    expect(run.status).toBe(status);
    expect(run.stdout).toMatch(/^Result: /m);
    expect(run.stdout).not.toMatch(/^::/m);
    expect(run.stderr).toBe('');
  });

  test('prints no colour codes into a pipe', async () => {
    const run = await play({ statements: [allow('s3:*')] }, lambda);
    expect(run.stdout).not.toContain('\u001b');
  });
});
