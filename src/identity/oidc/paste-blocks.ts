/** Condition blocks as they are written: operator, then key, then values. */
export type Blocks = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** One line of a `Condition`. */
export interface Line {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** Puts lines together under their operators, in their order; of two lines for the same key the last one counts. */
export function blocksOf(lines: readonly Line[]): Blocks {
  const blocks = new Map<string, Map<string, string | readonly string[]>>();
  for (const { operator, key, values } of lines) {
    const block = blocks.get(operator) ?? new Map<string, string | readonly string[]>();
    for (const known of [...block.keys()].filter((name) => name.toLowerCase() === key.toLowerCase())) {
      block.delete(known);
    }
    const [only] = values;
    block.set(key, values.length === 1 && only !== undefined ? only : values);
    blocks.set(operator, block);
  }
  return Object.fromEntries([...blocks].map(([operator, block]) => [operator, Object.fromEntries(block)]));
}

/** A value that stands for itself: in a policy of version 2012-10-17 `${` begins a variable (IAM User Guide, "Variables"). */
export function literal(value: string, version: string): string {
  return version === '2012-10-17' ? value.replaceAll('${', '${$}{') : value;
}
