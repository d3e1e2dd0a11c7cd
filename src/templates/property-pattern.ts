import { partsOf, type Place, placeValue } from '../requirements/placeholder.ts';
import { propertyFilters } from './property-filter.ts';
import type { Row } from './property-rows.ts';
import type { PropertyValue } from './resource-instance.ts';
import type { ResourceType } from './resource-type.ts';

/** Beyond every ARN that the simulator takes (IAM API reference, ResourceArns: 2048). */
const longest = 1024;

/** What a pattern of a resource type is filled with. */
export interface PatternFacts {
  readonly place: Place;
  /** `null` when it is not known. */
  readonly stackName: string | null;
  /** Logical id, or the address in a plan. */
  readonly id: string;
  /** Says which property has the name. */
  readonly type?: Pick<ResourceType, 'name'>;
  readonly row: Row;
}

export interface FilledPattern {
  readonly text: string;
  /** Properties, written `Resource.Property`, that were not told, so that a `*` stands for them. */
  readonly guessed: readonly string[];
}

/**
 * Puts values into a pattern, literally and once. Where a value is not known a `*` stands, and the property is named as
 * guessed; a `*` in a value that is no guess, such as the end of a name that CloudFormation chooses, is none here either.
 */
export function fillPattern(pattern: string, facts: PatternFacts): FilledPattern {
  const guessed = new Set<string>();
  const texts = partsIn(pattern).map((part) => {
    if (part.kind === 'text') {
      return part.text;
    }
    if (part.kind === 'place') {
      return placeValue(part.name, facts.place);
    }
    const filter = part.filter === null ? undefined : propertyFilters.get(part.filter);
    const value = valueOf(part.name, facts);
    if (value === null && filter?.absent !== undefined) {
      return filter.absent;
    }
    const usable = value?.text ?? null;
    const isPlain = usable !== null && usable !== '' && usable.length <= longest && !controls.test(usable);
    const text = isPlain ? (filter === undefined ? usable : filter.apply(usable, facts.place)) : null;
    if (text === null || value?.guessed === true) {
      const property = part.name === 'name' ? (facts.type?.name ?? 'name') : part.name;
      guessed.add(part.name === 'stack' ? 'stack-name' : `${facts.id}.${property}`);
    }
    return text ?? filter?.unknown(facts.place) ?? '*';
  });
  return { text: texts.join(''), guessed: [...guessed] };
}

/** The paths of properties that a pattern names. */
export function pathsIn(pattern: string): readonly string[] {
  return partsIn(pattern).flatMap((part) =>
    part.kind === 'parameter' && part.name !== 'stack' && part.name !== 'id' ? [part.name] : [],
  );
}

/** Patterns come from the tables, so there are few, and each is used for every resource of its type. */
const split = new Map<string, ReturnType<typeof partsOf>>();

function partsIn(pattern: string): ReturnType<typeof partsOf> {
  const parts = split.get(pattern) ?? partsOf(pattern);
  split.set(pattern, parts);
  return parts;
}

function valueOf(name: string, facts: PatternFacts): PropertyValue | null {
  if (name === 'stack') {
    return { text: facts.stackName, guessed: facts.stackName === null };
  }
  return name === 'id' ? { text: facts.id, guessed: false } : (facts.row.get(name) ?? null);
}

// eslint-disable-next-line no-control-regex -- no ARN holds one, and the simulator refuses a whole request for it
const controls = /[\u0000-\u001f\u007f]/;
