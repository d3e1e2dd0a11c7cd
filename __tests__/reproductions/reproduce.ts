import { chmodSync, cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runAction, runCli, type Step, type StepRun } from '../../tools/run-step.ts';
import type { Reproduction, Variables } from './evidence.ts';
import { stand, type Standing } from './loopback.ts';

/** A run as it is left behind. The command line has no commands, outputs and summary. */
export interface Reproduced extends Omit<StepRun, 'milliseconds'> {
  /** What no channel may show. */
  readonly secrets: readonly string[];
}

/** Where a log stands in the workspace. */
export const logFile = 'logs/deploy.log';

const packageRoot = fileURLToPath(new URL('../..', import.meta.url));
const packageCopy = '../package';

/** Starts the servers, runs the built file in a process of its own, and ends the servers. */
export async function reproduce(reproduction: Reproduction): Promise<Reproduced> {
  const at = await stand(reproduction.loopback ?? {});
  try {
    const step = stepOf(reproduction, at);
    const inputs = inputsOf(reproduction, at);
    const run =
      reproduction.through === 'command line'
        ? { ...(await runCli(argumentsFor(reproduction, inputs), step)), commands: [], outputs: {}, summary: '' }
        : await runAction({ ...step, inputs });
    return { ...run, secrets: [...at.secrets, ...(reproduction.secrets ?? [])] };
  } finally {
    await at.close();
  }
}

function stepOf(
  { environment, files = {}, modes = {}, event, log, withoutPackaged = [] }: Reproduction,
  at: Standing,
): Step {
  const texts = {
    ...given(files, at),
    ...(event === undefined ? {} : { 'event.json': JSON.stringify(event) }),
    ...(log === undefined ? {} : { [logFile]: log.text }),
  };
  return {
    environment: {
      AWS_ENDPOINT_URL: at.url,
      ...(event === undefined ? {} : { GITHUB_EVENT_PATH: 'event.json' }),
      ...(environment?.(at) ?? at.key),
    },
    files: Object.fromEntries(Object.entries(texts).map(([path, text]) => [belowWorkspace(path), text])),
    prepare: (workspace) => {
      for (const path of Object.keys(texts)) {
        chmodSync(join(workspace, belowWorkspace(path)), modes[path] ?? 0o644);
      }
      if (withoutPackaged.length > 0) {
        copyPackage(join(workspace, packageCopy), withoutPackaged);
      }
    },
    ...(withoutPackaged.length > 0 ? { packageCopy } : {}),
  };
}

/** The home directory is the folder above the workspace. */
function belowWorkspace(path: string): string {
  return path.replace(/^~\//, '../');
}

function inputsOf({ inputs = {}, log }: Reproduction, at: Standing): Variables {
  return {
    level: log === undefined ? 'identity' : 'lint',
    ...(log === undefined ? {} : { 'explain-log': logFile }),
    ...given(inputs, at),
  };
}

function given(values: Variables | ((at: Standing) => Variables), at: Standing): Variables {
  return typeof values === 'function' ? values(at) : values;
}

function argumentsFor({ log }: Reproduction, inputs: Variables): readonly string[] {
  const report = ['--report-file', 'report.json'];
  return log === undefined
    ? [...Object.entries(inputs).map(([name, value]) => `--${name}=${value}`), ...report]
    : ['explain', logFile, ...report];
}

/** What a checkout of the action holds that a run may read. */
function copyPackage(target: string, without: readonly string[]): void {
  for (const part of ['dist', 'targets', 'data', 'schema', 'action.yml', 'package.json']) {
    cpSync(join(packageRoot, part), join(target, part), { recursive: true });
  }
  for (const part of without) {
    rmSync(join(target, part), { recursive: true });
  }
}
