import { describe, expect, test } from '@jest/globals';
import { startLocalAws } from '../../tools/local-aws/server.ts';
import { runAction, type Step, type StepRun } from '../../tools/run-step.ts';
import { everything, world, type World, type WorldParts } from './situations.ts';

/**
 * What people meet whose deployment just failed. Each case is the built action in a process of its own, as the runner
 * starts it, against the stand-in: what it finds, how it ends, and what it asked AWS on the way.
 */
interface Situation {
  readonly name: string;
  readonly world?: WorldParts;
  /** Environment of the step, made from the key that would work. */
  readonly environment?: (key: Keys) => Readonly<Record<string, string>>;
  readonly inputs?: (key: Keys) => Readonly<Record<string, string>>;
  /** Errors and warnings, in order. */
  readonly codes: readonly string[];
  readonly result: 'passed' | 'failed' | 'unverified' | 'skipped';
  readonly calls: string;
  /** What came in over HTTP, where that is more than the calls: the SDK sends again what can heal. */
  readonly requests?: number;
  /** A part of a remedy or detail that the person needs. */
  readonly says?: RegExp;
}

interface Keys {
  readonly AWS_ACCESS_KEY_ID: string;
  readonly AWS_SECRET_ACCESS_KEY: string;
  readonly AWS_SESSION_TOKEN: string;
  readonly AWS_REGION: string;
}

const user = { arn: 'arn:aws:iam::111122223333:user/ci', statements: [everything] };
const session = { statements: [everything] };
const none = 'sts 0, iam 0, probes 0';
const oneQuestion = 'sts 1, iam 0, probes 0';
const alive = 'sts 1, iam 0, probes 1';
const student = 'arn:aws:sts::111122223333:assumed-role/voclabs/user1234567=Jane_Doe=jane@example.com';

