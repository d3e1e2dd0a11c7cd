import type { Location } from '../diagnoses/finding.ts';

/** One line as a location. */
export function locationOf({ file, line }: { readonly file: string; readonly line: number }): Location {
  return { file, line, endLine: line };
}
