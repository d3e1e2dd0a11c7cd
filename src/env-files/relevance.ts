import { looksLikeKeyId, shapes } from '../credentials/flaws/shapes.ts';
import type { ReadVariable } from '../credentials/near-names.ts';
import { meantVariable } from '../credentials/near-names.ts';
import type { Field } from '../credentials/value.ts';
import type { Assignment } from './assignment.ts';

/** Why a variable bears on AWS. */
export interface Relevance {
  /** What stands before `AWS_`, such as `PROD_`: the three values of one prefix belong together. */
  readonly prefix: string;
  /** The name from `AWS_` on; `null` for a variable that only its value gives away. */
  readonly own: string | null;
  /** The variable that the tools read and that was meant; `null` for others. */
  readonly stands: ReadVariable | 'AWS_DEFAULT_REGION' | null;
  readonly field: Field | null;
}

/** By the name, or by a value that has the shape of a key. */
export function bearsOnAws({ name, meant }: Assignment): boolean {
  return startOfOwn(name.toUpperCase()) !== null || looksLikeKey(meant);
}

/** Of an assignment that bears on AWS. */
export function relevanceOf({ name }: Assignment): Relevance {
  const start = startOfOwn(name.toUpperCase());
  if (start === null) {
    return { prefix: name, own: null, stands: null, field: null };
  }
  const own = name.slice(start);
  const stands = canonical.has(own as Canonical) ? (own as Canonical) : meantVariable(own);
  return { prefix: name.slice(0, start), own, stands, field: (stands && fieldOf.get(stands)) ?? null };
}

/** A name as a sentence may show it: hostile ones, and ones that may be a pasted value, are left out. */
export function shownName(name: string): string {
  return /^[A-Za-z_]\w{0,63}$/.test(name) && !/[A-Za-z0-9]{16,}/.test(name) ? name : 'A variable';
}

type Canonical = NonNullable<Relevance['stands']>;

const canonical: ReadonlySet<Canonical> = new Set<Canonical>([
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_PROFILE',
  'AWS_REGION',
  'AWS_DEFAULT_REGION',
]);

const fieldOf: ReadonlyMap<string, Field> = new Map([
  ['AWS_ACCESS_KEY_ID', 'accessKeyId'],
  ['AWS_SECRET_ACCESS_KEY', 'secretAccessKey'],
  ['AWS_SESSION_TOKEN', 'sessionToken'],
]);

function startOfOwn(upper: string): number | null {
  if (upper.startsWith('AWS_')) {
    return 0;
  }
  const at = upper.indexOf('_AWS_');
  return at === -1 ? null : at + 1;
}

/** The shape of a key id, or of a secret access key that is no commit id and no word. */
export function looksLikeKey(text: string): boolean {
  return looksLikeKeyId.test(text) || (shapes.secretAccessKey.test(text) && isMixed(text));
}

/** Letters of both cases and a digit. */
export function isMixed(text: string): boolean {
  return /[a-z]/.test(text) && /[A-Z]/.test(text) && /\d/.test(text);
}
