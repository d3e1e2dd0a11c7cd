import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '..');

/** What the runner would see of one step. */
export interface StepRun {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Workflow commands outside `stop-commands`, in order. */
  readonly commands: readonly {
    readonly name: string;
    readonly properties: Readonly<Record<string, string>>;
    readonly message: string;
  }[];
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  /** The report file, when `report-file` was `report.json`. */
  readonly report: ReportFile | null;
  readonly milliseconds: number;
}

export interface ReportFile {
  readonly result: string;
  readonly identity: {
    readonly accountId: string;
    readonly kind: string;
    readonly source: string;
    readonly arn: string;
    readonly expiresAt: string | null;
  } | null;
  readonly findings: readonly {
    readonly code: string;
    readonly severity: string;
    readonly title: string;
    readonly detail: string;
    readonly remedies: readonly string[];
    readonly docs: string;
    readonly location: unknown;
  }[];
  readonly checks: readonly {
    readonly target: string;
    readonly action: string;
    readonly resource: string;
    readonly principal: string;
    readonly location: { readonly file: string; readonly line: number } | null;
    readonly verdict: string;
    readonly severity: string;
    readonly reason: string;
  }[];
  readonly policy: { readonly Statement: readonly unknown[] } | null;
  readonly deployments?: readonly {
    readonly target: string;
    readonly detectedBy: string | null;
    readonly location: { readonly file: string; readonly line: number } | null;
    readonly certain: boolean;
    readonly parameters: readonly {
      readonly name: string;
      readonly value: string;
      readonly from: string;
      readonly location: { readonly file: string; readonly line: number } | null;
    }[];
  }[];
  readonly token?: { readonly claims: Readonly<Record<string, string>> };
  readonly calls: { readonly sts: number; readonly iam: number; readonly probes: number };
  readonly durationMs: number;
}

export interface Step {
  readonly inputs?: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
  /** Files of the workspace, by relative path. The home directory is the folder above: `../.aws/credentials`. */
  readonly files?: Readonly<Record<string, string>>;
  /** Called with the workspace before the run, for files that are more than text. */
  readonly prepare?: (workspace: string) => void;
  /** Another copy of this package to run, below the workspace. */
  readonly packageCopy?: string;
}

/** The variables that make a process ask the stand-in at this address with this key. */
export function standInEnvironment(
  url: string,
  key: { readonly accessKeyId: string; readonly secretAccessKey: string; readonly sessionToken: string | null },
): Readonly<Record<string, string>> {
  return {
    AWS_ENDPOINT_URL: url,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: key.accessKeyId,
    AWS_SECRET_ACCESS_KEY: key.secretAccessKey,
    AWS_SESSION_TOKEN: key.sessionToken ?? '',
  };
}

/** Runs dist/index.js in a process of its own, as the runner does: inputs in INPUT_* variables, results in files. */
export async function runAction(step: Step): Promise<StepRun> {
  return withWorkspace(step, async (workspace) => {
    const outputFile = join(workspace, '..', 'output');
    const summaryFile = join(workspace, '..', 'summary');
    writeFileSync(outputFile, '');
    writeFileSync(summaryFile, '');
    const inputs = Object.entries(step.inputs ?? {}).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]);
    const started = Date.now();
    const run = await spawnNode([join(packageOf(step, workspace), 'dist', 'index.js')], workspace, {
      GITHUB_ACTIONS: 'true',
      GITHUB_WORKSPACE: workspace,
      GITHUB_OUTPUT: outputFile,
      GITHUB_STEP_SUMMARY: summaryFile,
      RUNNER_ENVIRONMENT: 'github-hosted',
      'INPUT_REPORT-FILE': 'report.json',
      ...step.environment,
      ...(Object.fromEntries(inputs) as Record<string, string>),
    });
    return {
      ...run,
      milliseconds: Date.now() - started,
      commands: parseCommands(run.stdout),
      outputs: parseOutputs(readFileSync(outputFile, 'utf8')),
      summary: readFileSync(summaryFile, 'utf8'),
      report: readReport(join(workspace, 'report.json')),
    };
  });
}

