import { looksReal } from '../credentials/flaws/shapes.ts';

/** A line, or several, that somebody wrote to set a variable, whatever the loaders make of it. */
export interface Assignment {
  readonly name: string;
  /** The value without what belongs to the notation: quotes around it, blanks, a comment, the line ends of a wrapped token. */
  readonly meant: string;
  readonly line: number;
  readonly endLine: number;
  /** The lines as they stand in the file, line ends included. */
  readonly source: string;
}

/** Every assignment of a text in its order. Comments are none. */
export function assignments(text: string): readonly Assignment[] {
  const lines = text.split('\n');
  const found: Assignment[] = [];
  for (let index = 0; index < lines.length; index++) {
    const content = lines[index] ?? '';
    const [head, , name] = heading.exec(content) ?? [];
    if (head === undefined || name === undefined) {
      continue;
    }
    const value = meantValue(lines, index, content.slice(head.length));
    const last = value.last === lines.length - 1;
    found.push({
      name,
      meant: value.meant,
      line: index + 1,
      endLine: value.last + 1,
      source: lines.slice(index, value.last + 1).join('\n') + (last ? '' : '\n'),
    });
    index = value.last;
  }
  return found;
}

/** `NAME=`, `export NAME = `, `set NAME=`, `$env:NAME = `, `NAME: `, `"NAME": `. */
const heading =
  /^[\s\u200b-\u200d\u2060]{0,64}(?:(?:export|set|setx|declare -x)\s{1,8}|\$env:)?(["']?)([A-Za-z_][\w.-]{0,127})\1\s{0,8}(?:=|:(?=\s))/i;

interface Meant {
  readonly meant: string;
  /** Index of the last line that belongs to it. */
  readonly last: number;
}

function meantValue(lines: readonly string[], index: number, rest: string): Meant {
  const text = rest.trim();
  const quote = text[0] ?? '';
  if (quote === '"' || quote === "'" || quote === '`') {
    const close = text.indexOf(quote, 1);
    const inner = text.slice(1, close === -1 ? text.length : close);
    if (quote === '`' && /[\s(]/.test(inner)) {
      return { meant: text, last: index };
    }
    return close === -1 ? wrappedInQuotes(lines, index, inner, quote) : { meant: inner, last: index };
  }
  return wrapped(lines, index, bare(text));
}

/** Without a comment, and without a `;` or `,` where what is left has the shape of a key. */
function bare(text: string): string {
  const comment = text.search(/\s#/);
  const plain = (text.startsWith('#') ? '' : comment === -1 ? text : text.slice(0, comment)).trimEnd();
  const ends = [plain.indexOf('#'), plain.search(/[;,]$/)].filter((end) => end > 0);
  return ends.map((end) => plain.slice(0, end)).find(looksReal) ?? plain;
}

const mostLines = 64;

/** A quote that is closed on a later line, with nothing but pieces of base64 up to there. */
function wrappedInQuotes(lines: readonly string[], index: number, first: string, quote: string): Meant {
  const pieces = [first];
  for (let next = index + 1; next < Math.min(lines.length, index + mostLines); next++) {
    const piece = (lines[next] ?? '').trim();
    const close = piece.indexOf(quote);
    pieces.push(close === -1 ? piece : piece.slice(0, close));
    if (!/^[A-Za-z0-9+/]{0,400}={0,2}$/.test(pieces.at(-1) ?? '')) {
      break;
    }
    if (close !== -1) {
      return { meant: pieces.join(''), last: next };
    }
  }
  return { meant: first, last: index };
}

/** A value that a backslash, or a break within base64, carries over to the next line. */
function wrapped(lines: readonly string[], index: number, first: string): Meant {
  const pieces = [first];
  let last = index;
  for (let next = index + 1; next < Math.min(lines.length, index + mostLines); next++) {
    const before = pieces.at(-1) ?? '';
    const piece = (lines[next] ?? '').trim();
    const escaped = before.endsWith('\\') && /^[A-Za-z0-9+/=\\]{1,4096}$/.test(piece);
    const broken = /^[A-Za-z0-9+/]{40,}$/.test(before) && isPieceOfToken(piece);
    if (!escaped && !broken) {
      break;
    }
    pieces[pieces.length - 1] = escaped ? before.slice(0, -1) : before;
    pieces.push(piece);
    last = next;
  }
  return { meant: pieces.join(''), last };
}

/** A line of base64 that is no name: letters of both cases, or signs that names do not have. */
function isPieceOfToken(text: string): boolean {
  return (
    /^[A-Za-z0-9+/]{16,4096}={0,2}$/.test(text) && (/[+/]/.test(text) || (/[a-z]/.test(text) && /[A-Z]/.test(text)))
  );
}
