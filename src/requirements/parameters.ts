import { type Document, isAlias, isMap, isScalar, Scalar } from 'yaml';
import { faultAt, quote } from './fault.ts';
import { nearest } from '../similar-names.ts';
import type { Target } from './target.ts';
import { readYaml } from './yaml.ts';

/** What the user gave, by name. A name without a value is not in it. */
export type ParameterValues = ReadonlyMap<string, string>;

/**
 * Reads the `parameters` input, a YAML map of names to plain values. Numbers and booleans keep the text that they are
 * written with (`0123`, `1.10`), blanks around a value do not count, and an empty value or null is none. Throws
 * InputError with the line for anything else; the message quotes names, never values.
 */
export function parseParameters(text: string): ParameterValues {
  const fail = (sentence: string, line: number) => faultAt('parameters', null, line, sentence);
  const { document, lineAt } = readYaml(text, 'failsafe', fail);
  const values = new Map<string, string>();
  if (valueOf(document.contents, document) === '') {
    return values;
  }
  if (!isMap(document.contents)) {
    throw fail('This is no map. Write one parameter a line, such as "function-name: my-function".', 1);
  }
  for (const { key, value } of document.contents.items) {
    const line = lineAt(rangeStart(key));
    if (!isScalar(key) || typeof key.value !== 'string' || key.value === '') {
      throw fail('The name of a parameter is missing, or is not plain text.', line);
    }
    const given = valueOf(value, document);
    if (given === undefined) {
      throw fail(`${quote(key.value)} repeats a value (*name) that no anchor (&name) marks; put it in quotes.`, line);
    }
    if (given === null) {
      const sentence = `${quote(key.value)} holds a list or a map; it takes one plain value.`;
      throw fail(`${sentence} A value that starts with { or [ needs quotes.`, line);
    }
    if (given !== '') {
      values.set(key.value, given);
    }
  }
  return values;
}

/** Parameters that none of the targets knows, with the names that were probably meant: worth a warning, since a shared map may serve several workflows. */
export function unknownParameters(
  values: ParameterValues,
  targets: readonly Target[],
): readonly { readonly name: string; readonly nearest: readonly string[] }[] {
  const known = new Set(targets.flatMap((target) => [...target.parameters.keys()]));
  const spare = [...known].filter((name) => !values.has(name));
  return [...values.keys()].filter((name) => !known.has(name)).map((name) => ({ name, nearest: nearest(name, spare) }));
}

/** The required parameters of a target that have no value: its checks on them are guesses. */
export function missingParameters(target: Target, values: ParameterValues): readonly string[] {
  return [...target.parameters].filter(([name, { required }]) => required && !values.has(name)).map(([name]) => name);
}

/** The text of a scalar, empty for null; `null` for what is no scalar, `undefined` for an alias of nothing. */
function valueOf(node: unknown, document: Document.Parsed): string | null | undefined {
  const target = isAlias(node) ? node.resolve(document) : node;
  if (!isScalar(target)) {
    return target === null ? '' : target === undefined ? undefined : null;
  }
  const text = typeof target.value === 'string' ? target.value.trim() : '';
  return target.type === Scalar.PLAIN && /^(?:~|null|Null|NULL)$/.test(text) ? '' : text;
}

function rangeStart(node: unknown): number {
  return isScalar(node) || isMap(node) ? (node.range?.[0] ?? 0) : 0;
}
