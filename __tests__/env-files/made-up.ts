/** Values of the right shape that nobody ever had. */
export const madeUp = {
  ID: 'AKIAQ2W3E4R5T6Y7U2I3',
  TEMPORARY: 'ASIAQ2W3E4R5T6Y7U2I3',
  SECRET: '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',
  TOKEN: `IQoJb3JpZ2luX2Vj${'Ab3/+dE9'.repeat(30)}`,
} as const;

/** Puts them where a case says `{ID}`, `{SECRET:3}` or `{TOKEN:0:76}`. */
export function filled(text: string): string {
  return text.replace(
    /\{(ID|TEMPORARY|SECRET|TOKEN)(?::(\d+))?(?::(\d+))?\}/g,
    (_, name: keyof typeof madeUp, from, to) =>
      madeUp[name].slice(Number(from ?? 0), to === undefined ? undefined : Number(to)),
  );
}
