import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startLocalAws, type LocalAws } from '../../tools/local-aws/server.ts';
import { allow, world } from '../dist/situations.ts';
import { peerTool } from '../../tools/peer-tools.ts';
import { standInEnvironment } from '../../tools/run-step.ts';

/** The stand-in must speak so that the real AWS CLI understands it: its signatures, its parsers, its error texts. */
const run = promisify(execFile);
const fn = 'arn:aws:lambda:us-east-1:111122223333:function:orders';
const { scenario, key } = world({ statements: [allow('lambda:*', fn)] });
let aws: LocalAws;

beforeAll(async () => {
  aws = await startLocalAws(scenario);
});

afterAll(async () => {
  await aws.close();
});

async function cli(args: readonly string[], overrides: Readonly<Record<string, string>> = {}): Promise<unknown> {
  const { stdout } = await run(peerTool('aws'), [...args, '--output', 'json'], {
    env: {
      PATH: process.env['PATH'],
      ...standInEnvironment(aws.url, key),
      AWS_DEFAULT_REGION: 'us-east-1',
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_MAX_ATTEMPTS: '1',
      ...overrides,
    },
  });
  return JSON.parse(stdout) as unknown;
}

const simulate = [
  'iam',
  'simulate-principal-policy',
  '--policy-source-arn',
  'arn:aws:iam::111122223333:role/deployer',
  '--action-names',
];

describe('the AWS CLI against the stand-in', () => {
  test('sts get-caller-identity', async () => {
    expect(await cli(['sts', 'get-caller-identity'])).toMatchObject({
      Account: '111122223333',
      Arn: 'arn:aws:sts::111122223333:assumed-role/deployer/session',
    });
  });

  test('iam simulate-principal-policy on a resource', async () => {
    const answer = await cli([...simulate, 'lambda:UpdateFunctionCode', 'lambda:GetFunction', '--resource-arns', fn]);
    expect(answer).toMatchObject({
      EvaluationResults: [
        { EvalActionName: 'lambda:UpdateFunctionCode', EvalDecision: 'allowed' },
        { EvalActionName: 'lambda:GetFunction', EvalDecision: 'allowed' },
      ],
    });
  });

  test('iam simulate-principal-policy with a context key', async () => {
    const entry = 'ContextKeyName=aws:RequestedRegion,ContextKeyType=string,ContextKeyValues=us-east-1';
    const answer = await cli([
      ...simulate,
      's3:GetObject',
      '--resource-arns',
      'arn:aws:s3:::b/k',
      '--context-entries',
      entry,
    ]);
    expect(answer).toMatchObject({ EvaluationResults: [{ EvalDecision: 'implicitDeny' }] });
  });

  test('lambda get-function-configuration of a function that is not there', async () => {
    await expect(cli(['lambda', 'get-function-configuration', '--function-name', 'orders'])).rejects.toThrow(
      /ResourceNotFoundException/,
    );
  });

  test.each([
    ['a wrong secret', { AWS_SECRET_ACCESS_KEY: 'x'.repeat(40) }, /SignatureDoesNotMatch/],
    ['no token', { AWS_SESSION_TOKEN: '' }, /InvalidClientTokenId.*security token included in the request is invalid/],
    [
      'a region that is not one',
      { AWS_REGION: 'us-est-1', AWS_DEFAULT_REGION: 'us-est-1' },
      /scoped to a valid region/,
    ],
  ])('%s gets the text of AWS', async (_, overrides, text) => {
    await expect(cli(['sts', 'get-caller-identity'], overrides)).rejects.toThrow(text);
  });
});
