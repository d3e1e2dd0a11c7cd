import type { ReportedToken } from '../report.ts';
import type { Layout } from './layout.ts';
import { clip } from '../plain.ts';
import { oneLine } from './layout.ts';

const valueLength = 300;

/** What the job's OIDC token says, a claim a line. */
export function token(told: ReportedToken | null, { colors }: Layout): string {
  if (told === null || told.claims.length === 0) return '';
  const width = Math.max(...told.claims.map(({ name }) => name.length)) + 2;
  const lines = told.claims.map(
    ({ name, value }) => `  ${oneLine(name).padEnd(width)}${oneLine(clip(value, valueLength))}`,
  );
  return [colors.bold("What the job's OIDC token says"), ...lines].join('\n');
}
