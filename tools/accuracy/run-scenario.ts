import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startRecorder } from './recorder.ts';
import type { SeenCall } from './recording.ts';
import type { Scenario } from './scenario.ts';
import { searchPath } from './tools.ts';

/** moto's account, and the region of every scenario. */
export const place = { partition: 'aws', region: 'us-east-1', accountId: '123456789012' } as const;

export interface Run {
  /** Whether every command ended with 0, and what proves the deployment was answered with success. */
  readonly deployed: boolean;
  readonly calls: readonly SeenCall[];
  readonly troubles: readonly string[];
  /** Addresses that a tool asked for beyond this machine. */
  readonly outside: readonly string[];
  /** The last lines of what the commands wrote. */
  readonly output: string;
}

/** Runs a scenario against an emptied moto. Nothing but `permitted` is allowed, unless that is `null`. */
export async function runScenario(
  scenario: Scenario,
  moto: string,
  permitted: ReadonlySet<string> | null = null,
): Promise<Run> {
  await fetch(`${moto}/moto-api/reset`, { method: 'POST' });
  const folder = mkdtempSync(join(tmpdir(), 'accuracy-'));
  const project = join(folder, 'project');
  const home = join(folder, 'home');
  cpSync(scenario.folder, project, { recursive: true });
  mkdirSync(home);
  const { fixtures, varying } = scenario;
  const recorder = await startRecorder({ upstream: moto, accountId: place.accountId, fixtures, varying, permitted });
  try {
    const env = environment(recorder.url, home);
    const setup = await shell(scenario.setup, project, env);
    if (setup.status !== 0) {
      throw new Error(`The setup of ${scenario.name} failed: ${setup.output}`);
    }
    recorder.begin();
    const { status, output } = await shell(scenario.deploy, project, env);
    const proven = scenario.proof.every((operation) => recorder.done().has(operation));
    return {
      deployed: status === 0 && proven,
      calls: recorder.calls(),
      troubles: recorder.troubles(),
      outside: recorder.outside(),
      output,
    };
  } finally {
    await recorder.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Nothing of this process but the path to its tools. The proxy is the recorder, so that nothing leaves this machine. */
function environment(url: string, home: string): Readonly<Record<string, string>> {
  return {
    PATH: searchPath(),
    HOME: home,
    LANG: 'C.UTF-8',
    CI: '1',
    TERM: 'dumb',
    AWS_ENDPOINT_URL: url,
    AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'example-secret-of-the-recording',
    AWS_REGION: place.region,
    AWS_DEFAULT_REGION: place.region,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_PAGER: '',
    HTTP_PROXY: url,
    HTTPS_PROXY: url,
    http_proxy: url,
    https_proxy: url,
    NO_PROXY: '127.0.0.1,localhost',
    no_proxy: '127.0.0.1,localhost',
    SAM_CLI_TELEMETRY: '0',
    SLS_TELEMETRY_DISABLED: '1',
    SLS_NOTIFICATIONS_MODE: 'off',
    CHECKPOINT_DISABLE: '1',
    CDK_DISABLE_CLI_TELEMETRY: 'true',
    AMPLIFY_DISABLE_TELEMETRY: '1',
    npm_config_user_agent: 'npm/11.0.0', // ampx asks which package manager started it
    AMPLIFY_MODULES: join(import.meta.dirname, 'amplify', 'node_modules'),
    NODE_PATH: join(import.meta.dirname, 'node_modules'),
  };
}

const longestRun = 180_000;

/** Runs the commands in one shell that stops at the first failure; what does not end in time has failed. */
function shell(
  commands: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>>,
): Promise<{ readonly status: number; readonly output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn('bash', ['-euo', 'pipefail', '-c', commands.join('\n')], {
      cwd,
      env,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const keep = (chunk: Buffer): void => {
      output = `${output}${chunk.toString('utf8')}`.slice(-8000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const timer = setTimeout(() => {
      if (child.pid !== undefined) {
        process.kill(-child.pid, 'SIGKILL');
      }
    }, longestRun);
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ status: code ?? 1, output });
    });
  });
}