const situations: readonly Situation[] = [
  { name: 'a live session', codes: [], result: 'passed', calls: alive },
  { name: 'a live long-term key', world: user, codes: [], result: 'passed', calls: alive },
  // Academy
  {
    name: 'an Academy session whose token has expired',
    world: { arn: student, key: { state: 'expired' } },
    codes: ['auth-token-expired'],
    result: 'failed',
    calls: oneQuestion,
    says: /Start [Ll]ab|lab/,
  },
  {
    name: 'an Academy session that is over and still answers GetCallerIdentity',
    world: { arn: student, statements: [everything], principal: { lab: { sessionEnded: true } } },
    codes: ['academy-session-ended'],
    result: 'failed',
    calls: alive,
    says: /Start Lab/,
  },
  {
    name: 'a live Academy session in a region that labs do not have',
    world: { arn: student, statements: [everything], principal: { lab: {} } },
    environment: (key) => ({ ...key, AWS_REGION: 'eu-west-1' }),
    codes: ['academy-region'],
    result: 'passed',
    calls: alive,
  },
  // The values themselves
  {
    name: 'an ASIA key without its token',
    environment: (key) => ({ ...key, AWS_SESSION_TOKEN: '' }),
    codes: ['env-asia-no-token'],
    result: 'failed',
    calls: none,
    says: /AWS_SESSION_TOKEN/,
  },
  {
    name: 'quotes around a value',
    environment: (key) => ({ ...key, AWS_SECRET_ACCESS_KEY: `"${key.AWS_SECRET_ACCESS_KEY}"` }),
    codes: ['env-quoted-value'],
    result: 'failed',
    calls: none,
    says: /quotes/,
  },
  {
    name: 'a blank after a value',
    environment: (key) => ({ ...key, AWS_ACCESS_KEY_ID: `${key.AWS_ACCESS_KEY_ID} ` }),
    codes: ['env-surrounding-whitespace'],
    result: 'failed',
    calls: none,
    says: /AWS_ACCESS_KEY_ID/,
  },
  {
    name: 'a line break after a value',
    environment: (key) => ({ ...key, AWS_SESSION_TOKEN: `${key.AWS_SESSION_TOKEN}\n` }),
    codes: ['env-newline'],
    result: 'failed',
    calls: none,
  },
  {
    name: 'key and secret in each other\'s place',
    environment: (key) => ({ ...key, AWS_ACCESS_KEY_ID: key.AWS_SECRET_ACCESS_KEY, AWS_SECRET_ACCESS_KEY: key.AWS_ACCESS_KEY_ID }),
    codes: ['env-swapped'],
    result: 'failed',
    calls: none,
  },
  {
    name: 'a secret that was never filled in',
    environment: (key) => ({ ...key, AWS_SECRET_ACCESS_KEY: '<your secret key>' }),
    codes: ['env-placeholder'],
    result: 'failed',
    calls: none,
  },
  {
    name: 'half a pair',
    environment: ({ AWS_ACCESS_KEY_ID, AWS_REGION }) => ({ AWS_ACCESS_KEY_ID, AWS_REGION }),
    codes: ['env-partial-pair'],
    result: 'failed',
    calls: none,
    says: /AWS_SECRET_ACCESS_KEY/,
  },
  {
    name: 'secrets that are all empty',
    environment: ({ AWS_REGION }) => ({ AWS_REGION, AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '', AWS_SESSION_TOKEN: '' }),
    codes: ['env-secret-empty'],
    result: 'failed',
    calls: none,
  },
  {
    name: 'nothing at all',
    environment: ({ AWS_REGION }) => ({ AWS_REGION }),
    codes: ['env-no-credentials'],
    result: 'failed',
    calls: none,
  },
  {
    name: 'a long-term key with a session token left over from another step',
    world: user,
    environment: (key) => ({ ...key, AWS_SESSION_TOKEN: `IQoJb3JpZ2luX2Vj${'LeftOver'.repeat(20)}` }),
    codes: ['env-akia-with-token'],
    result: 'failed',
    calls: oneQuestion,
    says: /Asked without the token, the key works, as arn:aws:iam::111122223333:user\/ci\./,
  },
  {
    name: 'a dead long-term key with a session token left over from another step',
    world: { ...user, key: { state: 'inactive' } },
    environment: (key) => ({ ...key, AWS_SESSION_TOKEN: `IQoJb3JpZ2luX2Vj${'LeftOver'.repeat(20)}` }),
    codes: ['env-akia-with-token'],
    result: 'failed',
    calls: oneQuestion,
    says: /Asked without the token, the key does not work either/,
  },
  // What AWS says
  {
    name: 'a key that AWS does not know',
    world: { ...user, key: { state: 'inactive' } },
    codes: ['auth-token-invalid'],
    result: 'failed',
    calls: 'sts 4, iam 0, probes 0',
    says: /Asked again after 6 seconds, in cn-northwest-1 and in us-gov-west-1, AWS said no as well\. By its form, the key belongs to account 111122223333\./,
  },
  {
    name: 'a key that AWS does not know, of another account than was meant',
    world: { ...user, key: { state: 'inactive' } },
    inputs: () => ({ 'allowed-account-ids': '444455556666', 'timeout-seconds': '10' }),
    codes: ['auth-token-invalid'],
    result: 'failed',
    calls: 'sts 3, iam 0, probes 0',
    says: /account 111122223333, which allowed-account-ids does not name/,
  },
  {
    name: 'the token of another session',
    environment: (key) => ({ ...key, AWS_SESSION_TOKEN: `${key.AWS_SESSION_TOKEN.slice(0, -8)}AAAABBBB` }),
    codes: ['auth-token-invalid'],
    result: 'failed',
    calls: 'sts 3, iam 0, probes 0',
  },
  {
    name: 'a secret of another key',
    world: user,
    environment: (key) => ({ ...key, AWS_SECRET_ACCESS_KEY: Array.from(key.AWS_SECRET_ACCESS_KEY).reverse().join('') }),
    codes: ['auth-signature-mismatch'],
    result: 'failed',
    calls: 'sts 2, iam 0, probes 0',
    says: /Asked again after 6 seconds/,
  },
  {
    name: 'a right secret that AWS refuses once, because another one was tried before',
    world: {
      ...user,
      extra: { faults: [{ service: 'sts', times: 1, status: 403, code: 'SignatureDoesNotMatch', message: 'The request signature we calculated does not match' }] },
    },
    codes: [],
    result: 'passed',
    calls: 'sts 2, iam 0, probes 1',
    requests: 3,
  },
  {
    name: 'a key that was made a moment ago',
    world: {
      ...user,
      extra: { faults: [{ service: 'sts', times: 1, status: 403, code: 'InvalidClientTokenId', message: 'The security token included in the request is invalid.' }] },
    },
    environment: (key) => ({ ...key, AWS_REGION: 'us-east-1' }),
    codes: [],
    result: 'passed',
    calls: 'sts 2, iam 0, probes 1',
  },
  {
    name: 'a key of another partition',
    world: { arn: 'arn:aws-cn:iam::111122223333:user/ci', statements: [everything], extra: { partition: 'aws-cn' } },
    codes: ['region-partition-mismatch'],
    result: 'failed',
    calls: 'sts 3, iam 0, probes 0',
    says: /works in cn-northwest-1, as arn:aws-cn:iam::111122223333:user\/ci: it belongs to partition aws-cn/,
  },
  {
    name: 'a clock that is off, which the SDK corrects and others do not',
    world: { ...user, extra: { clockOffsetSeconds: 900 } },
    codes: ['auth-clock-skew'],
    result: 'passed',
    calls: alive,
    requests: 3,
    says: /seconds behind/,
  },
  // Region
  {
    name: 'no region',
    environment: ({ AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN }) => ({ AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN }),
    codes: ['region-missing'],
    result: 'failed',
    calls: none,
  },
  {
    name: 'a region with a typo',
    environment: (key) => ({ ...key, AWS_REGION: 'us-est-1' }),
    codes: ['region-unknown'],
    result: 'failed',
    calls: none,
    says: /us-east-1/,
  },
  {
    name: 'an availability zone for a region',
    environment: (key) => ({ ...key, AWS_REGION: 'eu-west-1a' }),
    codes: ['region-malformed'],
    result: 'failed',
    calls: none,
    says: /eu-west-1/,
  },
  {
    name: 'a region that the account has not enabled',
    environment: (key) => ({ ...key, AWS_REGION: 'ap-east-1' }),
    codes: ['region-not-enabled'],
    result: 'failed',
    calls: 'sts 2, iam 0, probes 0',
    says: /The same key works in us-east-1/,
  },
  {
    name: 'a region in which STS is switched off',
    world: { ...session, extra: { stsDisabledRegions: ['us-east-1'] } },
    codes: ['sts-region-disabled'],
    result: 'failed',
    calls: oneQuestion,
  },
  // Expectations
  {
    name: 'another account than the one that was meant',
    inputs: () => ({ 'allowed-account-ids': '444455556666' }),
    codes: ['identity-unexpected'],
    result: 'failed',
    calls: oneQuestion,
    says: /111122223333.*444455556666/,
  },
  {
    name: 'another role than the one that was meant',
    inputs: () => ({ 'expected-principal': 'arn:aws:iam::*:role/production-*' }),
    codes: ['identity-unexpected'],
    result: 'failed',
    calls: oneQuestion,
  },
  {
    name: 'a session that ends before the deployment does',
    inputs: () => ({ 'session-expires-at': new Date(Date.now() + 5 * 60_000).toISOString(), 'min-session-minutes': '20' }),
    codes: ['session-too-short'],
    result: 'failed',
    calls: none,
  },
  {
    name: 'a session that was over before the step began',
    inputs: () => ({ 'session-expires-at': '2020-01-01T00:00:00Z' }),
    codes: ['auth-token-expired'],
    result: 'failed',
    calls: none,
  },
  {
    name: 'the root user',
    world: { arn: 'arn:aws:iam::111122223333:root', statements: [everything], key: {} },
    codes: ['identity-root'],
    result: 'passed',
    calls: alive,
  },
  // Sources
  {
    name: 'inputs go before the environment, and the report says so',
    environment: () => ({ AWS_REGION: 'us-east-1' }),
    inputs: (key) => ({
      'aws-access-key-id': key.AWS_ACCESS_KEY_ID,
      'aws-secret-access-key': key.AWS_SECRET_ACCESS_KEY,
      'aws-session-token': key.AWS_SESSION_TOKEN,
    }),
    codes: [],
    result: 'passed',
    calls: alive,
  },
  {
    name: 'a profile that is nowhere',
    environment: () => ({ AWS_REGION: 'us-east-1', AWS_PROFILE: 'staging' }),
    codes: ['file-profile-not-found'],
    result: 'failed',
    calls: none,
  },
  {
    name: 'a web identity whose token file is not there',
    environment: () => ({
      AWS_REGION: 'us-east-1',
      AWS_WEB_IDENTITY_TOKEN_FILE: '/nowhere/token',
      AWS_ROLE_ARN: 'arn:aws:iam::111122223333:role/deploy',
    }),
    codes: ['web-identity-file'],
    result: 'failed',
    calls: none,
  },
  // By design
  {
    name: 'a pull request from a fork, which gets no secrets',
    environment: () => ({ AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '', GITHUB_ACTOR: 'dependabot[bot]' }),
    codes: [],
    result: 'skipped',
    calls: none,
  },
  // The network
  {
    name: 'a proxy that answers with a page',
    world: { ...session, extra: { faults: [{ service: 'sts', status: 403, html: '<html>Blocked</html>' }] } },
    codes: ['net-proxy'],
    result: 'unverified',
    calls: oneQuestion,
  },
  {
    name: 'a captive portal that says 200',
    world: { ...session, extra: { faults: [{ service: 'sts', status: 200, html: '<html>Log in</html>' }] } },
    codes: ['net-empty-identity'],
    result: 'unverified',
    calls: oneQuestion,
  },
  {
    name: 'AWS throttling for a moment',
    world: { ...session, extra: { faults: [{ service: 'sts', times: 2, status: 400, code: 'Throttling', message: 'Rate exceeded' }] } },
    codes: [],
    result: 'passed',
    calls: alive,
    requests: 4,
  },
  {
    name: 'a server that never answers',
    world: { ...session, extra: { faults: [{ service: 'sts', hang: true }] } },
    inputs: () => ({ 'timeout-seconds': '2' }),
    codes: ['time-budget-used'],
    result: 'unverified',
    calls: oneQuestion,
  },
  {
    name: 'an error that nobody knows',
    world: { ...session, extra: { faults: [{ service: 'sts', status: 418, code: 'Teapot', message: 'short & <stout>' }] } },
    codes: ['aws-error-unknown'],
    result: 'unverified',
    calls: oneQuestion,
    says: /Teapot/,
  },
];

