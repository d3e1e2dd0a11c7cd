import type { EventFacts } from '../../github/event.ts';
import type { Library } from '../library.ts';
import type { Origin } from '../origin.ts';
import type { Located, Place } from '../place.ts';
import type { Spot } from '../sources.ts';
import type { Traced } from '../trace.ts';
import type { UsedNames } from '../used-names.ts';

/** Everything that the rules look at. */
export interface Case {
  readonly event: EventFacts;
  readonly located: Located;
  readonly library: Library;
  /** The variables or inputs that are empty or missing. */
  readonly names: readonly string[];
  /** The same with their sources; empty when the job was not found. */
  readonly empty: readonly Traced[];
  /** Their siblings that have a value. */
  readonly arrived: readonly Traced[];
  /** The names that the workflow files of the workspace use. */
  readonly used: UsedNames;
}

/** One reason why something is empty. */
export interface Cause {
  readonly sentence: string;
  /** True when nothing else can be the reason, as far as the files are those of the run. */
  readonly established: boolean;
  /** 0 to 100; the likelier of two comes first. */
  readonly weight: number;
  /** The line to look at, where there is a better one than the expression itself. */
  readonly at: Spot | null;
  /** The variables or inputs that it explains. */
  readonly explains: readonly string[];
}

export type Rule = (found: Case) => readonly Cause[];

/** A variable or input with one thing that it hangs on. */
export interface Hanging<K extends Origin['kind']> {
  readonly name: string;
  readonly origin: Extract<Origin, { readonly kind: K }>;
}

/** What the empty ones hang on, of one kind. */
export function hangingOn<K extends Origin['kind']>(traced: readonly Traced[], kind: K): readonly Hanging<K>[] {
  return traced.flatMap(({ name, origins }) =>
    origins
      .filter((origin): origin is Extract<Origin, { readonly kind: K }> => origin.kind === kind)
      .map((origin) => ({ name, origin })),
  );
}

/** The place of this step, when it is known. */
export function placeOf({ located }: Case): Place | null {
  return located.kind === 'found' ? located.place : null;
}

/** Whether what the files say can be taken for what ran. */
export function isSure({ located }: Case): boolean {
  return located.kind === 'found' && located.alone;
}

/** Whether a sibling that is filled from a secret has arrived, so that the run does get secrets. */
export function someSecretArrived({ arrived }: Case): boolean {
  return arrived.some(({ origins }) => origins.some(({ kind, certain }) => kind === 'secret' && certain));
}

export function distinct<T>(values: readonly T[]): readonly T[] {
  return [...new Set(values)];
}

/** Groups values by a key, in the order in which the keys come up. */
export function grouped<T>(values: readonly T[], keyOf: (value: T) => unknown): readonly (readonly [T, ...T[]])[] {
  const groups = new Map<unknown, [T, ...T[]]>();
  for (const value of values) {
    const key = keyOf(value);
    const group = groups.get(key);
    if (group === undefined) {
      groups.set(key, [value]);
    } else {
      group.push(value);
    }
  }
  return [...groups.values()];
}
