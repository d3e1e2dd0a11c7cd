import type { Report } from './report.ts';
import type { Extent } from './summary/limit.ts';
import type { PolicyFormat } from './grant-formats/format.ts';
import { conclusion } from './conclusion.ts';
import { checks } from './summary/checks.ts';
import { cost, coverage } from './summary/coverage.ts';
import { deployments } from './summary/deployments.ts';
import { findings } from './summary/findings.ts';
import { headline } from './summary/headline.ts';
import { identity } from './summary/identity.ts';
import { ignored } from './summary/ignored.ts';
import { fit, summaryBytes } from './summary/limit.ts';
import { policies } from './summary/policy.ts';
import { pastes } from './paste.ts';
import { token } from './summary/token.ts';
import { tally } from './tally.ts';
import { resultMarks } from './wording.ts';

export interface SummaryOptions {
  /** Most bytes of UTF-8; a comment takes fewer than a job summary. */
  readonly maxBytes?: number;
  /** How the policies to paste are written; JSON unless told. */
  readonly policyFormat?: PolicyFormat;
}

/**
 * The job summary. Blocks of HTML and of fenced code stand between blank lines; see `summary/escape.ts` for why. Says
 * what it leaves out when the report is too large for GitHub.
 */
export function summary(
  report: Report,
  { maxBytes = summaryBytes, policyFormat = 'json' }: SummaryOptions = {},
): string {
  const counts = tally(report.checks);
  const told = conclusion(report, counts);
  const documents = pastes(report, policyFormat);
  const page = (extent: Extent): string => {
    const sections = [
      headline(report.result, told, extent),
      shortened(extent),
      identity(report.identity, extent),
      token(report.token ?? null, extent),
      findings(report.findings, counts, extent),
      checks(counts, extent),
      policies(documents, extent),
      ignored(counts, extent),
      deployments(report.deployments ?? [], extent),
      coverage(report, extent),
      cost(report),
    ];
    return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
  };
  return fit(maxBytes, page, () => `<h2>${resultMarks[report.result]} ${told.headline}</h2>\n`);
}

/** What lists leave out beyond this is counted where they end. */
function shortened({ allowed, notices }: Extent): string {
  if (allowed) return '';
  const gone = notices ? 'the allowed rows' : 'the allowed rows, the notices and what long lists say at their end';
  return `<p>Shortened to what GitHub shows, without ${gone}. The JSON report that <code>report-file</code> asks for is complete.</p>`;
}
