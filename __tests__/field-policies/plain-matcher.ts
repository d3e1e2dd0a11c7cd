import type { Requirement } from '../../src/requirements/requirement.ts';
import type { WrittenStatement } from './field-policy.ts';

/** Values of a request by context key in lower case. */
export type PlainContext = ReadonlyMap<string, readonly string[]>;

/**
 * Whether a statement is about a request, by the plainest reading of the IAM User Guide that will do for the policies
 * of this folder: no layers, no unknown keys. It shares no code with what it is compared with, and throws for an
 * operator that it does not know.
 */
export function isAbout(statement: WrittenStatement, row: Requirement, context: PlainContext): boolean {
  return (
    isNamed(statement.Action, statement.NotAction, (pattern) =>
      isLike(row.action.toLowerCase(), pattern.toLowerCase()),
    ) &&
    isNamed(statement.Resource, statement.NotResource, (pattern) => isLike(row.resource, filled(pattern, context))) &&
    Object.entries(statement.Condition ?? {}).every(([operator, keys]) =>
      Object.entries(keys).every(([key, wanted]) => isMet(operator, key, listOf(wanted), context)),
    )
  );
}

type Texts = string | readonly string[] | undefined;

function isNamed(names: Texts, others: Texts, matches: (pattern: string) => boolean): boolean {
  return names === undefined ? !listOf(others).some(matches) : listOf(names).some(matches);
}

function isMet(operator: string, key: string, wanted: readonly string[], context: PlainContext): boolean {
  const found = context.get(key.toLowerCase());
  const [name = '', ...rest] = operator.split(/(?=IfExists$)/);
  const bare = name.replace(/^For(?:AnyValue|AllValues):/, '');
  if (bare === 'Null') {
    return wanted.includes(String(found === undefined));
  }
  const negative = bare.includes('Not');
  if (found === undefined) {
    return negative || rest.length > 0 || operator.startsWith('ForAllValues:');
  }
  const test = tests.get(bare.replace('Not', ''));
  if (test === undefined) {
    throw new Error(`No plain reading of ${operator}.`);
  }
  const matches = (value: string) => wanted.some((pattern) => test(value, filled(pattern, context)));
  const some = operator.startsWith('ForAllValues:') ? found.every(matches) : found.some(matches);
  return negative ? !found.some(matches) : some;
}

const tests: ReadonlyMap<string, (value: string, wanted: string) => boolean> = new Map([
  ['StringEquals', (value, wanted) => value === wanted],
  ['StringEqualsIgnoreCase', (value, wanted) => value.toLowerCase() === wanted.toLowerCase()],
  ['StringLike', isLike],
  ['ArnEquals', isLike],
  ['ArnLike', isLike],
  ['Bool', (value, wanted) => value === wanted],
]);

/** `${aws:PrincipalAccount}` and the like. */
function filled(pattern: string, context: PlainContext): string {
  return pattern.replace(/\$\{([^}]+)\}/g, (whole, key: string) => context.get(key.toLowerCase())?.[0] ?? whole);
}

/** `*` and `?` of the pattern, turned into a regular expression. */
function isLike(value: string, pattern: string): boolean {
  const source = pattern
    .split('')
    .map((character) =>
      character === '*' ? '.*' : character === '?' ? '.' : character.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&'),
    )
    .join('');
  return new RegExp(`^${source}$`, 's').test(value);
}

function listOf(texts: Texts): readonly string[] {
  return texts === undefined ? [] : typeof texts === 'string' ? [texts] : texts;
}
