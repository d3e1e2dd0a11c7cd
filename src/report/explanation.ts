import picocolors from 'picocolors';
import type { Report } from './report.ts';
import type { TerminalOptions } from './terminal.ts';
import { tally } from './tally.ts';
import { findings } from './terminal/findings.ts';
import { oneLine, wrapAfter } from './terminal/layout.ts';
import { count } from './wording.ts';

/** What a log tells, for a terminal: the findings, what was left out, and how many causes there are in how many lines. */
export function explanation(report: Report, log: string, { color, width }: TerminalOptions): string {
  const layout = { colors: picocolors.createColors(color), width };
  const { bold } = layout.colors;
  const causes = report.findings.filter(({ severity }) => severity !== 'notice').length;
  const sections = [
    findings(report.findings, tally([]), layout),
    report.notCovered.length === 0
      ? ''
      : [bold('Not explained'), ...report.notCovered.map((limit) => wrapAfter('  - ', limit, width))].join('\n'),
    bold(`${causes === 0 ? 'No credential or permission failure' : count(causes, 'cause')} in ${oneLine(log)}`),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}
