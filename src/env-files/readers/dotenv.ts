import type { Reading } from '../reading.ts';
import { indexOr, lineCounter, notes, skip } from '../reading.ts';

/**
 * The npm package dotenv, versions 16 to 18: one regular expression over the whole text, done here as a scan, because
 * the expression takes quadratic time on many blank lines. Source: motdotla/dotenv, `parse`.
 */
export function readDotenv(text: string): Reading {
  const source = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
  const lineOf = lineCounter(source);
  const { variables, done } = notes();
  let at = skip(source, 0, isSpace);
  while (at < source.length) {
    const name = nameAt(source, at);
    if (name === null) {
      at = skip(source, endOfLine(source, at), isSpace);
      continue;
    }
    const value = valueAt(source, name.end);
    variables.set(name.text, { value: value.text, line: lineOf(name.start) });
    at = skip(source, endOfLine(source, value.end), isSpace);
  }
  return done();
}

/** A name with what parts it from its value: `=` with white space before it, or a colon with white space behind it. */
function nameAt(source: string, at: number): { text: string; start: number; end: number } | null {
  const exported = source.startsWith('export', at) ? skip(source, at + 6, isSpace) : at;
  const starts = exported > at + 6 && isName(source.charCodeAt(exported)) ? [exported, at] : [at];
  for (const start of starts) {
    const end = skip(source, start, isName);
    const sign = skip(source, end, isSpace);
    if (end === start) {
      continue;
    }
    if (source[sign] === '=') {
      return { text: source.slice(start, end), start, end: sign + 1 };
    }
    if (source[end] === ':' && isSpace(source.charCodeAt(end + 1))) {
      return { text: source.slice(start, end), start, end: end + 2 };
    }
  }
  return null;
}

/** In quotes where nothing but a comment follows them, over several lines too; else up to a `#` or the end of the line. */
function valueAt(source: string, at: number): { text: string; end: number } {
  const open = skip(source, at, isSpace);
  const close = isQuote(source[open]) ? closingQuote(source, open) : null;
  const end = close === null ? endOfPlain(source, at) : close + 1;
  const core = (close === null ? source.slice(at, end) : source.slice(open, end)).trim();
  const inner = core.length > 1 && isQuote(core[0]) && core.at(-1) === core[0] ? core.slice(1, -1) : core;
  const text = core.startsWith('"') ? inner.replaceAll('\\n', '\n').replaceAll('\\r', '\r') : inner;
  return { text, end };
}

function endOfPlain(source: string, at: number): number {
  const newline = indexOr(source, '\n', at);
  return at + indexOr(source.slice(at, newline), '#', 0);
}

/** The first quote without a backslash before it; failing that, the last one with a backslash that ends its line. */
function closingQuote(source: string, open: number): number | null {
  const quote = source[open] ?? '';
  let best: number | null = null;
  for (let index = source.indexOf(quote, open + 1); index !== -1; index = source.indexOf(quote, index + 1)) {
    const rest = skip(source, index + 1, (code) => isSpace(code) && !isLineEnd(code));
    if (rest === source.length || isLineEnd(source.charCodeAt(rest)) || source[rest] === '#') {
      best = index;
    }
    if (source[index - 1] !== '\\') {
      break;
    }
  }
  return best;
}

function endOfLine(source: string, at: number): number {
  return skip(source, at, (code) => !isLineEnd(code));
}

function isQuote(character: string | undefined): boolean {
  return character === '"' || character === "'" || character === '`';
}

function isLineEnd(code: number): boolean {
  return code === 10 || code === 0x2028 || code === 0x2029;
}

function isName(code: number): boolean {
  return (
    (code >= 48 && code <= 57) ||
    (code >= 65 && code <= 90) ||
    (code >= 97 && code <= 122) ||
    code === 95 ||
    code === 46 ||
    code === 45
  );
}

/** `\s` of JavaScript. */
function isSpace(code: number): boolean {
  return code <= 32 ? code === 32 || (code >= 9 && code <= 13) : code >= 160 && /\s/.test(String.fromCharCode(code));
}
