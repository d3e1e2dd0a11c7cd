import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { peerTool } from '../peer-tools.ts';
import type { Tool } from './scenario.ts';

const here = import.meta.dirname;

/** Folders of the tools: those of install.sh, those of requirements-dev.txt, and what the machine has. */
export function searchPath(): string {
  return [
    join(here, 'bin'),
    join(here, '.venv', 'bin'),
    join(here, 'node_modules', '.bin'),
    join(here, 'amplify', 'node_modules', '.bin'),
    dirname(peerTool('moto_server')),
    process.env['PATH'] ?? '',
  ].join(delimiter);
}

const versionCommands: Readonly<Record<Tool, readonly [string, ...string[]]>> = {
  'aws-cli': ['aws', '--version'],
  sam: ['sam', '--version'],
  cdk: ['cdk', '--version'],
  osls: ['osls', '--version'],
  eb: ['eb', '--version'],
  terraform: ['terraform', 'version'],
  ampx: ['ampx', '--version'],
};

const versions = new Map<Tool, string | null>();

/** The version of the tool that would run, or `null` when there is none. */
export function toolVersion(tool: Tool): string | null {
  if (!versions.has(tool)) {
    versions.set(tool, readVersion(tool));
  }
  return versions.get(tool) ?? null;
}

function readVersion(tool: Tool): string | null {
  const [command, ...args] = versionCommands[tool];
  if (
    !searchPath()
      .split(delimiter)
      .some((folder) => existsSync(join(folder, command)))
  ) {
    return null;
  }
  const text = execFileSync(command, args, {
    env: {
      PATH: searchPath(),
      HOME: tmpdir(),
      CI: '1',
      AMPLIFY_DISABLE_TELEMETRY: '1',
      npm_config_user_agent: 'npm/11.0.0',
      SAM_CLI_TELEMETRY: '0',
      SLS_TELEMETRY_DISABLED: '1',
      CHECKPOINT_DISABLE: '1',
    },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return /\d+\.\d+\.\d+/.exec(text)?.[0] ?? null;
}
