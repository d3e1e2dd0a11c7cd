import { afterEach, describe, expect, test } from '@jest/globals';
import { githubClaims, githubIssuer, type GitHubRun } from '../../tools/local-aws/github-claims.ts';
import { parseScenario } from '../../tools/local-aws/scenario.ts';
import { startLocalAws } from '../../tools/local-aws/server.ts';
import { startTokenIssuer, type TokenIssuerOptions } from '../../tools/local-aws/token-issuer.ts';
import { runAction, runCli, type StepRun } from '../../tools/run-step.ts';

const roleArn = 'arn:aws:iam::111122223333:role/deployer';
const provider = 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com';
const key = 'token.actions.githubusercontent.com';

function trust(condition: object): object {
  return {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { Federated: provider }, Action: 'sts:AssumeRoleWithWebIdentity', Condition: condition },
    ],
  };
}

const forBranch = trust({
  StringEquals: { [`${key}:aud`]: 'sts.amazonaws.com', [`${key}:sub`]: 'repo:org/app:ref:refs/heads/main' },
});

interface Job {
  readonly run?: GitHubRun;
  readonly issuer?: Partial<TokenIssuerOptions>;
  readonly provider?: object;
  /** The trust policy that the role has; the one for the branch `main` unless told. */
  readonly trust?: object;
  /** More principals and keys of the account. */
  readonly extra?: object;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
  /** The job has no `id-token: write`. */
  readonly mayNotAsk?: boolean;
}

interface Played {
  readonly run: StepRun;
  readonly tokens: readonly string[];
}

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

async function start(job: Job) {
  const run = job.run ?? { repository: 'org/app' };
  const issuer = await startTokenIssuer({ issuer: githubIssuer, claims: githubClaims(run), ...job.issuer });
  const policy = { name: 'Deploy', document: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] } };
  const scenario = parseScenario(
    JSON.stringify({
      account: '111122223333',
      oidcProviders: [issuer.provider(job.provider)],
      principals: {
        deployer: { arn: roleArn, trustPolicy: job.trust ?? forBranch, policies: [policy] },
        reader: { arn: 'arn:aws:iam::111122223333:user/reader', policies: [policy] },
      },
      keys: [{ principal: 'reader' }],
      ...job.extra,
    }),
    'job',
  );
  const aws = await startLocalAws(scenario);
  closing.push(
    () => issuer.close(),
    () => aws.close(),
  );
  const [owner = ''] = run.repository.split('/');
  const github = {
    GITHUB_REPOSITORY: run.repository,
    GITHUB_REPOSITORY_OWNER: owner,
    GITHUB_REPOSITORY_ID: '456789',
    GITHUB_REPOSITORY_OWNER_ID: '123456',
    GITHUB_REF: run.ref ?? 'refs/heads/main',
    GITHUB_EVENT_NAME: run.event ?? 'push',
    GITHUB_WORKFLOW_REF: `${run.repository}/.github/workflows/deploy.yml@refs/heads/main`,
    GITHUB_JOB: 'deploy',
    GITHUB_SERVER_URL: 'https://github.com',
  };
  const environment = {
    AWS_ENDPOINT_URL: aws.url,
    AWS_REGION: 'us-east-1',
    ...github,
    ...(job.mayNotAsk === true ? {} : issuer.environment),
    ...job.environment,
  };
  return { issuer, aws, environment, keys: scenario.keys };
}

async function play(job: Job): Promise<Played> {
  const { issuer, environment } = await start(job);
  const inputs = { level: 'identity', 'role-to-assume': roleArn, ...job.inputs };
  const run = await runAction({ inputs, environment, ...(job.files === undefined ? {} : { files: job.files }) });
  const tokens = [await issuer.sign('sts.amazonaws.com'), issuer.environment.ACTIONS_ID_TOKEN_REQUEST_TOKEN];
  return { run, tokens };
}

function codes({ report }: StepRun): readonly string[] {
  return (report?.findings ?? [])
    .filter(({ code, severity }) => code !== 'endpoint-override' && severity !== 'notice')
    .map(({ code }) => code);
}

const details = ({ report }: StepRun): string => (report?.findings ?? []).map(({ detail }) => detail).join('\n');

/** The parts of a token that are the same in every token of the issuer, and those of the request. */
function expectNoToken({ run, tokens }: Played): void {
  const shown = [run.stdout.split('\n').filter((line) => !line.startsWith('::add-mask::')).join('\n'), run.summary, JSON.stringify(run.report), JSON.stringify(run.outputs)].join('\n');
  for (const part of tokens.flatMap((token) => token.split('.')).filter((part) => part.length > 8)) {
    expect(shown).not.toContain(part.slice(0, 24));
  }
  expect(shown).not.toMatch(/eyJ[A-Za-z0-9_-]{10,}/);
  expect(run.stderr).toBe('');
}

