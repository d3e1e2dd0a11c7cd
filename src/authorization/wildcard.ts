import { matches, wildcardPattern } from './evaluation/pattern.ts';

/**
 * Matches as IAM's `StringLike` does: `*` is any run of characters, `?` any one, everything else itself, case
 * included (IAM User Guide, "Condition operators"). For a pattern that is used once; policies are compiled.
 */
export function matchesWildcard(pattern: string, text: string): boolean {
  return matches(wildcardPattern(pattern), text);
}
