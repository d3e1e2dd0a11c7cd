import type { Check, MatchedStatement, Verdict } from '../../authorization/verdict.ts';
import type { Severity } from '../../diagnoses/finding.ts';
import type { Extent } from './limit.ts';
import { isDefiniteDenial } from '../../authorization/verdict.ts';
import { needWords, verdictWords } from '../wording.ts';
import { code, prose } from './escape.ts';

/** The reason is written once for neighbouring rows that share it: often one refusal explains all of them. */
export function checkTable(checks: readonly Check[], extent: Extent): string {
  const reasons = checks.map((check) => reasonCell(check, extent));
  const spans = runLengths(reasons);
  return [
    '<table>',
    `<tr>${columns.map((column) => `<th align="left">${column}</th>`).join('')}</tr>`,
    ...checks.map((check, row) => {
      const own = `${verdictCell(check)}${callCell(check, extent)}<td>${prose(check.why, extent.chars)}</td>`;
      return `<tr>${own}${spanningCell(reasons[row] ?? '', spans[row] ?? 0)}</tr>`;
    }),
    '</table>',
  ].join('\n');
}

const columns = ['Verdict', 'Action and resource', 'What for', 'Reason'];

/** For each place the length of the run of equal values that starts there, or 0 inside a run. */
function runLengths(values: readonly string[]): number[] {
  const lengths = values.map(() => 0);
  let start = 0;
  values.forEach((value, index) => {
    if (value !== values[start]) start = index;
    lengths[start] = index - start + 1;
  });
  return lengths;
}

function spanningCell(content: string, rows: number): string {
  if (rows === 0) return '';
  return `<td valign="top"${rows === 1 ? '' : ` rowspan="${rows}"`}>${content}</td>`;
}

function verdictCell({ verdict, severity }: Check): string {
  const need = verdict !== 'allowed' && severity !== 'error' ? `<br><sub>${needWords[severity]}</sub>` : '';
  return `<td>${verdictMark(verdict, severity)} ${verdictWords[verdict]}${need}</td>`;
}

/** The heavy mark is for what fails a run. */
function verdictMark(verdict: Verdict, severity: Severity): string {
  if (verdict === 'allowed') return '✅';
  if (!isDefiniteDenial(verdict)) return '❔';
  return severity === 'error' ? '❌' : '⚠️';
}

function callCell(check: Check, { chars }: Extent): string {
  const { action, resource, principal, location } = check;
  const parts = [
    code(action, chars),
    code(resource, chars),
    ...(principal === 'caller' ? [] : [`<sub>by</sub> ${code(principal, chars)}`]),
    ...(location === null ? [] : [`<sub>in</sub> ${code(`${location.file}:${location.line}`, chars)}`]),
  ];
  return `<td>${parts.join('<br>')}</td>`;
}

function reasonCell(check: Check, { chars }: Extent): string {
  const parts = [
    prose(check.reason, chars),
    ...labelled('Decided by', check.statements.map(statementName), chars),
    ...labelled('Unknown context keys:', check.missingContext, chars),
  ];
  return parts.filter((part) => part !== '').join('<br>');
}

function statementName({ policyId, policyType }: MatchedStatement): string {
  return policyType === '' ? policyId : `${policyId} (${policyType})`;
}

function labelled(label: string, names: readonly string[], chars: number): string[] {
  return names.length === 0 ? [] : [`<sub>${label}</sub> ${code(names.join(', '), chars)}`];
}
