import type { NamedRegion } from './detection-facts.ts';

/** A sentence for each deploy step that names another region than this run's, in which the checks were made. */
export function regionNotes(regions: readonly NamedRegion[], runRegion: string): readonly string[] {
  const sentences = regions
    .filter(({ region }) => region.value !== runRegion && /^[a-z0-9-]{1,40}$/.test(region.value))
    .map(({ targetId, region: { value, origin } }) => {
      const place = origin.location === null ? '' : ` (${origin.location.file}:${origin.location.line})`;
      return `${targetId} in ${value}: ${origin.what}${place} names that region, and the checks were made for ${runRegion}.`;
    });
  return [...new Set(sentences)];
}
