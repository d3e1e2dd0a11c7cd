import type { Finding, Severity } from '../../diagnoses/finding.ts';
import type { Tally } from '../tally.ts';
import type { Layout } from './layout.ts';
import { gathered, placesOf, type PlacedFinding } from '../tally.ts';
import { oneLine, wrap, wrapAfter } from './layout.ts';

/** Said of a finding whose detail would repeat the list of permissions. */
const elsewhere = 'Listed with the permissions below.';

/** Each finding with its detail, remedies, page and place. */
export function findings(all: readonly Finding[], counts: Tally, layout: Layout): string {
  return gathered(all, counts, elsewhere)
    .map((finding) => entry(finding, layout))
    .join('\n\n');
}

function entry(finding: PlacedFinding, { colors, width }: Layout): string {
  const paint: Readonly<Record<Severity, (words: string) => string>> = {
    error: colors.red,
    warning: colors.yellow,
    notice: colors.cyan,
  };
  const { severity, title, detail, remedies, docs } = finding;
  const { shown, more } = placesOf(finding);
  return [
    `${paint[severity](`[${severity}]`)} ${colors.bold(oneLine(title))}`,
    wrap(detail, width, '  '),
    ...remedies.map((remedy) => wrapAfter('  - ', remedy, width)),
    ...shown.map((place) => `  at ${oneLine(place)}`),
    ...(more === 0 ? [] : [`  and at ${more} more`]),
    ...(docs === '' ? [] : [`  ${colors.dim(oneLine(docs))}`]),
  ]
    .filter((line) => line !== '')
    .join('\n');
}
