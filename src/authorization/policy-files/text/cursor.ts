import type { Position } from '../../evaluation/located-policy.ts';

/** Offsets of a container and of the values in it. */
export interface Place {
  readonly own: number;
  readonly members: ReadonlyMap<string, number> | readonly number[];
  /** Keys that are given more than once, where they are repeated. */
  readonly repeated?: readonly Repetition[];
}

export interface Repetition {
  readonly key: string;
  readonly offset: number;
}

/** Where each object and array of a parsed text begins. */
export type Places = Map<object, Place>;

/** A parsed text: plain JSON values, and the way back to where they are written. */
export interface Tree {
  readonly value: unknown;
  /** Offset of the value. */
  readonly start: number;
  readonly places: Places;
  readonly positionAt: (offset: number) => Position;
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value of a tree together with its place. What is not there is `undefined`, at the place of what it is missing in. */
export class Cursor {
  readonly value: unknown;
  readonly offset: number;
  readonly #places: Places;

  constructor(value: unknown, offset: number, places: Places) {
    this.value = value;
    this.offset = offset;
    this.#places = places;
  }

  get(key: string): Cursor {
    const value = isRecord(this.value) && Object.hasOwn(this.value, key) ? this.value[key] : undefined;
    return new Cursor(value, this.#offsetOf(key) ?? this.offset, this.#places);
  }

  /** The elements of an array; none of anything else. */
  items(): readonly Cursor[] {
    const elements = Array.isArray(this.value) ? (this.value as readonly unknown[]) : [];
    return elements.map((element, index) => new Cursor(element, this.#offsetOf(index) ?? this.offset, this.#places));
  }

  /** One element of an array; `null` where there is none. */
  item(index: number): Cursor | null {
    const elements = Array.isArray(this.value) ? (this.value as readonly unknown[]) : [];
    return index in elements ? new Cursor(elements[index], this.#offsetOf(index) ?? this.offset, this.#places) : null;
  }

  /** The members of an object; none of anything else. */
  entries(): readonly (readonly [key: string, member: Cursor])[] {
    return isRecord(this.value) ? Object.keys(this.value).map((key) => [key, this.get(key)] as const) : [];
  }

  /** The elements of an array, or the value itself: IAM and CloudFormation take many lists without brackets too. */
  list(): readonly Cursor[] {
    return Array.isArray(this.value) ? this.items() : this.value === undefined ? [] : [this];
  }

  text(): string | null {
    return typeof this.value === 'string' ? this.value : null;
  }

  /** Key and value of an object with one member: the form of an intrinsic function. */
  single(): readonly [key: string, member: Cursor] | null {
    const [first, ...more] = this.entries();
    return first === undefined || more.length > 0 ? null : first;
  }

  repeated(): readonly Repetition[] {
    return this.#place()?.repeated ?? [];
  }

  #place(): Place | undefined {
    return typeof this.value === 'object' && this.value !== null ? this.#places.get(this.value) : undefined;
  }

  #offsetOf(key: string | number): number | undefined {
    const members = this.#place()?.members;
    if (members === undefined) {
      return undefined;
    }
    return isList(members) ? members[Number(key)] : members.get(String(key));
  }
}

function isList(members: Place['members']): members is readonly number[] {
  return Array.isArray(members);
}

export function rootOf(tree: Tree): Cursor {
  return new Cursor(tree.value, tree.start, tree.places);
}

/**
 * The offset of the value at a path below a cursor, or `null` when there is none. Position 0 of what is not an array is
 * the value itself, because IAM takes one statement or action without brackets.
 */
export function offsetAt(from: Cursor, path: readonly (string | number)[]): number | null {
  let at = from;
  for (const key of path) {
    const next = Array.isArray(at.value) ? at.item(Number(key)) : key === 0 ? at : at.get(String(key));
    if (next?.value === undefined) {
      return null;
    }
    at = next;
  }
  return at.offset;
}
