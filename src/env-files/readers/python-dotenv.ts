import type { Reading } from '../reading.ts';
import { lineCounter, notes, skip } from '../reading.ts';
import { interpolated } from './python-interpolation.ts';

/**
 * python-dotenv 1.2, `load_dotenv` on a file, which Python opens with universal line ends. A line that does not fit is
 * left out with a warning; a name without `=` unsets what the file gave it before. Source: theskumar/python-dotenv, parser.py, variables.py.
 */
export function readPythonDotenv(text: string): Reading {
  const source = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const lineOf = lineCounter(source);
  const { variables, complain, done } = notes();
  for (let at = skip(source, 0, isSpace); at < source.length; at = skip(source, at, isSpace)) {
    const line = lineOf(at);
    const binding = bindingAt(source, at);
    const rest = endOfBinding(source, binding.end);
    if (binding.fits && rest !== null) {
      at = rest;
      if (binding.value === null) {
        variables.delete(binding.name);
      } else {
        variables.set(binding.name, { value: interpolated(binding.value, variables), line });
      }
    } else {
      complain(line, 'the line does not fit its grammar, and is left out');
      at = endOfLine(source, binding.end);
    }
  }
  return done();
}

interface Binding {
  /** False where the grammar stops at `end`. */
  readonly fits: boolean;
  readonly name: string;
  readonly value: string | null;
  readonly end: number;
}

function bindingAt(source: string, start: number): Binding {
  const exported = source.startsWith('export', start) ? skip(source, start + 6, isBlank) : start;
  const at = exported > start + 6 ? exported : start;
  if (source[at] === '#') {
    return { fits: true, name: '', value: null, end: at };
  }
  const quoted = source[at] === "'";
  const nameEnd = quoted ? source.indexOf("'", at + 1) : skip(source, at, isName);
  if (nameEnd === -1 || nameEnd === (quoted ? at + 1 : at)) {
    return { fits: false, name: '', value: null, end: at };
  }
  const name = source.slice(quoted ? at + 1 : at, nameEnd);
  const sign = skip(source, quoted ? nameEnd + 1 : nameEnd, isBlank);
  if (source[sign] !== '=') {
    return { fits: true, name, value: null, end: sign };
  }
  const valueStart = skip(source, sign + 1, isBlank);
  if (valueStart > sign + 1 && source[valueStart] === '#') {
    return { fits: true, name, value: '', end: valueStart };
  }
  const quote = source[valueStart];
  if (quote === '"' || quote === "'") {
    const close = closingQuote(source, valueStart, quote);
    return close === -1
      ? { fits: false, name, value: null, end: valueStart }
      : { fits: true, name, value: unescaped(source.slice(valueStart + 1, close), quote), end: close + 1 };
  }
  const end = endOfLine(source, valueStart);
  return { fits: true, name, value: withoutComment(source.slice(valueStart, end)), end };
}

/** Behind a value only a comment may stand; `null` where something else does. */
function endOfBinding(source: string, at: number): number | null {
  const rest = skip(source, at, isBlank);
  const end = source[rest] === '#' ? endOfLine(source, rest) : rest;
  return end === source.length || source[end] === '\n' ? end : null;
}

function closingQuote(source: string, open: number, quote: string): number {
  for (let index = open + 1; index < source.length; index++) {
    if (source[index] === quote) {
      return index;
    }
    index += source[index] === '\\' ? 1 : 0;
  }
  return -1;
}

function withoutComment(text: string): string {
  let end = text.length;
  for (let hash = text.indexOf('#'); hash !== -1; hash = text.indexOf('#', hash + 1)) {
    if (hash > 0 && isSpace(text.charCodeAt(hash - 1))) {
      end = hash;
      break;
    }
  }
  while (end > 0 && isSpace(text.charCodeAt(end - 1))) {
    end -= 1;
  }
  return text.slice(0, end);
}

function unescaped(text: string, quote: string): string {
  return quote === "'"
    ? text.replace(/\\([\\'])/g, '$1')
    : text.replace(/\\([\\'"abfnrtv])/g, (_, character: string) => escapes.get(character) ?? character);
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['a', '\x07'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
]);

function endOfLine(source: string, at: number): number {
  return skip(source, at, (code) => code !== 10);
}

function isName(code: number): boolean {
  return code !== 61 && code !== 35 && !isSpace(code);
}

function isBlank(code: number): boolean {
  return code !== 10 && isSpace(code);
}

/** `\s` of Python, for text. */
function isSpace(code: number): boolean {
  return (
    code === 32 ||
    (code >= 9 && code <= 13) ||
    (code >= 28 && code <= 31) ||
    code === 0x85 ||
    (code >= 160 && code !== 0xfeff && /\s/.test(String.fromCharCode(code)))
  );
}
