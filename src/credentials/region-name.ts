import { closest } from '../edit-distance.ts';
import { knownPartition, regions } from './regions.ts';

/** What is wrong with a region's name. */
export interface RegionJudgement {
  readonly code: 'region-malformed' | 'region-unknown';
  /** False where the name may be right after all: regions newer than the table, and pseudo regions of the SDKs. */
  readonly certain: boolean;
  /** Goes after the name in a sentence. */
  readonly what: string;
  /** A region of the table that was probably meant. */
  readonly suggestion: string | null;
}

/**
 * Answers `null` for a region of the table. Unknown names of the right form are an error only when their direction is
 * none that AWS uses, because new regions appear; both SDKs build a host name from them without complaint, and the
 * failure is then one of name resolution.
 */
export function judgeRegion(name: string): RegionJudgement | null {
  if (regions.has(name)) {
    return null;
  }
  if (name.length > longest) {
    return { code: 'region-malformed', certain: true, what: `it is ${name.length} characters long`, suggestion: null };
  }
  const direction = /^[a-z]{2,4}(?:-[a-z]{1,16}){0,2}-([a-z]{1,16})-\d{1,2}$/.exec(name)?.[1];
  if (direction !== undefined) {
    const certain = !directions.test(direction);
    const what = certain ? 'no region of AWS is called that' : 'no region that this version knows is called that';
    return { code: 'region-unknown', certain, what, suggestion: nearestRegion(name) };
  }
  const pseudo = /^(aws(-[a-z]+){0,2}-global|(fips-.*|.*-fips))$/.test(name);
  const what = pseudo ? 'a pseudo region of some SDKs, which others do not take' : reason(name);
  return { code: 'region-malformed', certain: !pseudo, what, suggestion: suggest(name) };
}

/** Region names have 9 to 15 characters; what is much longer is not taken apart. */
const longest = 128;

const directions = /^(north|south)?(east|west)?$|^central$/;

function reason(name: string): string {
  const [, answer] = reasons.find(([pattern]) => pattern.test(name)) ?? [null, 'a region looks like us-east-1'];
  return answer;
}

/** First match wins. */
const reasons: readonly (readonly [RegExp, string])[] = [
  [/^\$|^%\w+%$|^\{\{/, 'an expression that was not expanded'],
  [/^\s*$/, 'nothing but blanks'],
  [/^["'`\u2018-\u201f]|["'`\u2018-\u201f]$/, 'the quotes are part of the value'],
  [/[\r\n]/, 'it holds a line break'],
  [/^\s|\s$/, 'it has blanks around it, and variables are read raw'],
  [/[^\x20-\x7e]/, 'it holds characters outside printable ASCII'],
  [/[,;]| +[a-z]{2}-[a-z]+-\d/, 'it is a list, and one region is needed'],
  [/^[a-z]{2,4}(-[a-z]{1,16}){1,3}-\d{1,2}(-[a-z]{3}-\d)?[a-z]$/i, 'that is an availability zone or local zone'],
  [/^[a-z]{2,4}(-[a-z]{1,16}){1,3}-\d{1,2}-[a-z]{3}-\d$/i, 'that is a local zone group'],
  [/_/, 'regions are written with hyphens'],
  [/^[A-Z0-9-]+$/, 'regions are written in lower case'],
  [/ |\(/, 'that is a display name'],
];

/** Cleans the name up step by step, and answers the first result that is a region; `null` when none is. */
function suggest(name: string): string | null {
  const clean = name
    .trim()
    .toLowerCase()
    .replace(/^\W+|[^\w)]+$/g, '');
  const first = clean.split(/[,;\s]+/)[0] ?? '';
  const hyphenated = clean.replace(/[_\s\u2010-\u2015]+/g, '-');
  const forms = [clean, first, hyphenated].flatMap((form) => [
    form,
    form.replace(/(\d)[a-z]$/, '$1'),
    form.replace(/(-\d)-.*$/, '$1'),
    form.replace(/([a-z])(\d)$/, '$1-$2'),
    form.replace(/^([a-z]{2})-?([a-z]+)-?(\d)$/, '$1-$2-$3'),
    form.replace(/^fips-|-fips$/g, ''),
    `${form}-1`,
  ]);
  return forms.find((form) => regions.has(form)) ?? byDisplayName(clean) ?? near(clean);
}

/** The nearest of the same partition, where the name tells the partition. */
function nearestRegion(name: string): string | null {
  const partition = knownPartition(name);
  const names = [...regions].filter(([, region]) => partition === null || region.partition === partition);
  return (
    closest(
      name,
      names.map(([id]) => id),
    )?.name ?? null
  );
}

/** `Frankfurt`, `N. Virginia`, `US East (Ohio)`; only where one region alone fits. */
function byDisplayName(text: string): string | null {
  const wanted = letters(text);
  const fitting = [...regions].filter(([, region]) => wanted.length >= 4 && letters(region.name).includes(wanted));
  return fitting.length === 1 ? (fitting[0]?.[0] ?? null) : null;
}

function letters(text: string): string {
  return text.toLowerCase().replace(/[^a-z]/g, '');
}

function near(text: string): string | null {
  const found = closest(text.slice(0, 32), [...regions.keys()]);
  return found !== null && found.distance <= 3 ? found.name : null;
}
