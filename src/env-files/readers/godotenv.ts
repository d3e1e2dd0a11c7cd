import type { Reading } from '../reading.ts';
import { lineCounter, notes, refused, skip } from '../reading.ts';
import { goBlank, goLetterOrNumber, goSpace, statementStart, trimEnd } from './go-text.ts';

/**
 * godotenv 1.5, which act reads `.env` and `.secrets` with, and `gh secret set -f` its file. Variables that a value
 * names are taken from the file alone. Source: joho/godotenv, parser.go.
 */
export function readGodotenv(text: string): Reading {
  const source = text.replaceAll('\r\n', '\n');
  const lineOf = lineCounter(source);
  const { variables, done } = notes();
  for (let at = statementStart(source, 0); at !== null; at = statementStart(source, at)) {
    const line = lineOf(at);
    const name = nameAt(source, at);
    if (typeof name === 'string') {
      return refused(line, name);
    }
    const value = valueAt(source, skip(source, name.end, goBlank));
    if (value === null) {
      return refused(line, 'its quote is not closed');
    }
    const known = (variable: string): string => variables.get(variable)?.value ?? '';
    variables.set(name.text, { value: value.expands ? expanded(value.text, known) : value.text, line });
    at = value.end;
  }
  return done();
}

/** Up to the first `=` or colon, blanks within it included; the reason in words where no name can be. */
function nameAt(source: string, at: number): { text: string; end: number } | string {
  const exported = source.startsWith('export', at) && goBlank(source.charCodeAt(at + 6));
  const start = exported ? skip(source, at + 6, goBlank) : at;
  if (start === source.length) {
    return 'there is no name behind its `export`';
  }
  for (let index = start; index < source.length; index++) {
    const character = source[index] ?? '';
    if (character === '=' || character === ':') {
      return { text: trimEnd(source.slice(start, index), goSpace), end: index + 1 };
    }
    if (character === '\n') {
      return 'it has no `=`';
    }
    if (!goBlank(character.charCodeAt(0)) && !isNameCharacter(source, index)) {
      return 'there is a character in the name of the variable that it does not take';
    }
  }
  return { text: '', end: start };
}

/** It looks at the bytes of UTF-8 one by one, as if each were a character. */
function isNameCharacter(source: string, index: number): boolean {
  const character = source[index] ?? '';
  if (character <= '\x7f') {
    return /[A-Za-z0-9_.]/.test(character);
  }
  const bytes = Buffer.from(String.fromCodePoint(source.codePointAt(index) ?? 0));
  return [...bytes].every((byte) => goBlank(byte) || goLetterOrNumber(String.fromCharCode(byte)));
}

interface Value {
  readonly text: string;
  readonly end: number;
  readonly expands: boolean;
}

function valueAt(source: string, at: number): Value | null {
  const quote = source[at];
  if (quote !== '"' && quote !== "'") {
    const end = skip(source, at, (code) => code !== 10 && code !== 13);
    return { text: withoutComment(source.slice(at, end)), end, expands: true };
  }
  let close = source.indexOf(quote, at + 1);
  while (close !== -1 && source[close - 1] === '\\') {
    close = source.indexOf(quote, close + 1);
  }
  if (close === -1) {
    return null;
  }
  const isQuote = (code: number): boolean => code === quote.charCodeAt(0);
  const whole = trimEnd(source.slice(at, close), isQuote);
  const inner = whole.slice(skip(whole, 0, isQuote));
  return { text: quote === '"' ? unescaped(inner) : inner, end: close + 1, expands: quote === '"' };
}

/** Cut at the last `#` that has a blank before it. */
function withoutComment(text: string): string {
  let end = text.length;
  for (let index = text.length - 1; index > 0; index--) {
    if (text[index] === '#' && goBlank(text.charCodeAt(index - 1))) {
      end = index;
      break;
    }
  }
  const core = trimEnd(text.slice(0, end), goBlank);
  return core.slice(skip(core, 0, goBlank));
}

function unescaped(text: string): string {
  return text
    .replace(/\\./g, (pair) => (pair === '\\n' ? '\n' : pair === '\\r' ? '\r' : pair))
    .replace(/\\([^$])/g, '$1');
}

/** A dollar sign before capitals, in braces or not; a backslash before it keeps it. */
function expanded(text: string, known: (name: string) => string): string {
  return text.replace(/\\\$\(?\{?[A-Z0-9_]*\}?|\$\(?\{?([A-Z0-9_]+)\}?/g, (whole, name?: string) =>
    name === undefined ? whole.slice(1) : known(name),
  );
}
