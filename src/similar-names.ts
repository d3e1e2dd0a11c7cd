import { editDistance } from './edit-distance.ts';

const longest = 100;

/**
 * The candidates that the text was probably meant to be, closest first, at most three: what a message can offer after
 * "did you mean". Case does not count. Text that is close to nothing, or far too long for a name, gives an empty list.
 */
export function nearest(text: string, candidates: Iterable<string>): readonly string[] {
  const wanted = text.slice(0, longest + 1).toLowerCase();
  if (wanted === '' || wanted.length > longest) {
    return [];
  }
  const limit = Math.max(1, Math.floor(wanted.length / 3));
  return [...candidates]
    .filter((candidate) => Math.abs(candidate.length - wanted.length) <= limit)
    .map((candidate) => ({ candidate, distance: editDistance(wanted, candidate.toLowerCase()) }))
    .filter(({ distance }) => distance <= limit)
    .sort((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, 3)
    .map(({ candidate }) => candidate);
}

/** Ends a sentence about an unknown name: ` Did you mean a or b?`, or nothing. */
export function didYouMean(text: string, candidates: Iterable<string>): string {
  return offer(nearest(text, candidates));
}

/** The same for names that were found already. */
export function offer(found: readonly string[]): string {
  return found.length === 0 ? '' : ` Did you mean ${either(found)}?`;
}

/** `a`, `a or b`, `a, b or c`. */
export function either(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`;
}
