import type { SeenValue } from '../reading.ts';
import { indexOr } from '../reading.ts';

/** `${NAME}` and `${NAME:-default}`, in single quotes too; `null` when the file itself does not define the name. */
export function interpolated(text: string, variables: ReadonlyMap<string, SeenValue>): string | null {
  const pieces: string[] = [];
  let from = 0;
  let close = -1;
  let colon = -1;
  for (let at = text.indexOf('${'); at !== -1; at = text.indexOf('${', Math.max(at + 2, from))) {
    close = close < at ? indexOr(text, '}', at) : close;
    if (close === text.length) {
      break;
    }
    colon = colon < at ? indexOr(text, ':', at) : colon;
    if (colon > close || text[colon + 1] === '-') {
      const value = variables.get(text.slice(at + 2, Math.min(colon, close)))?.value ?? null;
      if (value === null) {
        return null;
      }
      pieces.push(text.slice(from, at), value);
      from = close + 1;
    }
  }
  return pieces.join('') + text.slice(from);
}
