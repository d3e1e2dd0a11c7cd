/** Where the deployment goes: what `${Partition}`, `${Region}` and `${Account}` stand for. */
export interface Place {
  readonly partition: string;
  readonly region: string;
  readonly accountId: string;
}

/** `${name}` or `${name:filter}`: one of the three facts about the place, or a parameter of the target. */
export interface Placeholder {
  readonly kind: 'place' | 'parameter';
  readonly name: string;
  readonly filter: string | null;
}

export type PatternPart = Placeholder | { readonly kind: 'text'; readonly text: string };

const placeValues: Readonly<Record<string, (place: Place) => string>> = {
  Partition: (place) => place.partition,
  Region: (place) => place.region,
  Account: (place) => place.accountId,
};

export const placeNames: readonly string[] = Object.keys(placeValues);

/** Splits a pattern at its placeholders. A `${` that closes nowhere stays text. */
export function partsOf(pattern: string): readonly PatternPart[] {
  const parts: PatternPart[] = [];
  let from = 0;
  for (const match of pattern.matchAll(/\$\{([^{}:$]*)(?::([^{}$]*))?\}/g)) {
    if (match.index > from) {
      parts.push({ kind: 'text', text: pattern.slice(from, match.index) });
    }
    const [whole, name = '', filter = null] = match;
    parts.push({ kind: placeNames.includes(name) ? 'place' : 'parameter', name, filter });
    from = match.index + whole.length;
  }
  if (from < pattern.length) {
    parts.push({ kind: 'text', text: pattern.slice(from) });
  }
  return parts;
}

/** Fills `${Partition}`, `${Region}` and `${Account}`, and leaves every other placeholder as it stands. */
export function fillPlace(pattern: string, place: Place): string {
  return pattern.replace(/\$\{(Partition|Region|Account)\}/g, (_, name: string) => placeValue(name, place));
}

/** Empty for a name that is none of the three. */
export function placeValue(name: string, place: Place): string {
  return placeValues[name]?.(place) ?? '';
}
