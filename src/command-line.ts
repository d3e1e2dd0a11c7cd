import { parseArgs } from 'node:util';
import pc from 'picocolors';
import { closingOf, exitStatus } from './closing.ts';
import { explainCommand, type ExplainTerminal } from './explain-command.ts';
import { didYouMean } from './similar-names.ts';
import { secretValues } from './credentials/secrets.ts';
import { gatherFacts } from './gather-facts.ts';
import { helpText } from './help.ts';
import { inputNames, type InputName, type RawInputs } from './inputs.ts';
import { secretsOfFiles } from './lint-files.ts';
import { livePorts } from './live-ports.ts';
import { preflight } from './preflight.ts';
import { redact } from './report/redact.ts';
import { terminal } from './report/terminal.ts';
import { writeReportFile } from './report-file.ts';
import { openWorkspace, type Workspace } from './workspace.ts';

/** The process as the command line sees it; passed in, so that a test needs no process. */
export interface Terminal extends ExplainTerminal {
  readonly packageRoot: string;
}

/**
 * Runs the same pipeline as the action, or `explain`, and answers the exit status: 0 passed, 1 failed, 2 could not run.
 */
export async function runCommandLine(args: readonly string[], at: Terminal): Promise<0 | 1 | 2> {
  if (args[0] === 'explain') {
    return explainCommand(args.slice(1), at, openWorkspace(process.cwd(), at.packageRoot));
  }
  const parsed = parse(args);
  if ('problem' in parsed) {
    at.stderr.write(`${parsed.problem}\n`);
    return 2;
  }
  const root = process.cwd();
  const workspace = openWorkspace(root, at.packageRoot);
  if (parsed.help || parsed.version) {
    at.stdout.write(parsed.help ? helpText(workspace.readPackaged('action.yml')) : `${versionOf(workspace)}\n`);
    return 0;
  }
  const facts = gatherFacts(parsed.inputs, at.environment, workspace);
  const secrets = [
    ...secretValues(facts.credentials),
    ...secretsOfFiles(facts),
    at.environment['ACTIONS_ID_TOKEN_REQUEST_TOKEN'] ?? '',
  ];
  const found = await preflight(
    facts,
    livePorts(at.environment, workspace, (text) => secrets.push(text)),
  );
  const closing = closingOf(parsed.inputs);
  const report = writeReportFile(redact(found, secrets), closing.reportFile, root);
  const color = at.stdout.isTTY === true && pc.isColorSupported;
  at.stdout.write(terminal(report, { color, width: at.stdout.columns ?? 100, policyFormat: closing.policyFormat }));
  return exitStatus(report, closing.failOn);
}

type Parsed =
  { readonly inputs: RawInputs; readonly help: boolean; readonly version: boolean } | { readonly problem: string };

function parse(args: readonly string[]): Parsed {
  const options = Object.fromEntries(inputNames.map((name) => [name, { type: 'string' as const }]));
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { ...options, help: { type: 'boolean', short: 'h' }, version: { type: 'boolean' } },
      strict: true,
      allowPositionals: false,
    });
    const given = values as Readonly<Record<string, string | boolean | undefined>>;
    const inputs = inputNames.map((name): [InputName, string] => [name, String(given[name] ?? '')]);
    return {
      inputs: Object.fromEntries(inputs) as RawInputs,
      help: given['help'] === true,
      version: given['version'] === true,
    };
  } catch {
    return { problem: explainArguments(args) };
  }
}

/** Names the first argument that cannot be used, without repeating a value: it may be a secret. */
function explainArguments(args: readonly string[]): string {
  const known: readonly string[] = [...inputNames, 'help', 'version'];
  for (let index = 0; index < args.length; index += 1) {
    const arg = args[index] ?? '';
    if (!arg.startsWith('--') && arg !== '-h') {
      return `Argument ${index + 1} is not an option. Options are written as --name value, and the one command is explain; see --help.`;
    }
    const [name = '', value] = arg.slice(2).split('=', 2);
    if (!known.includes(name)) {
      const options = known.map((option) => `--${option}`);
      return `There is no option --${name}.${didYouMean(`--${name}`, options)} See --help.`;
    }
    if (name === 'help' || name === 'version') {
      continue;
    }
    if (value === undefined) {
      const next = args[index + 1];
      if (next === undefined || next.startsWith('--')) {
        return `--${name} needs a value: --${name} value, or --${name}=value when the value starts with a dash.`;
      }
      index += 1;
    }
  }
  return 'The arguments cannot be read; see --help.';
}

function versionOf(workspace: Workspace): string {
  return (JSON.parse(workspace.readPackaged('package.json')) as { readonly version: string }).version;
}
