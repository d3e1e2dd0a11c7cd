import type { Stumble } from '../reading.ts';
import { skip } from '../reading.ts';
import { readPart } from './bash-parts.ts';

/** A word after quotes are taken off. */
export interface ShellWord {
  /** For an assignment the value alone; `null` where it holds an expansion. */
  readonly text: string | null;
  readonly assigns: { readonly name: string; readonly adds: boolean } | null;
  /** True when any of it was quoted or escaped. */
  readonly quoted: boolean;
  readonly line: number;
}

/** What bash reads before it runs any of it: up to a line end that is not quoted. */
export interface LogicalLine {
  readonly commands: readonly (readonly ShellWord[])[];
  /** Set where it cannot be taken apart. */
  readonly problem: Stumble | null;
  readonly end: number;
  readonly endLine: number;
}

export function readLogicalLine(text: string, start: number, firstLine: number): LogicalLine {
  const commands: ShellWord[][] = [];
  let command: ShellWord[] = [];
  let at = start;
  let line = firstLine;
  const finish = (end: number, problem: Stumble | null = null): LogicalLine => ({
    commands: command.length === 0 ? commands : [...commands, command],
    problem,
    end,
    endLine: line,
  });
  for (;;) {
    at = skip(text, at, (code) => code === 32 || code === 9);
    const character = text[at];
    if (character === undefined) {
      return finish(at);
    }
    if (character === '\n') {
      line += 1;
      return finish(at + 1);
    }
    if (character === '#') {
      at = skip(text, at, (code) => code !== 10);
    } else if (character === '\\' && text[at + 1] === '\n') {
      at += 2;
      line += 1;
    } else if (character === ';' && command.length > 0 && text[at + 1] !== ';') {
      commands.push(command);
      command = [];
      at += 1;
    } else if (operators.includes(character)) {
      return finish(at, { line, sentence: unknownSyntax });
    } else {
      const read = readWord(text, at, line);
      if ('sentence' in read) {
        return finish(at, read);
      }
      command.push(read.word);
      at = read.end;
      line = read.endLine;
    }
  }
}

const operators = ';&|<>()';
const unknownSyntax = 'it has shell syntax beyond assignments, and what that does can only be told by running it';

interface ReadWord {
  readonly word: ShellWord;
  readonly end: number;
  readonly endLine: number;
}

function readWord(text: string, start: number, line: number): ReadWord | Stumble {
  const pieces: string[] = [];
  let known = true;
  let quoted = false;
  let assigns: ShellWord['assigns'] = null;
  let signSeen = false;
  let at = start;
  let endLine = line;
  while (at < text.length) {
    const character = text[at] ?? '';
    if (
      character === ' ' ||
      character === '\t' ||
      character === '\n' ||
      (operators.includes(character) && character !== '(')
    ) {
      break;
    }
    if (character === '(') {
      return { line, sentence: unknownSyntax };
    }
    if (character === '=' && !signSeen && !quoted && known) {
      signSeen = true;
      const [, name, index, sign] = /^([A-Za-z_][A-Za-z0-9_]*)(\[[^\]]*\])?(\+?)$/.exec(pieces.join('')) ?? [];
      if (name !== undefined) {
        if (index !== undefined) {
          return { line, sentence: unknownSyntax };
        }
        assigns = { name, adds: sign === '+' };
        pieces.length = 0;
        at += 1;
        known = text[at] !== '~';
        continue;
      }
    }
    const part = readPart(text, at);
    if (part === null) {
      return { line: endLine, sentence: openSentence(character) };
    }
    known &&= part.text !== null && !(assigns !== null && character === ':' && text[at + 1] === '~');
    quoted ||= part.quoted;
    pieces.push(part.text ?? '');
    endLine += countLineFeeds(text, at, part.end);
    at = part.end;
  }
  return { word: { text: known ? pieces.join('') : null, assigns, quoted, line }, end: at, endLine };
}

function openSentence(character: string): string {
  return character === '$' || character === '`'
    ? 'it begins a substitution that does not end on the line, and what that does can only be told by running it'
    : 'its quote is not closed';
}

function countLineFeeds(text: string, from: number, to: number): number {
  return text.slice(from, to).split('\n').length - 1;
}
