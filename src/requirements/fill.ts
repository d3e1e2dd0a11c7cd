import { filters } from './filter.ts';
import type { ParameterValues } from './parameters.ts';
import { partsOf, type Place, placeValue } from './placeholder.ts';
import type { Target } from './target.ts';

export interface Filled {
  readonly text: string;
  /** Parameters without a usable value, and those whose value holds a `*`, in the order of the pattern. */
  readonly guessed: readonly string[];
}

/** Facts that patterns are filled with. */
export interface FillFacts {
  readonly declared: Target['parameters'];
  readonly values: ParameterValues;
  readonly place: Place;
}

/**
 * Puts values into a pattern, literally and once: a value that looks like a placeholder stays as it is. Where there is
 * no value a `*` stands, and the parameter is named as guessed. A `*` that a target file writes is no guess, because
 * its author vouches for it; one in a value of the user's is.
 */
export function fill(pattern: string, facts: FillFacts): Filled {
  const guessed = new Set<string>();
  const texts = partsOf(pattern).map((part) => {
    if (part.kind === 'text') {
      return part.text;
    }
    if (part.kind === 'place') {
      return placeValue(part.name, facts.place);
    }
    const filter = part.filter === null ? undefined : filters.get(part.filter);
    const value = valueOf(part.name, facts);
    const text = value === null ? null : filter === undefined ? value : filter.apply(value, facts.place);
    if (text === null || facts.values.get(part.name)?.includes('*') === true) {
      guessed.add(part.name);
    }
    return text ?? filter?.unknown(facts.place) ?? '*';
  });
  return { text: texts.join(''), guessed: [...guessed] };
}

/** A parameter's value, or its default when everything in that is known; `null` without either. */
export function valueOf(name: string, facts: FillFacts): string | null {
  const given = facts.values.get(name);
  const preset = facts.declared.get(name)?.default;
  if (given !== undefined || preset === undefined) {
    return given ?? null;
  }
  const filled = fill(preset, facts);
  return filled.guessed.length === 0 ? filled.text : null;
}
