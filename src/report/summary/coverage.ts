import type { Report } from '../report.ts';
import type { Extent } from './limit.ts';
import { callWords } from '../wording.ts';
import { prose } from './escape.ts';
import { leftOut, shorten } from './limit.ts';

/** What this run did not look at: a green mark without it would promise too much. */
export function coverage({ notCovered }: Report, { rows, chars }: Extent): string {
  if (notCovered.length === 0) return '';
  const { shown, left } = shorten(notCovered, rows);
  return [
    '<h3>Not covered</h3>',
    '<ul>',
    ...shown.map((limit) => `<li>${prose(limit, chars)}</li>`),
    '</ul>',
    ...leftOut(left, 'point'),
  ].join('\n');
}

/** What the run cost, in one small line. */
export function cost(report: Report): string {
  return `<p><sub>${callWords(report.calls, report.durationMs)}</sub></p>`;
}