describe('the built action on credentials', () => {
  test.each(situations)('$name', async (situation) => {
    const { run, secrets, requests } = await play(situation);
    expect(run.report?.findings.filter(relevant).map(({ code }) => code)).toEqual(situation.codes);
    expect(run.report?.result).toBe(situation.result);
    expect(callsOf(run)).toBe(situation.calls);
    const { sts = 0, iam = 0, probes = 0 } = run.report?.calls ?? {};
    expect(requests).toBe(situation.requests ?? sts + iam + probes);
    expect(run.status).toBe(situation.result === 'failed' ? 1 : 0);
    if (situation.says !== undefined) {
      expect(JSON.stringify(run.report?.findings)).toMatch(situation.says);
    }
    expectToldEverywhere(run, situation);
    expectNoSecret(run, secrets);
  });
});

/** The endpoint is the stand-in's in every case, and notices tell nothing that a person has to act on. */
function relevant({ code, severity }: { readonly code: string; readonly severity: string }): boolean {
  return code !== 'endpoint-override' && severity !== 'notice';
}

async function play(
  situation: Situation,
): Promise<{ run: StepRun; secrets: readonly string[]; requests: number }> {
  const { scenario, key }: World = world(situation.world ?? session);
  const aws = await startLocalAws(scenario);
  try {
    const keys: Keys = {
      AWS_ACCESS_KEY_ID: key.accessKeyId,
      AWS_SECRET_ACCESS_KEY: key.secretAccessKey,
      AWS_SESSION_TOKEN: key.sessionToken ?? '',
      AWS_REGION: 'us-east-1',
    };
    const step: Step = {
      inputs: { level: 'identity', ...situation.inputs?.(keys) },
      environment: { AWS_ENDPOINT_URL: aws.url, ...(situation.environment?.(keys) ?? keys) },
    };
    const secrets = [key.accessKeyId, key.secretAccessKey, ...(key.sessionToken === null ? [] : [key.sessionToken])];
    const run = await runAction(step);
    return { run, secrets: [...secrets, 'jane@example.com', 'Jane_Doe'], requests: aws.requests.length };
  } finally {
    await aws.close();
  }
}

