import { skip } from '../reading.ts';

/** A piece of a shell word. */
export interface Part {
  /** `null` for an expansion. */
  readonly text: string | null;
  readonly end: number;
  readonly quoted: boolean;
}

/** A run of plain characters, an escaped character, a quoted string or an expansion; `null` when it is not closed. */
export function readPart(text: string, at: number): Part | null {
  switch (text[at] ?? '') {
    case '\\':
      return text[at + 1] === '\n'
        ? { text: '', end: at + 2, quoted: false }
        : { text: text[at + 1] ?? '\\', end: at + 2, quoted: true };
    case "'": {
      const close = text.indexOf("'", at + 1);
      return close === -1 ? null : { text: text.slice(at + 1, close), end: close + 1, quoted: true };
    }
    case '"':
      return readDoubleQuotes(text, at);
    case '`': {
      const close = closing(text, at + 1, '`');
      return close === -1 ? null : { text: null, end: close + 1, quoted: false };
    }
    case '$':
      return readDollar(text, at);
    case ':':
    case '=':
      return { text: text[at] ?? '', end: at + 1, quoted: false };
    default: {
      const end = skip(text, at + 1, (code) => !special.has(code));
      return { text: text.slice(at, end), end, quoted: false };
    }
  }
}

const special: ReadonlySet<number> = new Set(Array.from(' \t\n\\\'"`$;&|<>()=:', (one) => one.charCodeAt(0)));

function readDoubleQuotes(text: string, open: number): Part | null {
  const pieces: string[] = [];
  let known = true;
  let at = open + 1;
  while (at < text.length) {
    const character = text[at] ?? '';
    if (character === '"') {
      return { text: known ? pieces.join('') : null, end: at + 1, quoted: true };
    }
    if (character === '\\') {
      const next = text[at + 1] ?? '';
      pieces.push(next === '\n' ? '' : '$`"\\'.includes(next) ? next : `\\${next}`);
      at += 2;
    } else if (character === '$' || character === '`') {
      const part =
        character === '$' && /["']/.test(text[at + 1] ?? '') ? { text: '$', end: at + 1 } : readPart(text, at);
      if (part === null) {
        return null;
      }
      known &&= part.text !== null;
      pieces.push(part.text ?? '');
      at = part.end;
    } else {
      const end = skip(text, at + 1, (code) => code !== 34 && code !== 36 && code !== 92 && code !== 96);
      pieces.push(text.slice(at, end));
      at = end;
    }
  }
  return null;
}

/** Variables, substitutions and arithmetic are open; a dollar sign before anything else stands for itself. */
function readDollar(text: string, at: number): Part | null {
  const next = text[at + 1] ?? '';
  if (next === '(' || next === '{') {
    const close = balanced(text, at + 1, next, next === '(' ? ')' : '}');
    return close === -1 ? null : { text: null, end: close + 1, quoted: false };
  }
  if (next === "'") {
    const close = closing(text, at + 2, "'");
    const inner = text.slice(at + 2, close);
    return close === -1 ? null : { text: inner.includes('\\') ? null : inner, end: close + 1, quoted: true };
  }
  if (next === '"') {
    return readDoubleQuotes(text, at + 1);
  }
  if (/[A-Za-z_]/.test(next)) {
    return { text: null, end: skip(text, at + 2, isNameCode), quoted: false };
  }
  return /[0-9@*#?$!-]/.test(next)
    ? { text: null, end: at + 2, quoted: false }
    : { text: '$', end: at + 1, quoted: false };
}

/** The next such character that no backslash escapes. */
function closing(text: string, from: number, wanted: string): number {
  for (let at = from; at < text.length; at++) {
    if (text[at] === wanted) {
      return at;
    }
    at += text[at] === '\\' ? 1 : 0;
  }
  return -1;
}

/** The bracket that closes the one at `open`, on the same line; brackets in quotes are counted too. */
function balanced(text: string, open: number, opening: string, close: string): number {
  let depth = 0;
  for (let at = open; at < text.length && text[at] !== '\n'; at++) {
    depth += text[at] === opening ? 1 : text[at] === close ? -1 : 0;
    if (depth === 0) {
      return at;
    }
  }
  return -1;
}

function isNameCode(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95;
}
