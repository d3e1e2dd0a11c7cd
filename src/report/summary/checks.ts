import type { Check } from '../../authorization/verdict.ts';
import type { Tally } from '../tally.ts';
import type { Extent } from './limit.ts';
import { isDefiniteDenial } from '../../authorization/verdict.ts';
import { groupBy } from '../tally.ts';
import { count, enumerate, grouped } from '../wording.ts';
import { code } from './escape.ts';
import { leftOut, shorten } from './limit.ts';
import { checkTable } from './table.ts';

/** One table per target, worst rows and worst targets first; what is allowed is folded. */
export function checks({ counted }: Tally, extent: Extent): string {
  if (counted.length === 0) return '';
  const telling = counted.filter((check) => check.verdict !== 'allowed');
  const wanted = extent.notices ? telling : telling.filter((check) => check.severity !== 'notice');
  const { shown, left } = shorten(wanted, extent.rows);
  const shownSet = new Set(shown);
  const targets = groupBy(counted, (check) => check.target);
  const sections = [...targets].map(([target, group]) => section(target, group, shownSet, extent));
  const { shown: shownSections, left: leftTargets } = shorten(sections, extent.rows);
  return [
    '<h3>Permissions</h3>',
    ...shownSections,
    ...leftOut(left, 'row'),
    ...leftOut(telling.length - wanted.length, 'row that is rarely needed', 'rows that are rarely needed'),
    ...leftOut(leftTargets, 'target'),
  ].join('\n\n');
}

function section(target: string, group: readonly Check[], shown: ReadonlySet<Check>, extent: Extent): string {
  const open = group.filter((check) => shown.has(check));
  const allowed = group.filter((check) => check.verdict === 'allowed');
  return [
    `<h4>${heading(target, extent)}: ${balance(group)}</h4>`,
    ...(open.length === 0 ? [] : [checkTable(open, extent)]),
    ...(allowed.length === 0 ? [] : [folded(allowed, extent)]),
  ].join('\n\n');
}

/** `actions` is the target of what the user listed by hand. */
function heading(target: string, { chars }: Extent): string {
  return target === 'actions' ? 'Actions listed in the workflow' : code(target, chars);
}

function balance(group: readonly Check[]): string {
  const denied = group.filter((check) => isDefiniteDenial(check.verdict)).length;
  const allowed = group.filter((check) => check.verdict === 'allowed').length;
  const open = group.length - denied - allowed;
  const parts = [
    ...(denied > 0 ? [`${grouped(denied)} denied`] : []),
    ...(open > 0 ? [`${grouped(open)} not verified`] : []),
    ...(allowed > 0 ? [`${grouped(allowed)} allowed`] : []),
  ];
  return enumerate(parts);
}

function folded(allowed: readonly Check[], extent: Extent): string {
  if (!extent.allowed) return `<p>${count(allowed.length, 'allowed row')} left out here.</p>`;
  const { shown, left } = shorten(allowed, extent.rows);
  return [
    `<details>\n<summary>✅ ${count(allowed.length, 'permission')} allowed</summary>`,
    checkTable(shown, extent),
    ...leftOut(left, 'row'),
    '</details>',
  ].join('\n');
}