/** Runs dist/cli.js with these arguments. */
export async function runCli(args: readonly string[], step: Omit<Step, 'inputs'> & { readonly stdin?: string } = {}) {
  return withWorkspace(step, async (workspace) => {
    const cli = join(packageOf(step, workspace), 'dist', 'cli.js');
    const run = await spawnNode([cli, ...args], workspace, step.environment ?? {}, step.stdin);
    return { ...run, report: readReport(join(workspace, 'report.json')) };
  });
}

function packageOf({ packageCopy }: Step, workspace: string): string {
  return packageCopy === undefined ? root : join(workspace, packageCopy);
}

async function withWorkspace<T>(step: Step, use: (workspace: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'preflight-'));
  const workspace = join(folder, 'workspace');
  mkdirSync(workspace);
  for (const [path, text] of Object.entries(step.files ?? {})) {
    mkdirSync(dirname(join(workspace, path)), { recursive: true });
    writeFileSync(join(workspace, path), text);
  }
  step.prepare?.(workspace);
  try {
    return await use(workspace);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Nothing of this process's environment goes along but PATH; the metadata address is never asked. */
function spawnNode(
  args: readonly string[],
  cwd: string,
  environment: Readonly<Record<string, string>>,
  stdin: string | null = null,
) {
  return new Promise<{ status: number | null; stdout: string; stderr: string }>((resolve, reject) => {
    const child = spawn(process.execPath, [...args], {
      cwd,
      env: {
        PATH: process.env['PATH'],
        HOME: join(cwd, '..'),
        USERPROFILE: join(cwd, '..'),
        SystemRoot: process.env['SystemRoot'],
        AWS_EC2_METADATA_DISABLED: 'true',
        AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
        ...environment,
      },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    child.stdin.on('error', () => undefined).end(stdin ?? '');
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.on('error', reject);
    child.on('close', (status) => {
      resolve({ status, stdout, stderr });
    });
  });
}

/** Reads commands as the runner does: none between `::stop-commands::TOKEN` and `::TOKEN::`. */
function parseCommands(stdout: string): StepRun['commands'] {
  const commands: { name: string; properties: Record<string, string>; message: string }[] = [];
  let stopped: string | null = null;
  for (const line of stdout.split(/\r?\n/)) {
    const match = /^::([^ :]+)(?: (.*?))?::(.*)$/.exec(line.trimStart());
    const [, name, properties, message] = match ?? [];
    if (name === undefined || message === undefined) {
      continue;
    }
    if (stopped !== null) {
      stopped = name === stopped ? null : stopped;
    } else if (name === 'stop-commands') {
      stopped = message;
    } else {
      const pairs = (properties ?? '').split(',').filter((pair) => pair.includes('='));
      commands.push({
        name,
        properties: Object.fromEntries(
          pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), unescape(pair.slice(pair.indexOf('=') + 1))]),
        ),
        message: unescape(message),
      });
    }
  }
  return commands;
}

function unescape(text: string): string {
  return text
    .replaceAll('%0D', '\r')
    .replaceAll('%0A', '\n')
    .replaceAll('%3A', ':')
    .replaceAll('%2C', ',')
    .replaceAll('%25', '%');
}

function parseOutputs(text: string): Record<string, string> {
  const outputs: Record<string, string> = {};
  for (const match of text.matchAll(/^([^\n<]+)<<(ghadelimiter_[^\n]+)\r?\n([\s\S]*?)\r?\n?\2$/gm)) {
    outputs[match[1] ?? ''] = match[3] ?? '';
  }
  return outputs;
}

function readReport(path: string): ReportFile | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as ReportFile;
  } catch {
    return null;
  }
}
