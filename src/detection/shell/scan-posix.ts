import { Heredocs } from './heredocs.ts';
import { lineMark, type Marks, markLength } from './marks.ts';
import { readVariable } from './posix-variable.ts';
import type { ScriptLine } from './script-line.ts';

/** Characters that mean nothing by themselves, outside of quotes and between double ones; taken in one piece. */
const plainRun = /[^\\'"$`#\n<()\uE000]+/y;
const quotedRun = /[^\\"$`\n\uE000]+/y;

/** Deeper substitutions than anybody writes are not looked into. */
const deepest = 10;

/**
 * Cuts a script for sh, bash and the like into its lines: a backslash at the end continues a line, quotes hold line
 * breaks, a here-document is no command (POSIX, Shell Command Language, 2.2, 2.3 and 2.7.4). Variables and substitutions
 * become marks. What is left open ends with the script. Linear in its length.
 */
export function scanPosix(script: string, marks: Marks): readonly ScriptLine[] {
  return new Scanner(script, marks).lines(null, 0);
}

class Scanner {
  readonly #text: string;
  readonly #marks: Marks;
  readonly #heredocs = new Heredocs();
  #at = 0;
  #line = 0;

  constructor(text: string, marks: Marks) {
    this.#text = text;
    this.#marks = marks;
  }

  lines(closing: ')' | '`' | null, depth: number): readonly ScriptLine[] {
    const lines: ScriptLine[] = [];
    let row = { text: '', line: this.#line, inner: [] as ScriptLine[] };
    let parens = 0;
    let last = '\n';
    while (this.#at < this.#text.length) {
      const character = this.#text.charAt(this.#at);
      if (character === closing && parens === 0) {
        this.#at += 1;
        break;
      }
      if (character === '\n') {
        this.#newLine();
        lines.push(row);
        row = { text: '', line: this.#line, inner: [] };
      } else if (character === '#' && /[\s;&|()]/.test(last)) {
        const end = this.#text.indexOf('\n', this.#at);
        this.#at = end < 0 ? this.#text.length : end;
      } else if (this.#text.startsWith('<<', this.#at) && this.#text[this.#at + 2] !== '<') {
        this.#at += this.#heredocs.begin(this.#text.slice(this.#at, this.#at + 200));
      } else {
        parens += character === '(' ? 1 : character === ')' ? -1 : 0;
        const piece = this.#piece(character, row.inner, depth, last);
        row.text += piece;
        last = piece.at(-1) ?? last;
        continue;
      }
      last = '\n';
    }
    lines.push(row);
    return lines.filter(({ text }) => text.trim() !== '');
  }

  #newLine(): void {
    const { at, lines } = this.#heredocs.skip(this.#text, this.#at + 1);
    this.#at = at;
    this.#line += 1 + lines;
  }

  /** One character, quoted text or substitution, outside of quotes. */
  #piece(character: string, inner: ScriptLine[], depth: number, last: string): string {
    switch (character) {
      case '\\':
        return this.#escaped(last);
      case "'":
        return this.#single();
      case '"':
        return this.#double(inner, depth);
      case '$':
        return this.#text[this.#at + 1] === "'" ? this.#ansi() : this.#dollar(inner, depth);
      case '`':
        return this.#substitution('`', 1, inner, depth);
      case '#':
        this.#at += 1;
        return '\\#';
      default:
        return this.#run(plainRun) ?? this.#plain();
    }
  }

  /** What a pattern that holds no line break takes here; `null` for nothing. */
  #run(pattern: RegExp): string | null {
    pattern.lastIndex = this.#at;
    const run = pattern.exec(this.#text)?.[0] ?? null;
    this.#at += run?.length ?? 0;
    return run;
  }

  #plain(): string {
    return this.#take(this.#at + Math.max(1, markLength(this.#text, this.#at)));
  }

  #take(end: number): string {
    const text = this.#text.slice(this.#at, end);
    this.#at = end;
    this.#line += text.length > 1 ? text.split('\n').length - 1 : Number(text === '\n');
    return text;
  }

  /** A line that goes on gets a mark where words end, so that they know their lines. */
  #escaped(last: string): string {
    const [, ending] = /^\\(\r?\n)/.exec(this.#text.slice(this.#at, this.#at + 3)) ?? [];
    if (ending === undefined) {
      const pair = this.#take(this.#at + 2);
      return pair.length === 2 ? pair : '';
    }
    this.#take(this.#at + 1 + ending.length);
    return /\s/.test(last) || /\s/.test(this.#text.charAt(this.#at)) ? lineMark(this.#line) : '';
  }

  /** With its quotes; without the closing one, the rest is the text. */
  #single(): string {
    const end = this.#text.indexOf("'", this.#at + 1);
    return end < 0 ? `${this.#take(this.#text.length)}'` : this.#take(end + 1);
  }

  #ansi(): string {
    let end = this.#at + 2;
    while (end < this.#text.length && this.#text[end] !== "'") {
      end += this.#text[end] === '\\' ? 2 : 1;
    }
    this.#take(end + 1);
    return this.#marks.put({ kind: 'unknown' });
  }

  #double(inner: ScriptLine[], depth: number): string {
    let out = '"';
    this.#at += 1;
    while (this.#at < this.#text.length) {
      const character = this.#text.charAt(this.#at);
      if (character === '"') {
        this.#at += 1;
        break;
      }
      if (character === '\\') {
        const pair = this.#take(this.#at + 2);
        out += pair === '\\\n' || pair.length < 2 ? '' : pair;
      } else if (character === '$') {
        out += this.#dollar(inner, depth);
      } else {
        out += character === '`' ? this.#substitution('`', 1, inner, depth) : (this.#run(quotedRun) ?? this.#plain());
      }
    }
    return `${out}"`;
  }

  #dollar(inner: ScriptLine[], depth: number): string {
    if (this.#text.startsWith('$((', this.#at)) {
      const end = this.#text.indexOf('))', this.#at);
      this.#take(end < 0 ? this.#text.length : end + 2);
      return this.#marks.put({ kind: 'unknown' });
    }
    if (this.#text.startsWith('$(', this.#at)) {
      return this.#substitution(')', 2, inner, depth);
    }
    const variable = readVariable(this.#text, this.#at);
    this.#take(this.#at + (variable?.length ?? 1));
    return variable === null ? '\\$' : this.#marks.put(variable.part);
  }

  #substitution(closing: ')' | '`', opening: number, inner: ScriptLine[], depth: number): string {
    this.#at += opening;
    if (depth < deepest) {
      inner.push(...this.lines(closing, depth + 1));
    }
    return this.#marks.put({ kind: 'unknown' });
  }
}
