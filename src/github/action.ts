import { randomUUID } from 'node:crypto';
import * as core from '@actions/core';
import { closingOf, failsStep, type Closing } from '../closing.ts';
import type { CredentialFacts } from '../credentials/facts.ts';
import { namedAccountIds } from '../credentials/tools/source-account.ts';
import { secretValues } from '../credentials/secrets.ts';
import { credentialFacts, gatherFacts } from '../gather-facts.ts';
import { inputNames, valueOf, type InputName, type RawInputs } from '../inputs.ts';
import { secretsOfFiles } from '../lint-files.ts';
import { livePorts } from '../live-ports.ts';
import { preflight } from '../preflight.ts';
import { annotations, type Annotation } from '../report/annotations.ts';
import { outputs } from '../report/outputs.ts';
import { redact, secretVariants } from '../report/redact.ts';
import type { Report } from '../report/report.ts';
import { summary } from '../report/summary.ts';
import { terminal } from '../report/terminal.ts';
import { writeReportFile } from '../report-file.ts';
import { openWorkspace } from '../workspace.ts';
import { readEvent } from './event.ts';

/** Runs as a step of a GitHub Actions job. `packageRoot` is where data/ of this package is. */
export async function runAction(environment: NodeJS.ProcessEnv, packageRoot: string): Promise<void> {
  const inputs = readInputs();
  const secrets = maskSecrets(inputs, environment);
  const root = environment['GITHUB_WORKSPACE'] ?? '.';
  const workspace = openWorkspace(root, packageRoot);
  const hideNow = (text: string) => {
    hide(text, secrets);
  };
  const facts = gatherFacts(inputs, environment, workspace);
  secretsOfFiles(facts).forEach(hideNow);
  const found = await preflight(facts, livePorts(environment, workspace, hideNow));
  const report = redact(found, secrets);
  if (valueOf(inputs, 'mask-aws-account-id').toLowerCase() === 'true') {
    for (const account of accountIds(report, facts.credentials)) {
      core.setSecret(account);
    }
  }
  const closing = closingOf(inputs);
  const told = writeReportFile(report, closing.reportFile, root);
  await publish(told, closing);
  if (failsStep(told, closing.failOn)) {
    process.exitCode = core.ExitCode.Failure;
  }
}

/** Untrimmed: trimming would hide what the lint looks for. */
function readInputs(): RawInputs {
  const entries = inputNames.map((name): [InputName, string] => [name, core.getInput(name, { trimWhitespace: false })]);
  return Object.fromEntries(entries) as RawInputs;
}

/** Comes before everything else that can print. Answers the values, so that the report can be cleaned of them too. */
function maskSecrets(inputs: RawInputs, environment: NodeJS.ProcessEnv): string[] {
  const secrets: string[] = [];
  const facts = credentialFacts(inputs, environment, readEvent(environment, null), null);
  for (const value of [...secretValues(facts), environment['ACTIONS_ID_TOKEN_REQUEST_TOKEN'] ?? '']) {
    hide(value, secrets);
  }
  return secrets;
}

/** The caller's, and those that the keys' ids tell, which a finding may name when AWS did not. */
function accountIds({ identity }: Report, facts: CredentialFacts): readonly string[] {
  return [...new Set([...(identity === null ? [] : [identity.accountId]), ...namedAccountIds(facts)])];
}

function hide(text: string, secrets: string[]): void {
  secrets.push(text);
  for (const variant of secretVariants(text)) {
    core.setSecret(variant);
  }
}

/** Each channel by itself: one that fails must not cost the others. */
async function publish(report: Report, { reportFile, policyFormat }: Closing): Promise<void> {
  printVerbatim(terminal(report, { color: true, width: 120, policyFormat }));
  for (const annotation of annotations(report)) {
    annotate(annotation);
  }
  for (const [name, value] of Object.entries(outputs(report, reportFile ?? ''))) {
    core.setOutput(name, value);
  }
  try {
    await core.summary.addRaw(summary(report, { policyFormat })).write();
  } catch (error) {
    core.info(`The job summary could not be written: ${error instanceof Error ? error.message : 'unknown reason'}`);
  }
}

/** The log holds AWS's own texts, which the runner must not take for commands of ours. */
function printVerbatim(text: string): void {
  const token = randomUUID();
  process.stdout.write(`::stop-commands::${token}\n${text}\n::${token}::\n`);
}

function annotate({ level, title, message, file, startLine, endLine }: Annotation): void {
  const properties = {
    title,
    ...(file === undefined ? {} : { file }),
    ...(startLine === undefined ? {} : { startLine }),
    ...(endLine === undefined ? {} : { endLine }),
  };
  core[level](message, properties);
}
