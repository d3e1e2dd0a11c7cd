import type { Colors } from 'picocolors/types.js';
import picocolors from 'picocolors';
import type { PolicyFormat } from './grant-formats/format.ts';
import type { Conclusion } from './conclusion.ts';
import type { Report, ReportedIdentity, Result } from './report.ts';
import type { Paste } from './paste.ts';
import type { Layout } from './terminal/layout.ts';
import { conclusion } from './conclusion.ts';
import { pastes } from './paste.ts';
import { plain } from './plain.ts';
import { tally } from './tally.ts';
import { checks, ignored } from './terminal/checks.ts';
import { deployments } from './terminal/deployments.ts';
import { findings } from './terminal/findings.ts';
import { oneLine, wrap, wrapAfter } from './terminal/layout.ts';
import { token } from './terminal/token.ts';
import { callWords, clock, kindWords, resultWords } from './wording.ts';

export interface TerminalOptions {
  readonly color: boolean;
  /** In columns. */
  readonly width: number;
  /** How the policies to paste are written; JSON unless told. */
  readonly policyFormat?: PolicyFormat;
}

/** The report for a terminal. The result and what to do come last, where the eye is when the command has ended. */
export function terminal(report: Report, { color, width, policyFormat = 'json' }: TerminalOptions): string {
  const layout = { colors: picocolors.createColors(color), width };
  const counts = tally(report.checks);
  const sections = [
    identity(report.identity, layout),
    token(report.token ?? null, layout),
    deployments(report.deployments ?? [], layout),
    findings(report.findings, counts, layout),
    checks(counts, layout),
    ignored(counts, layout),
    ...pastes(report, policyFormat).map((paste) => policy(paste, layout)),
    coverage(report.notCovered, layout),
    layout.colors.dim(callWords(report.calls, report.durationMs)),
    ending(report.result, conclusion(report, counts), layout),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function identity(caller: ReportedIdentity | null, { colors }: Layout): string {
  if (caller === null) return `${colors.bold('Who you are')}\n  not known`;
  const rows: [string, string | null][] = [
    ['account', caller.accountId],
    ['principal', caller.arn],
    ['permissions of', caller.principalArn === caller.arn ? null : caller.principalArn],
    ['kind', kindWords[caller.kind]],
    ['credentials', caller.source],
    ['session ends', caller.expiresAt === null ? null : clock(caller.expiresAt)],
  ];
  const lines = rows.flatMap(([name, value]) => (value === null ? [] : [`  ${name.padEnd(15)} ${oneLine(value)}`]));
  return [colors.bold('Who you are'), ...lines].join('\n');
}

function policy({ heading, sentence, documents, path, command }: Paste, { colors, width }: Layout): string {
  return [
    colors.bold(heading),
    wrap(sentence, width, '  '),
    ...documents,
    wrap(path, width, '  '),
    ...(command === null ? [] : ['  Or save it as policy.json and run', `  ${command}`]),
  ].join('\n');
}

function coverage(limits: readonly string[], { colors, width }: Layout): string {
  if (limits.length === 0) return '';
  return [colors.bold('Not covered'), ...limits.map((limit) => wrapAfter('  - ', limit, width))].join('\n');
}

function ending(result: Result, { sentence, steps }: Conclusion, { colors, width }: Layout): string {
  const paint = resultPaint(colors)[result];
  return [
    paint(colors.bold(`Result: ${resultWords[result]}`)),
    wrap(plain(sentence), width, ''),
    ...(steps.length === 0 ? [] : ['What to do:']),
    ...steps.map((step, index) => wrapAfter(`  ${index + 1}. `, step, width)),
  ].join('\n');
}

function resultPaint(colors: Colors): Readonly<Record<Result, (words: string) => string>> {
  return { passed: colors.green, failed: colors.red, unverified: colors.yellow, skipped: colors.cyan };
}
