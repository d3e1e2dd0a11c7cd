/**
 * Edit distance in the sense of "optimal string alignment": how many insertions, deletions, replacements and swaps of
 * neighbours lead from one text to the other. Meant for names; grows with the product of both lengths.
 */
export function editDistance(from: string, to: string): number {
  let beforeLast: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1];
      const swapped = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      current[column] = Math.min(
        at(last, column) + 1,
        at(current, column - 1) + 1,
        at(last, column - 1) + (same ? 0 : 1),
        swapped ? at(beforeLast, column - 2) + 1 : Infinity,
      );
    }
    beforeLast = last;
    last = current;
  }
  return at(last, to.length);
}

/** The candidate that is nearest to a text, the first of them when several are. */
export function closest(
  text: string,
  candidates: readonly string[],
): { readonly name: string; readonly distance: number } | null {
  let best: { readonly name: string; readonly distance: number } | null = null;
  for (const name of candidates) {
    const least = Math.abs(text.length - name.length);
    const distance: number = best !== null && least >= best.distance ? least : editDistance(text, name);
    if (best === null || distance < best.distance) {
      best = { name, distance };
    }
  }
  return best;
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Infinity;
}
