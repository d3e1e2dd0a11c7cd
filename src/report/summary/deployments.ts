import type { ReportedDeployment, ReportedParameter } from '../report.ts';
import type { Extent } from './limit.ts';
import { placeOf, shownBy } from '../deployment-words.ts';
import { code, prose, text } from './escape.ts';
import { leftOut, shorten } from './limit.ts';

/** What is deployed, and where each value comes from. Folded: it answers "why is this checked?", which few ask. */
export function deployments(told: readonly ReportedDeployment[], extent: Extent): string {
  if (told.length === 0) return '';
  const { shown, left } = shorten(told, extent.rows);
  return [
    '<details><summary>What is deployed, and where each value comes from</summary>',
    '<table>',
    `<tr>${columns.map((column) => `<th align="left">${column}</th>`).join('')}</tr>`,
    ...shown.flatMap((deployment) => rows(deployment, extent)),
    '</table>',
    ...leftOut(left, 'deployment'),
    '</details>',
  ].join('\n');
}

const columns = ['Target', 'Parameter', 'Value', 'From'];

function rows(deployment: ReportedDeployment, extent: Extent): readonly string[] {
  const { shown, left } = shorten(deployment.parameters, extent.rows);
  const [first, ...rest] = shown.length === 0 ? [noParameter] : shown.map((parameter) => cells(parameter, extent));
  const more = left === 0 ? [] : [`<td>${leftOut(left, 'parameter').join('')}</td><td></td><td></td>`];
  const count = 1 + rest.length + more.length;
  const target = `<td valign="top"${count === 1 ? '' : ` rowspan="${count}"`}>${targetCell(deployment, extent)}</td>`;
  return [`${target}${first ?? noParameter}`, ...rest, ...more].map((row) => `<tr>${row}</tr>`);
}

const noParameter = '<td>no value is known</td><td></td><td></td>';

function targetCell(deployment: ReportedDeployment, { chars }: Extent): string {
  const { target, location } = deployment;
  const shown = shownBy(deployment);
  return [
    code(target, chars),
    ...(shown === null ? [] : [`<sub>${text(shown, chars)}</sub>`]),
    ...(location === null ? [] : [code(placeOf(location), chars)]),
  ].join('<br>');
}

function cells({ name, value, from, location }: ReportedParameter, { chars }: Extent): string {
  const place = location === null ? '' : `<br>${code(placeOf(location), chars)}`;
  return `<td>${code(name, chars)}</td><td>${code(value, chars)}</td><td>${prose(from, chars)}${place}</td>`;
}
