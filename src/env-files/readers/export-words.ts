import type { Notes, Reading, Stumble } from '../reading.ts';
import { lineCounter, notes, skip } from '../reading.ts';

/** A word that a command hands to `export`, and the line that it begins on. */
interface Word {
  readonly text: string;
  readonly line: number;
}

/**
 * `export $(cat .env)`: the shell splits the text at blanks and line ends, and takes every piece as it is, quotes,
 * backslashes and comments included. Measured with bash 5.2.
 */
export function readExportCat(text: string): Reading {
  const noted = notes();
  const complaint = exportWords(split(text, 1), noted);
  return complaint === null ? noted.done() : noted.stop(complaint.line, complaint.sentence);
}

/**
 * `export $(grep -v '^#' .env | xargs)`: as `export $(cat .env)`, but without the lines that begin with `#`, and with
 * quotes and backslashes taken off by xargs, whose quotes end at the line end. Measured with GNU findutils 4.9.
 */
export function readExportXargs(text: string): Reading {
  const noted = notes();
  const { words, open } = xargsWords(text);
  const complaint = exportWords(words, noted) ?? open;
  return complaint === null ? noted.done() : noted.stop(complaint.line, complaint.sentence);
}

/** At what the shell splits at: blanks, tabs and line feeds. */
function split(text: string, firstLine: number): Word[] {
  const lineOf = lineCounter(text);
  const words: Word[] = [];
  for (let at = skip(text, 0, isBlank); at < text.length; at = skip(text, at, isBlank)) {
    const end = skip(text, at, (code) => !isBlank(code));
    words.push({ text: text.slice(at, end), line: firstLine - 1 + lineOf(at) });
    at = end;
  }
  return words;
}

function isBlank(code: number): boolean {
  return code === 32 || code === 9 || code === 10;
}

/** What bash's `export` makes of its arguments: it reports those that are no assignment and goes on. */
function exportWords(words: readonly Word[], { variables, complain }: Notes): Stumble | null {
  const first = words[0];
  if (first !== undefined && /^-./.test(first.text) && first.text !== '--') {
    return { line: first.line, sentence: '`export` takes its first word for an option' };
  }
  for (const { text, line } of first?.text === '--' ? words.slice(1) : words) {
    const [, name, added, value] = /^([A-Za-z_][A-Za-z0-9_]*)(?:(\+?)=([^]*))?$/.exec(text) ?? [];
    if (name === undefined) {
      complain(line, '`export` takes a word of it for a name that cannot be');
    } else if (readonlyNames.has(name) && value !== undefined) {
      complain(line, 'bash does not let that variable be set');
    } else if (value !== undefined) {
      const before = variables.get(name);
      variables.set(name, {
        value: added !== '+' ? value : typeof before?.value === 'string' ? before.value + value : null,
        line,
      });
    }
  }
  return null;
}

/** Variables of bash that an assignment cannot change. */
export const readonlyNames: ReadonlySet<string> = new Set([
  'UID',
  'EUID',
  'PPID',
  'SHELLOPTS',
  'BASHOPTS',
  'BASH_VERSINFO',
]);

function xargsWords(text: string): { words: readonly Word[]; open: Stumble | null } {
  const words: Word[] = [];
  let word: { text: string; readonly line: number } | null = null;
  for (const [index, content] of text.split('\n').entries()) {
    if (content.startsWith('#') || (content === '' && word === null)) {
      continue;
    }
    const line = index + 1;
    for (const piece of xargsPieces(content)) {
      if (piece === 'open') {
        return { words, open: { line, sentence: 'xargs finds a quote on it that is not closed there' } };
      }
      if (piece === 'end') {
        addWords(word, words);
        word = null;
      } else if (word !== null) {
        word.text += piece.taken;
      } else {
        const text: string = piece.quoted ? piece.taken : piece.taken.replace(/^[\r\v\f]+/, '');
        word = text === '' && !piece.quoted ? null : { text, line };
      }
    }
  }
  addWords(word, words);
  return { words, open: null };
}

/** The shell splits once more what xargs took for one word. */
function addWords(word: Word | null, words: Word[]): void {
  if (word !== null && /[ \t\n]/.test(word.text)) {
    for (const piece of split(word.text, word.line)) {
      words.push(piece);
    }
  } else if (word !== null && word.text !== '') {
    words.push(word);
  }
}

type Piece = { readonly taken: string; readonly quoted: boolean } | 'end' | 'open';

/** One line as xargs takes it apart. A backslash at its end makes the line end a part of the word. */
function* xargsPieces(content: string): Generator<Piece> {
  for (let at = 0; at < content.length; at++) {
    const character = content[at] ?? '';
    if (character === ' ' || character === '\t') {
      yield 'end';
    } else if (character === '"' || character === "'") {
      const close = content.indexOf(character, at + 1);
      if (close === -1) {
        yield 'open';
        return;
      }
      yield { taken: content.slice(at + 1, close), quoted: true };
      at = close;
    } else if (character === '\\') {
      at += 1;
      yield { taken: content[at] ?? '\n', quoted: true };
      if (at >= content.length) {
        return;
      }
    } else {
      const end = skip(content, at + 1, (code) => !special.has(code));
      yield { taken: content.slice(at, end), quoted: false };
      at = end - 1;
    }
  }
  yield 'end';
}

/** Blanks, quotes and the backslash. */
const special: ReadonlySet<number> = new Set([9, 32, 34, 39, 92]);
