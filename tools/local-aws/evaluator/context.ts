/** The facts of a request that conditions and policy variables ask for. Key names are folded to lower case. */
export type Context = ReadonlyMap<string, readonly string[]>;

/** Builds a context; a later source overrides an earlier one, whatever the case of its keys. */
export function contextOf(...sources: readonly Readonly<Record<string, string | readonly string[]>>[]): Context {
  const entries = sources.flatMap((source) => Object.entries(source));
  return new Map(entries.map(([key, value]) => [key.toLowerCase(), typeof value === 'string' ? [value] : value]));
}
