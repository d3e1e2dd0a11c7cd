import type { LocatedPolicy, PolicyProblem } from './located-policy.ts';

/** Keys and positions from the document's root. */
export type Path = readonly (string | number)[];

export type Fields = Readonly<Record<string, unknown>>;

/** What is wrong with a document, noted while it is read. */
export interface Problems {
  readonly all: readonly PolicyProblem[];
  note(path: Path, sentence: string): void;
}

export function collectProblems({ origin, locate }: LocatedPolicy): Problems {
  const all: PolicyProblem[] = [];
  return {
    all,
    note: (path, sentence) => {
      all.push({ origin, position: locate(path), sentence });
    },
  };
}

/** Texts, of which IAM takes one for a list of one, and numbers and booleans for their texts. */
export function readTexts(value: unknown, path: Path, place: string, problems: Problems): readonly string[] {
  return toList(value).flatMap((text, index) => {
    if (typeof text === 'string' || typeof text === 'number' || typeof text === 'boolean') {
      return [String(text)];
    }
    problems.note(Array.isArray(value) ? [...path, index] : path, `${place} holds something else than text.`);
    return [];
  });
}

export function expectKeys(
  fields: Fields,
  known: readonly string[],
  path: Path,
  place: string,
  problems: Problems,
): void {
  for (const key of Object.keys(fields).filter((name) => !known.includes(name))) {
    problems.note([...path, key], `${place} has an unknown element: ${key}.`);
  }
}

export function toList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
