import type { Location } from '../diagnoses/finding.ts';
import type { ReportedDeployment } from './report.ts';

/** How the target was chosen; `null` when the user named it and it is certain. */
export function shownBy({ detectedBy, certain }: ReportedDeployment): string | null {
  const by = detectedBy === null ? '' : `shown by ${detectedBy}`;
  const doubt = certain ? '' : 'not certain for this run';
  return by === '' && doubt === '' ? null : [by, doubt].filter((part) => part !== '').join(', ');
}

export function placeOf({ file, line }: Location): string {
  return `${file}:${line}`;
}
