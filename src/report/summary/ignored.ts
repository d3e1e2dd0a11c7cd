import type { Check } from '../../authorization/verdict.ts';
import type { Tally } from '../tally.ts';
import type { Extent } from './limit.ts';
import { count, verdictWords } from '../wording.ts';
import { code, prose } from './escape.ts';
import { leftOut, shorten } from './limit.ts';

/** What the `ignore` input took out of the count, each with the user's own reason. */
export function ignored({ ignored: checks }: Tally, extent: Extent): string {
  if (checks.length === 0) return '';
  if (!extent.notices) return `<p>${count(checks.length, 'ignored check')} left out here.</p>`;
  const { shown, left } = shorten(checks, extent.rows);
  return [
    `<details>\n<summary>${count(checks.length, 'check')} ignored on request</summary>`,
    '<table>',
    '<tr><th align="left">Verdict</th><th align="left">Action and resource</th><th align="left">Why it is ignored</th></tr>',
    ...shown.map((check) => row(check, extent)),
    '</table>',
    ...leftOut(left, 'row'),
    '</details>',
  ].join('\n');
}

function row({ verdict, action, resource, ignored: reason }: Check, { chars }: Extent): string {
  const call = `${code(action, chars)}<br>${code(resource, chars)}`;
  return `<tr><td>${verdictWords[verdict]}</td><td>${call}</td><td>${prose(reason ?? '', chars)}</td></tr>`;
}
