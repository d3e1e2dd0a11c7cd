import type { Finding } from '../../diagnoses/finding.ts';
import type { Tally } from '../tally.ts';
import type { Extent } from './limit.ts';
import { gathered, placesOf, type PlacedFinding } from '../tally.ts';
import { count, severityMarks } from '../wording.ts';
import { attribute, code, prose, text } from './escape.ts';
import { leftOut, shorten } from './limit.ts';

/** Said of a finding whose detail would repeat the table. */
const elsewhere = 'Listed under "Permissions".';

/** Errors and warnings open, notices folded: a run that passed stays quiet. */
export function findings(all: readonly Finding[], counts: Tally, extent: Extent): string {
  const sorted = gathered(all, counts, elsewhere);
  const open = sorted.filter((finding) => finding.severity !== 'notice');
  const notices = sorted.filter((finding) => finding.severity === 'notice');
  const { shown, left } = shorten(open, extent.rows);
  return [
    ...(open.length === 0 ? [] : ['<h3>What was found</h3>']),
    ...shown.map((finding) => entry(finding, extent)),
    ...leftOut(left, 'finding'),
    ...(notices.length === 0 ? [] : [folded(notices, extent)]),
  ].join('\n\n');
}

function folded(notices: readonly PlacedFinding[], extent: Extent): string {
  if (!extent.notices) return `<p>${count(notices.length, 'notice')} left out here.</p>`;
  const { shown, left } = shorten(notices, extent.rows);
  return [
    `<details>\n<summary>${severityMarks.notice} ${count(notices.length, 'notice')}</summary>`,
    ...shown.map((finding) => entry(finding, extent)),
    ...leftOut(left, 'notice'),
    '</details>',
  ].join('\n\n');
}

function entry(finding: PlacedFinding, { rows, chars }: Extent): string {
  const { shown } = shorten(finding.remedies, rows);
  return [
    `<h4>${severityMarks[finding.severity]} ${text(finding.title, chars)}</h4>`,
    `<p>${prose(finding.detail, chars)}</p>`,
    ...(shown.length === 0
      ? []
      : ['<p>What to do:</p>', '<ul>', ...shown.map((remedy) => item(remedy, chars)), '</ul>']),
    `<p><sub>${[...place(finding, chars), reference(finding, chars)].join(' · ')}</sub></p>`,
  ].join('\n');
}

function item(remedy: string, chars: number): string {
  return `<li>${prose(remedy, chars)}</li>`;
}

function place(finding: PlacedFinding, chars: number): string[] {
  const { shown, more } = placesOf(finding);
  return [...shown.map((one) => code(one, chars)), ...(more === 0 ? [] : [`and ${more} more`])];
}

/** The page is linked only where the address is one that a browser should open. */
function reference({ code: id, docs }: Finding, chars: number): string {
  const name = code(id, chars);
  return /^https:\/\/[^\s"<>\\^`{|}]+$/.test(docs) && docs.length <= chars
    ? `<a href="${attribute(docs, chars)}">${name}</a>`
    : [name, code(docs, chars)].filter(Boolean).join(' ');
}
