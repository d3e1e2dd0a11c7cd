import type { Place, Places, Repetition, Tree } from './cursor.ts';
import { characterFault, literalFault, type TextFault } from './json-fault.ts';
import { lineFinder } from '../../evaluation/line-finder.ts';

const deepest = 100;
const mostValues = 2_000_000;
const mostFaults = 10;

/** A JSON text that was read: with a fault there may still be a tree, of what would remain without the fault. */
export interface JsonText {
  readonly tree: Tree | null;
  readonly faults: readonly TextFault[];
}

/**
 * Reads JSON as RFC 8259 has it, and says where it is not: comments and commas too many are passed over, so that all
 * of them are found at once; the first fault of any other kind ends the reading. A byte order mark is a fault that
 * changes nothing else.
 */
export function readJson(text: string): JsonText {
  return new JsonReader(text).read();
}

class JsonReader {
  readonly #text: string;
  readonly #faults: TextFault[] = [];
  readonly #places: Places = new Map();
  #at = 0;
  #values = 0;
  #isStopped = false;

  constructor(text: string) {
    this.#text = text;
  }

  read(): JsonText {
    if (this.#text.startsWith('\uFEFF')) {
      this.#fault(0, 'The file begins with a byte order mark, which AWS refuses; save it as UTF-8 without one.');
      this.#at = 1;
    }
    this.#skip();
    const start = this.#at;
    const value = this.#value(0);
    this.#skip();
    if (!this.#stopped() && this.#at < this.#text.length) {
      this.#stop(this.#at, 'The JSON value has ended, but more text follows; is a bracket closed too early?');
    }
    const tree = { value, start, places: this.#places, positionAt: lineFinder(this.#text) };
    return { tree: this.#stopped() ? null : tree, faults: this.#faults };
  }

  #value(depth: number): unknown {
    this.#values += 1;
    if (depth > deepest) {
      return this.#stop(this.#at, `The nesting is deeper than ${deepest} levels.`);
    }
    if (this.#values > mostValues) {
      return this.#stop(this.#at, `The text holds more than ${mostValues} values.`);
    }
    switch (this.#text.charAt(this.#at)) {
      case '{':
        return this.#object(depth);
      case '[':
        return this.#array(depth);
      case '"':
        return this.#string();
      default:
        return this.#literal();
    }
  }

  #object(depth: number): unknown {
    const own = this.#at;
    const value: Record<string, unknown> = {};
    const members = new Map<string, number>();
    const repeated: Repetition[] = [];
    this.#members('}', own, () => {
      const offset = this.#at;
      const key = this.#text[offset] === '"' ? this.#string() : this.#stop(offset, characterFault(this.#text, offset));
      this.#skip();
      if (this.#text[this.#at] !== ':' && !this.#stopped()) {
        this.#stop(this.#at, 'A colon is missing after the key.');
      }
      this.#at += 1;
      this.#skip();
      if (this.#stopped() || key === null) {
        return;
      }
      if (members.has(key)) {
        repeated.push({ key, offset });
      }
      members.set(key, this.#at);
      // A plain assignment to `__proto__` would set the prototype.
      Object.defineProperty(value, key, {
        value: this.#value(depth + 1),
        enumerable: true,
        configurable: true,
        writable: true,
      });
    });
    const place: Place = { own, members };
    this.#places.set(value, repeated.length === 0 ? place : { ...place, repeated });
    return value;
  }

  #array(depth: number): unknown {
    const own = this.#at;
    const value: unknown[] = [];
    const members: number[] = [];
    this.#members(']', own, () => {
      members.push(this.#at);
      value.push(this.#value(depth + 1));
    });
    this.#places.set(value, { own, members });
    return value;
  }

  /** Reads the members between two brackets and the commas between them. */
  #members(end: '}' | ']', opened: number, member: () => void): void {
    this.#at += 1;
    this.#skip();
    let comma: number | null = null;
    while (!this.#stopped() && this.#text[this.#at] !== end) {
      if (this.#at >= this.#text.length) {
        const { line } = lineFinder(this.#text)(opened);
        this.#stop(opened, `The text ends before the bracket of line ${line} is closed.`);
        return;
      }
      member();
      this.#skip();
      comma = this.#text[this.#at] === ',' ? this.#at : null;
      if (comma !== null) {
        this.#at += 1;
        this.#skip();
      } else if (!this.#stopped() && this.#at < this.#text.length && this.#text[this.#at] !== end) {
        this.#stop(this.#at, `A comma or ${end} is missing before this.`);
      }
    }
    if (comma !== null && !this.#stopped()) {
      this.#fault(comma, `A comma stands before the closing ${end}; JSON takes none there, so remove it.`);
    }
    this.#at += 1;
  }

  #string(): string | null {
    const start = this.#at;
    let escaped = false;
    for (let at = start + 1; at < this.#text.length; at++) {
      const code = this.#text.charCodeAt(at);
      if (code === 0x22) {
        this.#at = at + 1;
        return escaped ? this.#unescaped(start, at + 1) : this.#text.slice(start + 1, at);
      }
      if (code < 0x20) {
        return this.#stop(
          at,
          'A text in quotes holds a line break or control character; is its closing quote missing?',
        );
      }
      if (code === 0x5c) {
        escaped = true;
        at += 1;
      }
    }
    return this.#stop(start, 'The text in quotes that begins here is never closed.');
  }

  #unescaped(start: number, end: number): string | null {
    try {
      return String(JSON.parse(this.#text.slice(start, end)));
    } catch {
      return this.#stop(
        start,
        'A backslash in this text starts no escape that JSON knows; write \\\\ for a backslash.',
      );
    }
  }

  #literal(): unknown {
    const word = wordAt(this.#text, this.#at);
    if (word === 'true' || word === 'false' || word === 'null' || numeral.test(word)) {
      this.#at += word.length;
      return JSON.parse(word);
    }
    return this.#stop(this.#at, literalFault(this.#text, this.#at, word));
  }

  /** Passes over blanks, and over comments as faults. */
  #skip(): void {
    while (!this.#stopped()) {
      const code = this.#text.charCodeAt(this.#at);
      if (code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09) {
        this.#at += 1;
        continue;
      }
      const end = commentEnd(this.#text, this.#at);
      if (end === null) {
        return;
      }
      this.#fault(this.#at, 'This is a comment, and JSON takes none; remove it.');
      this.#at = end;
    }
  }

  /** A call, because the compiler takes a field for unchanged. */
  #stopped(): boolean {
    return this.#isStopped;
  }

  #fault(offset: number, sentence: string): void {
    if (this.#faults.length < mostFaults) {
      this.#faults.push({ offset, sentence });
    }
  }

  #stop(offset: number, sentence: string): null {
    if (!this.#stopped()) {
      this.#faults.push({ offset, sentence });
      this.#isStopped = true;
    }
    return null;
  }
}

const numeral = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** The letters and digits that begin at an offset, as far as a number or a word could reach. */
function wordAt(text: string, offset: number): string {
  return /^[-+.\w]*/.exec(text.slice(offset, offset + 400))?.[0] ?? '';
}

function commentEnd(text: string, offset: number): number | null {
  if (text[offset] === '#' || text.startsWith('//', offset)) {
    const end = text.indexOf('\n', offset);
    return end < 0 ? text.length : end;
  }
  if (text.startsWith('/*', offset)) {
    const end = text.indexOf('*/', offset + 2);
    return end < 0 ? text.length : end + 2;
  }
  return null;
}
