import type { ReportedToken } from '../report.ts';
import type { Extent } from './limit.ts';
import { code } from './escape.ts';

/** What the job's OIDC token says, which is what a trust policy has to fit. Folded: most people need two lines of it. */
export function token(told: ReportedToken | null, { chars }: Extent): string {
  if (told === null || told.claims.length === 0) return '';
  return [
    "<details><summary>What the job's OIDC token says</summary>",
    '<table>',
    ...told.claims.map(
      ({ name, value }) => `<tr><th align="left">${code(name, chars)}</th><td>${code(value, chars)}</td></tr>`,
    ),
    '</table>',
    '</details>',
  ].join('\n');
}