describe("the built action with the job's token", () => {
  test('takes the role on and goes on as that role', async () => {
    const played = await play({});
    const { run } = played;
    expect(codes(run)).toEqual([]);
    expect(run.report?.result).toBe('passed');
    expect(run.report?.identity).toMatchObject({
      arn: 'arn:aws:sts::111122223333:assumed-role/deployer/GitHubActions',
      source: 'web identity',
      kind: 'assumed-role',
    });
    expect(run.report?.calls).toEqual({ sts: 2, iam: 0, probes: 1 });
    expect(run.report?.token?.claims['sub']).toBe('repo:org/app:ref:refs/heads/main');
    expect(run.summary).toContain('repo:org/app:ref:refs/heads/main');
    expectNoToken(played);
  });

  test.each<{ name: string; job: Job; code: string; says: RegExp; line?: number; paste?: RegExp }>([
    {
      name: 'a pull request where the policy names a branch, in the repository',
      job: {
        run: { repository: 'org/app', event: 'pull_request', ref: 'refs/pull/7/merge' },
        inputs: { 'trust-policy-file': 'iam/trust.json' },
        files: { 'iam/trust.json': JSON.stringify(forBranch, null, 2) },
      },
      code: 'oidc-trust-mismatch',
      says: /repo:org\/app:pull_request/,
      line: 13,
      paste: /"repo:org\/app:pull_request"/,
    },
    {
      name: 'the immutable form of sub, and the live policy that other credentials may read',
      job: { run: { repository: 'org/app', immutable: true }, environment: { AWS_ACCESS_KEY_ID: 'reader' } },
      code: 'oidc-trust-mismatch',
      says: /repo:org@123456\/app@456789:ref:refs\/heads\/main/,
      paste: /repo:org@123456\/app@456789:ref:refs\/heads\/main/,
    },
    {
      name: 'an environment of the job, with nothing to compare with',
      job: { run: { repository: 'org/app', environment: 'production' } },
      code: 'oidc-trust-mismatch',
      says: /environment:production/,
      paste: /"repo:org\/app:environment:production"/,
    },
    {
      name: 'a role that does not exist, where IAM may be asked',
      job: {
        inputs: { 'role-to-assume': 'arn:aws:iam::111122223333:role/deplyer' },
        environment: { AWS_ACCESS_KEY_ID: 'reader' },
      },
      code: 'oidc-trust-mismatch',
      says: /IAM of account 111122223333 has no role deplyer/,
    },
    {
      name: 'an audience that the provider does not list',
      job: { provider: { clientIds: ['https://github.com/org'] } },
      code: 'oidc-audience',
      says: /Incorrect token audience/,
    },
    {
      name: 'an account without the provider',
      job: { extra: { oidcProviders: [] } },
      code: 'oidc-provider-missing',
      says: /No OpenIDConnect provider found/,
    },
    {
      name: 'a token that has expired',
      job: { issuer: { lifetimeSeconds: -60 } },
      code: 'oidc-token-invalid',
      says: /Token expired/,
    },
    {
      name: 'the name of a role in place of its ARN',
      job: { inputs: { 'role-to-assume': 'deployer' } },
      code: 'assume-role-bad-arn',
      says: /name/,
    },
    {
      name: 'a region of another partition than the role',
      job: { environment: { AWS_REGION: 'cn-north-1' } },
      code: 'region-partition-mismatch',
      says: /partition aws-cn/,
    },
  ])('is refused: $name', async ({ job, code, says, line, paste }) => {
    const environment: Record<string, string> = { ...job.environment };
    if (environment['AWS_ACCESS_KEY_ID'] === 'reader') {
      const { keys } = await start({ ...job, environment: {} });
      environment['AWS_ACCESS_KEY_ID'] = keys[0]?.accessKeyId ?? '';
      environment['AWS_SECRET_ACCESS_KEY'] = keys[0]?.secretAccessKey ?? '';
    }
    const played = await play({ ...job, environment });
    const { run } = played;
    const error = run.report?.findings.find((finding) => finding.severity === 'error');
    expect(codes(run)).toContain(code);
    expect(error?.code).toBe(code);
    expect(run.report?.result).toBe('failed');
    expect(details(run)).toMatch(says);
    expect(run.report?.findings.filter((finding) => finding.severity === 'error')).toHaveLength(1);
    if (line !== undefined) {
      expect(error?.location).toMatchObject({ file: 'iam/trust.json', line });
    }
    expect(run.summary).toMatch(paste ?? /./);
    expectNoToken(played);
  });

  test('may not ask for one: the permissions to paste, at their line in the workflow', async () => {
    const workflow = [
      'on: push',
      'permissions: { id-token: write, contents: read }',
      'jobs:',
      '  deploy:',
      '    runs-on: ubuntu-latest',
      '    permissions:',
      '      contents: read',
      '    steps:',
      '      - uses: org/aws-cred-preflight@v1',
      '',
    ].join('\n');
    const { run } = await play({ mayNotAsk: true, files: { '.github/workflows/deploy.yml': workflow } });
    expect(codes(run)).toEqual(['oidc-no-permission']);
    expect(run.report?.result).toBe('failed');
    expect(run.report?.findings.find(({ code }) => code === 'oidc-no-permission')?.location).toMatchObject({
      file: '.github/workflows/deploy.yml',
      line: 6,
    });
    expect(details(run)).toMatch(/id-token: write/);
    expect(run.report?.calls).toEqual({ sts: 0, iam: 0, probes: 0 });
  });

  test("a fork's pull request gets none by design, and ends green", async () => {
    const payload = { pull_request: { head: { repo: { full_name: 'someone/app' } }, base: { repo: { full_name: 'org/app' } } } };
    const { run } = await play({
      mayNotAsk: true,
      run: { repository: 'org/app', event: 'pull_request' },
      files: { 'event.json': JSON.stringify(payload) },
      environment: { GITHUB_EVENT_PATH: 'event.json', GITHUB_EVENT_NAME: 'pull_request' },
    });
    expect(run.report?.result).toBe('skipped');
    expect(run.status).toBe(0);
  });

  test('is not to be had just now: nothing is established', async () => {
    const { run } = await play({ issuer: { faults: [{ path: '/token', trouble: { kind: 'status', status: 503 } }] } });
    expect(codes(run)).toEqual(['oidc-token-endpoint']);
    expect(run.report?.result).toBe('unverified');
    expect(run.status).toBe(0);
  });

  test('compares the trust policy without a call at level lint', async () => {
    const { run } = await play({
      run: { repository: 'org/app', event: 'push', ref: 'refs/tags/v1' },
      inputs: { level: 'lint', 'trust-policy-file': 'trust.json' },
      files: { 'trust.json': JSON.stringify(forBranch, null, 2), '.github/workflows/deploy.yml': 'on: push\njobs:\n  deploy:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: org/aws-cred-preflight@v1\n' },
    });
    expect(codes(run)).toEqual(['oidc-trust-mismatch']);
    expect(run.report?.result).toBe('passed');
    expect(run.report?.findings.find(({ code }) => code === 'oidc-trust-mismatch')?.location).toMatchObject({ file: 'trust.json', line: 13 });
    expect(run.report?.calls).toEqual({ sts: 0, iam: 0, probes: 0 });
  });

  test('warns of a trust policy that lets in every repository', async () => {
    const wide = trust({ StringLike: { [`${key}:sub`]: 'repo:*' } });
    const { run } = await play({
      trust: wide,
      inputs: { 'trust-policy-file': 'trust.json' },
      files: { 'trust.json': JSON.stringify(wide, null, 2) },
    });
    expect(codes(run)).toEqual(['oidc-trust-too-wide']);
    expect(run.report?.result).toBe('passed');
  });

  test('key inputs assume the role in its place, as in configure-aws-credentials', async () => {
    const trusting = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111122223333:user/reader' }, Action: 'sts:AssumeRole' }],
    };
    const job: Job = { trust: trusting };
    const { keys } = await start(job);
    const inputs = { 'aws-access-key-id': keys[0]?.accessKeyId ?? '', 'aws-secret-access-key': keys[0]?.secretAccessKey ?? '' };
    const allowed = await play({ ...job, inputs });
    expect(allowed.run.report?.identity).toMatchObject({ source: 'inputs, then the role to assume', kind: 'assumed-role' });
    const denied = await play({ inputs });
    expect(codes(denied.run)).toEqual(['assume-role-denied']);
    expect(denied.run.report?.result).toBe('failed');
  });

  test("the command line takes another CI system's token from its file", async () => {
    const { issuer, environment } = await start({ mayNotAsk: true });
    const token = await issuer.sign('sts.amazonaws.com');
    const run = await runCli(['--level', 'identity', '--role-to-assume', roleArn, '--report-file', 'report.json'], {
      environment: { ...environment, AWS_WEB_IDENTITY_TOKEN_FILE: 'token.jwt' },
      files: { 'token.jwt': token },
    });
    expect(run.report?.identity?.arn).toBe('arn:aws:sts::111122223333:assumed-role/deployer/GitHubActions');
    expect(run.stdout).not.toContain(token.slice(0, 24));
    expect(run.status).toBe(0);
  });
});
