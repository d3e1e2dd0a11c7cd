import type { Spot } from '../../workflow/sources.ts';
import type { Part } from './marks.ts';

/** A word of a command, as far as the script tells it. */
export interface Word {
  readonly parts: readonly Part[];
  /** Whether the shell puts names of files in its place. */
  readonly isGlob: boolean;
  readonly spot: Spot;
}

/** The word when it is nothing but text; `null` otherwise. */
export function literal(word: Word | undefined): string | null {
  if (word === undefined || !word.parts.every(({ kind }) => kind === 'text')) {
    return null;
  }
  return word.parts.map((part) => (part.kind === 'text' ? part.text : '')).join('');
}

/** The text that the word begins with, before anything that is not text. */
export function beginning(word: Word): string {
  const [first] = word.parts;
  return first?.kind === 'text' ? first.text : '';
}

/** The word without its first characters, which are text. */
export function behind(word: Word, length: number): Word {
  const [first, ...rest] = word.parts;
  const left = first?.kind === 'text' ? first.text.slice(length) : '';
  return { ...word, parts: left === '' ? rest : [{ kind: 'text', text: left }, ...rest] };
}

/** What the parts are in writing: two words that are written alike have the same value, known or not. */
export function written(word: Word): string {
  return word.parts
    .map((part) => {
      switch (part.kind) {
        case 'text':
        case 'expression':
          return part.text;
        case 'variable':
          return `\${${part.name}}`;
        case 'unknown':
          return '\u0000';
      }
    })
    .join('');
}
