import type { Reading } from '../reading.ts';
import { indexOr, lineCounter, notes, refused, skip } from '../reading.ts';
import { goBlank, goLetterOrNumber, goSpace, statementStart, trimEnd } from './go-text.ts';

/**
 * `docker compose`, `.env` and `env_file:`. Variables that a value names are looked up in the environment first, so
 * that such a value cannot be told. A name without `=` is looked up there too. Source: compose-spec/compose-go 2,
 * dotenv/parser.go and template/template.go.
 */
export function readCompose(text: string): Reading {
  const source = text.replace(/^\uFEFF/, '');
  const lineOf = lineCounter(source);
  const { variables, done } = notes();
  for (let at = statementStart(source, 0); at !== null; at = statementStart(source, at)) {
    const line = lineOf(at);
    const name = nameAt(source, at);
    if (typeof name === 'string') {
      return refused(line, name);
    }
    at = name.end;
    if (name.inherited) {
      continue;
    }
    const value = valueAt(source, skip(source, name.end, goBlank));
    if (value === null) {
      return refused(line, 'its quote is not closed');
    }
    const meant = value.expands ? expanded(value.text) : { value: value.text };
    if (meant === null) {
      return refused(line, 'it has `${` without a name and a closing brace behind it');
    }
    variables.set(name.text, { value: meant.value, line });
    at = value.end;
  }
  return done();
}

interface Name {
  readonly text: string;
  readonly end: number;
  /** True for a name alone on its line. */
  readonly inherited: boolean;
}

function nameAt(source: string, at: number): Name | string {
  const exported = source.startsWith('export', at) && /[\t\n\f\r ]/.test(source[at + 6] ?? '');
  const start = exported ? skip(source, at + 6, goBlank) : at;
  if (start === source.length) {
    return 'there is no name behind its `export`';
  }
  for (let index = start; index < source.length; index++) {
    const character = String.fromCodePoint(source.codePointAt(index) ?? 0);
    index += character.length - 1;
    if (character === '=' || character === ':' || character === '\n') {
      const text = trimEnd(source.slice(start, index), goSpace);
      return text.includes(' ')
        ? 'there is a blank in the name of the variable'
        : { text, end: index + 1, inherited: character === '\n' };
    }
    if (!goBlank(character.charCodeAt(0)) && !/[_.[\]-]/.test(character) && !goLetterOrNumber(character)) {
      return 'there is a character in the name of the variable that it does not take';
    }
  }
  return { text: '', end: start, inherited: false };
}

interface Value {
  readonly text: string;
  readonly end: number;
  readonly expands: boolean;
}

function valueAt(source: string, at: number): Value | null {
  const quote = source[at];
  if (quote !== '"' && quote !== "'") {
    const end = indexOr(source, '\n', at);
    const line = source.slice(at, end);
    return { text: trimEnd(line.slice(0, indexOr(line, ' #', 0)), goSpace), end, expands: true };
  }
  const pieces: string[] = [];
  let from = at + 1;
  for (let index = at + 1; index < source.length; index++) {
    if (source[index] === quote) {
      pieces.push(source.slice(from, index));
      const text = pieces.join('');
      return { text: quote === '"' ? unescaped(text) : text, end: index + 1, expands: quote === '"' };
    }
    if (source[index] === '\\') {
      if (source[index + 1] === quote) {
        pieces.push(source.slice(from, index));
        from = index + 1;
      }
      index += 1;
    }
  }
  return null;
}

function unescaped(text: string): string {
  return text.replace(/\\(?:[abcfnrtv$"\\]|0\d{0,3})/g, (pair) => {
    if (pair.startsWith('\\0')) {
      const octal = pair.slice(2);
      return /^[0-3][0-7]{2}$/.test(octal) ? String.fromCharCode(parseInt(octal, 8)) : `\\${octal}`;
    }
    return escapes.get(pair[1] ?? '') ?? pair;
  });
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['a', '\x07'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
  ['$', '$$'],
  ['"', '"'],
  ['\\', '\\'],
]);

/** `$$` is a dollar sign, `$` before anything but a name or a brace too; `null` for a brace that holds no name. */
function expanded(text: string): { readonly value: string | null } | null {
  if (/\$\{(?![A-Za-z_][A-Za-z0-9_]*(?:\}|:?[-+?]))/.test(text.replaceAll('$$', ''))) {
    return null;
  }
  return /\$[A-Za-z_{]/.test(text.replaceAll('$$', '')) ? { value: null } : { value: text.replaceAll('$$', '$') };
}
