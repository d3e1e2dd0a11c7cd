import type { Check, Verdict } from '../../authorization/verdict.ts';
import type { Tally } from '../tally.ts';
import type { Layout } from './layout.ts';
import { isDefiniteDenial } from '../../authorization/verdict.ts';
import { groupBy } from '../tally.ts';
import { grouped, needWords, verdictTags } from '../wording.ts';
import { oneLine, wrap, wrapAfter } from './layout.ts';

/** Per target: what is denied and what is open in full, what is allowed by name. */
export function checks({ counted }: Tally, layout: Layout): string {
  const targets = groupBy(counted, (check) => check.target);
  return [...targets].map(([target, group]) => section(target, group, layout)).join('\n\n');
}

/** What the `ignore` input took out of the count. */
export function ignored({ ignored: left }: Tally, { colors, width }: Layout): string {
  if (left.length === 0) return '';
  return [
    colors.bold('Ignored on request'),
    ...left.map((check) =>
      wrapAfter(
        '  ',
        `${check.action} on ${check.resource} (${verdictTags[check.verdict]}): ${check.ignored ?? ''}`,
        width,
      ),
    ),
  ].join('\n');
}

function section(target: string, group: readonly Check[], layout: Layout): string {
  const open = group.filter((check) => check.verdict !== 'allowed');
  const allowed = group.filter((check) => check.verdict === 'allowed');
  const name = target === 'actions' ? 'actions listed by you' : oneLine(target);
  return [
    layout.colors.bold(`Permissions for ${name}`),
    ...open.map((check, row) => entry(check, open[row - 1], layout)),
    ...(allowed.length === 0 ? [] : [allowedNames(allowed, layout)]),
  ].join('\n');
}

/** A reason that the entry above has given already is not repeated. */
function entry(check: Check, above: Check | undefined, { colors, width }: Layout): string {
  const { verdict, severity, action, resource, principal, reason, why, missingContext, statements, location } = check;
  const need = severity === 'error' ? '' : ` (${needWords[severity]})`;
  const known = above?.verdict === verdict && above.reason === reason;
  const lines = [
    `on ${resource}`,
    ...(principal === 'caller' ? [] : [`by ${principal}`]),
    ...(location === null ? [] : [`in ${location.file}:${location.line}`]),
    ...(why === '' ? [] : [`for: ${why}`]),
    ...(known ? [] : [reason]),
    ...(statements.length === 0 ? [] : [`decided by ${statements.map((statement) => statement.policyId).join(', ')}`]),
    ...(missingContext.length === 0 ? [] : [`unknown context keys: ${missingContext.join(', ')}`]),
  ];
  return [
    `  ${paint(verdict, severity === 'error', colors)(verdictTags[verdict])} ${oneLine(action)}${need}`,
    ...lines.map((line) => wrap(line, width, '      ')),
  ]
    .filter((line) => line !== '')
    .join('\n');
}

function paint(verdict: Verdict, heavy: boolean, colors: Layout['colors']): (words: string) => string {
  if (!isDefiniteDenial(verdict)) return colors.yellow;
  return heavy ? colors.red : colors.yellow;
}

function allowedNames(allowed: readonly Check[], { colors, width }: Layout): string {
  const names = [...new Set(allowed.map((check) => check.action))].join(', ');
  const tag = `  ${verdictTags.allowed} (${grouped(allowed.length)}): `;
  return `${colors.green(tag.trimEnd())} ${wrapAfter(tag, names, width).slice(tag.length)}`;
}
