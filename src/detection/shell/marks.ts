/** A piece of a word of a script: what it holds, or what stands for something that only the run knows. */
export type Part =
  | { readonly kind: 'text'; readonly text: string }
  /** `$NAME`; `otherwise` is the text of `${NAME:-text}`. */
  | { readonly kind: 'variable'; readonly name: string; readonly otherwise: string | null }
  /** `${{ ... }}` as it is written, which GitHub replaces before the shell starts. */
  | { readonly kind: 'expression'; readonly text: string }
  | { readonly kind: 'unknown' };

const open = '\uE000';
const close = '\uE001';

/** Stands for pieces of a script while a library that does not know them cuts it into words. */
export class Marks {
  readonly #parts: Part[] = [];

  /** A text without white space, quotes and operators that stands for the piece. */
  put(part: Part): string {
    this.#parts.push(part);
    return `${open}${this.#parts.length - 1}${close}`;
  }

  /** The pieces of a word. */
  take(word: string): readonly Part[] {
    return word.split(open).flatMap((piece, index): readonly Part[] => {
      const end = index === 0 ? -1 : piece.indexOf(close);
      const part = end < 0 ? undefined : this.#parts[Number(piece.slice(0, end))];
      const text = piece.slice(end + 1);
      return [...(part === undefined ? [] : [part]), ...(text === '' ? [] : [{ kind: 'text' as const, text }])];
    });
  }
}

/** The same text without the characters that marks are made of. */
export function withoutMarks(text: string): string {
  return text.replace(/[\uE000-\uE002]/g, '\uFFFD');
}

/** Length of the mark that begins here; 0 when none does. */
export function markLength(text: string, at: number): number {
  return text[at] === open ? Math.max(1, text.indexOf(close, at) + 1 - at) : 0;
}

/** A mark that stands for the beginning of a line of the script, counted from 0, as a word of its own. */
export function lineMark(line: number): string {
  return ` \uE002${line} `;
}

/** The line that a word stands for; `null` for every other word. */
export function lineOf(word: string): number | null {
  return word.startsWith('\uE002') ? Number(word.slice(1)) : null;
}
