import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { catalogue } from './diagnoses/catalogue/index.ts';
import { reportJson } from './report/json.ts';
import type { Report } from './report/report.ts';

/**
 * Writes the JSON report and answers the report as it is to be told: with a finding more when the file could not be
 * written, so that nobody waits for a file that is not there.
 */
export function writeReportFile(report: Report, reportFile: string | null, root: string): Report {
  if (reportFile === null) {
    return report;
  }
  const path = isAbsolute(reportFile) ? reportFile : join(root, reportFile);
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `${JSON.stringify(reportJson(report), null, 2)}\n`);
    return report;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
    const { title, remedies } = catalogue['input-invalid'];
    return {
      ...report,
      result: 'failed',
      findings: [
        ...report.findings,
        {
          code: 'input-invalid',
          severity: 'error',
          title,
          detail: `report-file cannot be written (${code}); name a path in a folder that this step may write to.`,
          remedies: Object.values(remedies),
          docs: '',
          location: null,
        },
      ],
    };
  }
}
