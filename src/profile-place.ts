import { viewOf } from './credentials/shared-files/view.ts';
import type { CredentialSource } from './credentials/source.ts';
import type { Location, Observation } from './diagnoses/finding.ts';
import type { Facts } from './facts.ts';

/** What a profile's source answered belongs to the line where the profile begins, unless it has a place already. */
export function atProfile(
  observations: readonly Observation[],
  source: CredentialSource | null,
  { credentials }: Pick<Facts, 'credentials'>,
): readonly Observation[] {
  const place = source?.kind === 'profile' ? placeOf(source.name, credentials) : null;
  return place === null ? observations : observations.map((one) => ({ location: place, ...one }));
}

function placeOf(name: string, { sharedFiles }: Facts['credentials']): Location | null {
  const section = sharedFiles === undefined ? undefined : viewOf('javascript', sharedFiles).profiles.get(name);
  return section === undefined ? null : { file: section.file, line: section.line, endLine: section.line };
}