function callsOf(run: StepRun): string {
  const { sts, iam, probes } = run.report?.calls ?? {};
  return `sts ${String(sts)}, iam ${String(iam)}, probes ${String(probes)}`;
}

/** Every channel says the same: annotations, outputs and summary beside the report. */
function expectToldEverywhere(run: StepRun, situation: Situation): void {
  const errors = run.report?.findings.filter(({ severity }) => severity === 'error') ?? [];
  expect(run.commands.filter(({ name }) => name === 'error')).toHaveLength(errors.length);
  expect(run.outputs['result']).toBe(situation.result);
  expect(JSON.parse(run.outputs['codes'] ?? '[]')).toEqual(expect.arrayContaining([...situation.codes]));
  expect(run.summary.length).toBeGreaterThan(100);
  expect(run.stderr).toBe('');
  expect(run.stdout).not.toMatch(/^\s+at .*\(.*:\d+:\d+\)$/m);
}

/** No value, nor eight characters in a row of one, but in the commands that tell the runner what to mask. */
function expectNoSecret(run: StepRun, secrets: readonly string[]): void {
  const masked = run.commands.filter(({ name }) => name === 'add-mask').map(({ message }) => message);
  const visible = run.stdout.split('\n').filter((line) => !line.startsWith('::add-mask::')).join('\n');
  const told = [visible, run.summary, JSON.stringify(run.outputs), JSON.stringify(run.report)].join('\n');
  for (const secret of secrets) {
    for (let start = 0; start + 8 <= secret.length; start += 1) {
      expect(told).not.toContain(secret.slice(start, start + 8));
    }
  }
  const firstOther = run.commands.findIndex(({ name }) => name !== 'add-mask');
  const lastMask = run.commands.map(({ name }) => name).lastIndexOf('add-mask');
  expect(masked.length === 0 || firstOther === -1 || lastMask < firstOther).toBe(true);
}
