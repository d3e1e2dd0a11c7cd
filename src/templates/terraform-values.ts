import { isRecord } from '../authorization/policy-files/text/cursor.ts';
import { asList, memberOf } from './json-member.ts';
import type { PropertyValue } from './resource-instance.ts';
import { hasMark, isSame, type Marked } from './terraform-marks.ts';

/** Deeper than the blocks of any resource of the AWS provider, and less than what would take long. */
const mostSegments = 12;
const mostElements = 1000;

/**
 * What stands at a path such as `vpc_config[].subnet_ids[]`: a block is a list in a plan. An empty text, list or map is
 * nothing. What is known only after the plan is applied, and what Terraform hides, is there without a text.
 */
export function valuesAt(marked: Marked, path: string): readonly PropertyValue[] {
  return placesAt(marked, path).flatMap((place): readonly PropertyValue[] => {
    if (place.unknown === true) {
      return [{ text: null, guessed: true, optional: true }];
    }
    if (isEmpty(place.value) && !hasMark(place.unknown)) {
      return [];
    }
    return place.sensitive === true ? [{ text: null, guessed: true }] : [{ text: textOf(place.value), guessed: false }];
  });
}

/** Attributes that say how Terraform or the provider works, and that no update of the resource itself is made for. */
const ownAttributes: ReadonlySet<string> = new Set([
  'tags',
  'tags_all',
  'timeouts',
  'force_delete',
  'force_destroy',
  'overwrite',
  'skip_destroy',
]);

/**
 * Whether an update changes what stands at a path, or for `*` anything but tags; `null` when only applying the plan
 * will tell.
 */
export function differsAt(before: Marked, after: Marked, path: string): boolean | null {
  if (path === '*') {
    const names = [before.value, after.value, after.unknown].flatMap((part) =>
      isRecord(part) ? Object.keys(part) : [],
    );
    const answers = [...new Set(names)]
      .filter((name) => !ownAttributes.has(name))
      .map((name) => differsAt(before, after, name));
    return answers.includes(true) ? true : answers.includes(null) ? null : false;
  }
  const [list = ''] = path.split('[]');
  const [earlier, later] = [placesAt(before, list), placesAt(after, list)];
  if (later.some(({ unknown }) => hasMark(unknown))) {
    return null;
  }
  return (
    earlier.length !== later.length || earlier.some((place, index) => !isSame(valueOf(place), valueOf(later[index])))
  );
}

/** The provider writes nothing as null in one place and as an empty text or list in another. */
function valueOf(place: Marked | undefined): unknown {
  return isEmpty(place?.value) ? null : place?.value;
}

function placesAt(marked: Marked, path: string): readonly Marked[] {
  if (!/[.[]/.test(path)) {
    return [member(marked, path)];
  }
  let places: readonly Marked[] = [marked];
  for (const segment of path.split('.').slice(0, mostSegments)) {
    const key = segment.replaceAll('[]', '');
    places = places.map((place) => member(place, key));
    for (let lists = (segment.length - key.length) / 2; lists > 0; lists--) {
      places = places.flatMap(elements);
    }
  }
  return places;
}

function member({ value, unknown, sensitive }: Marked, key: string): Marked {
  return { value: memberOf(value, key), unknown: markUnder(unknown, key), sensitive: markUnder(sensitive, key) };
}

/** A mark on a whole value holds for its parts. */
function markUnder(marks: unknown, key: string): unknown {
  return marks === true ? true : memberOf(marks, key);
}

function elements({ value, unknown, sensitive }: Marked): readonly Marked[] {
  if (unknown === true) {
    return [{ value: undefined, unknown, sensitive }];
  }
  const known = asList(value);
  const open = asList(unknown);
  const hidden = asList(sensitive);
  const count = Math.min(Math.max(known.length, open.length), mostElements);
  return Array.from({ length: count }, (_, index) => ({
    value: known[index],
    unknown: open[index],
    sensitive: sensitive === true || hidden[index],
  }));
}

function isEmpty(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) {
    return Object.keys(value).length === 0;
  }
  return value === undefined || value === null || value === '';
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}
