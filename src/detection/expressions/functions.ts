import { asText, plain, type Told, unknown } from './value.ts';

/** The functions that make or compare texts; every other leads to a value that is not known. Names are in lower case. */
export function callFunction(name: string, args: readonly Told[]): Told {
  const values = args.map((arg) => (arg.known ? asText(arg.value) : null));
  const [first, second] = values;
  if (values.includes(null) || first == null) {
    return unknown;
  }
  const compare = comparisons.get(name);
  if (compare !== undefined && second != null) {
    return plain(compare(first.toLowerCase(), second.toLowerCase()), null);
  }
  return name === 'format' ? format(first, values.slice(1)) : unknown;
}

const comparisons: ReadonlyMap<string, (text: string, part: string) => boolean> = new Map([
  ['startswith', (text: string, part: string) => text.startsWith(part)],
  ['endswith', (text: string, part: string) => text.endsWith(part)],
  ['contains', (text: string, part: string) => text.includes(part)],
]);

/** `{0}` is the first of the others; a brace is written twice. */
function format(pattern: string, values: readonly (string | null)[]): Told {
  const named = [...pattern.matchAll(/\{\{|\}\}|\{(\d{1,3})\}/g)].flatMap(([, position]) => position ?? []);
  if (named.some((position) => values[Number(position)] == null)) {
    return unknown;
  }
  const text = pattern.replace(/\{\{|\}\}|\{(\d{1,3})\}/g, (found: string, position: string | undefined) =>
    position === undefined ? found.charAt(0) : (values[Number(position)] ?? ''),
  );
  return plain(text, null);
}
