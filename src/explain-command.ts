import type { Readable } from 'node:stream';
import { parseArgs } from 'node:util';
import pc from 'picocolors';
import { secretValues } from './credentials/secrets.ts';
import { Draft } from './draft.ts';
import { explainLog } from './explain-log.ts';
import { linesOf, type OpenedLog } from './files/read-lines.ts';
import { gatherFacts } from './gather-facts.ts';
import { inputDefaults, type RawInputs } from './inputs.ts';
import { secretsOfFiles } from './lint-files.ts';
import { logEvidence } from './log-evidence.ts';
import { explanation } from './report/explanation.ts';
import { redact } from './report/redact.ts';
import { writeReportFile } from './report-file.ts';
import type { Workspace } from './workspace.ts';

/** The process, as this command sees it. */
export interface ExplainTerminal {
  readonly environment: NodeJS.ProcessEnv;
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: { write(text: string): unknown; readonly isTTY?: boolean; readonly columns?: number };
  readonly stderr: { write(text: string): unknown };
}

const usage = 'Usage: aws-cred-preflight explain [FILE | -] [--report-file FILE]';

/**
 * `explain [FILE|-]`: gives the AWS errors of a log their true names, without a call. Without a file, or with `-`, it
 * reads standard input. Answers 0 when the log shows no failure of credentials or permissions, 1 when it does, and 2
 * when it cannot be read.
 */
export async function explainCommand(
  args: readonly string[],
  at: ExplainTerminal,
  workspace: Workspace,
): Promise<0 | 1 | 2> {
  const asked = parse(args);
  if (asked === null || (asked.file === '-' && at.stdin.isTTY === true)) {
    at.stderr.write(`${usage}\n`);
    return 2;
  }
  const started = Date.now();
  const facts = gatherFacts(inputDefaults satisfies RawInputs, at.environment, workspace);
  const draft = new Draft(facts);
  const root = process.cwd();
  const piped = asked.file === '-';
  const opened: OpenedLog = piped ? { ok: true, lines: linesOf(at.stdin) } : workspace.openLog(asked.file);
  if (!opened.ok) {
    at.stderr.write(`${asked.file} ${opened.why}.\n`);
    return 2;
  }
  const name = piped ? 'standard input' : asked.file;
  try {
    const evidence = logEvidence(facts, at.environment['CI'] === 'true', null);
    const explained = await explainLog(opened.lines, piped ? null : asked.file, evidence, new AbortController().signal);
    draft.observe(explained.observations);
    draft.notCovered.push(...explained.notCovered);
  } catch {
    at.stderr.write(`${name} cannot be read to its end.\n`);
    return 2;
  }
  draft.incomplete = true;
  const found = redact(draft.finish(Date.now() - started), [
    ...secretValues(facts.credentials),
    ...secretsOfFiles(facts),
  ]);
  const report = writeReportFile(found, asked.reportFile, root);
  const color = at.stdout.isTTY === true && pc.isColorSupported;
  at.stdout.write(explanation(report, name, { color, width: at.stdout.columns ?? 100 }));
  return report.result === 'failed' ? 1 : 0;
}

function parse(args: readonly string[]): { readonly file: string; readonly reportFile: string | null } | null {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { 'report-file': { type: 'string' } },
      allowPositionals: true,
    });
    return positionals.length > 1 ? null : { file: positionals[0] ?? '-', reportFile: values['report-file'] ?? null };
  } catch {
    return null;
  }
}
