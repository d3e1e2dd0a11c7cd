import type { Reader } from '../reading.ts';
import type { Rest } from './node-rest.ts';
import { startOf, trim } from './node-rest.ts';

/**
 * `node --env-file` and `util.parseEnv` of Node 20. It looks for the next `=` over line ends, so that a line without
 * one, and a comment that is indented, become part of the next name; a comment in a last line without a line end is read
 * as an assignment. Source: nodejs/node, src/node_dotenv.cc; measured
 * with 20.20.2.
 */
export const readNode20: Reader = (text) => {
  const rest = startOf(text, ' ');
  const { variables } = rest.notes;
  while (rest.at < rest.end) {
    const comment = rest.endOfEmptyOrComment();
    if (comment !== null && comment < rest.end) {
      rest.at = comment + 1;
      continue;
    }
    const equal = rest.find('=', rest.at);
    // Trimming a name of nothing but blanks, Node 20 goes one character too far back.
    const name = rest.trimmed(rest.at, equal) || (equal > rest.at ? (rest.source[rest.at - 1] ?? '') : '');
    if (equal === rest.end || name === '') {
      break;
    }
    const line = rest.lineHere();
    const key = name.startsWith('export ') ? name.slice(7) : name;
    rest.at = equal + 1;
    rest.trim();
    const value = valueAt(rest);
    if (value.kind === 'open' && value.end === rest.end) {
      continue; // The value is lost, and the quote becomes the beginning of a name.
    }
    variables.set(key, { value: value.text, line });
    rest.at = value.end;
  }
  return rest.notes.done();
};

/**
 * The same of Node 24, which goes line by line: a line without `=` is left out, and tabs are trimmed like spaces.
 * Source: nodejs/node, src/node_dotenv.cc after pull requests 56983 and 57798.
 */
export const readNode24: Reader = (text) => {
  const rest = startOf(text, ' \t\n');
  const { variables } = rest.notes;
  while (rest.at < rest.end) {
    const comment = rest.endOfEmptyOrComment();
    if (comment !== null) {
      rest.at = comment + 1;
      continue;
    }
    const newline = rest.lineEnd(rest.at);
    const sign = rest.source.slice(rest.at, newline).indexOf('=');
    if (sign === -1) {
      rest.at = newline + 1;
      rest.trim();
      continue;
    }
    const line = rest.lineHere();
    const name = rest.trimmed(rest.at, rest.at + sign);
    rest.at += sign + 1;
    if (rest.at === newline) {
      variables.set(name, { value: '', line });
      continue;
    }
    rest.trim();
    if (name === '') {
      continue;
    }
    const value = valueAt(rest);
    variables.set(name.startsWith('export ') ? trim(name.slice(7), rest.blanks) : name, { value: value.text, line });
    rest.at = value.end + 1;
    if (value.kind !== 'quoted') {
      rest.trim();
    }
  }
  return rest.notes.done();
};

/** `open` is a quote that nothing closes: the line is taken as it is. */
interface Value {
  readonly text: string;
  readonly kind: 'plain' | 'quoted' | 'open';
  /** Where the line ends behind it. */
  readonly end: number;
}

function valueAt(rest: Rest): Value {
  const { source, at } = rest;
  const quote = source[at] ?? '';
  const newline = rest.lineEnd(at);
  if (at < rest.end && (quote === '"' || quote === "'" || quote === '`')) {
    const close = rest.find(quote, at + 1);
    if (close === rest.end) {
      return { text: source.slice(at, newline), kind: 'open', end: newline };
    }
    const inner = source.slice(at + 1, close);
    const text = quote === '"' ? inner.replaceAll('\\n', '\n') : inner;
    return { text, kind: 'quoted', end: rest.lineEnd(close + 1) };
  }
  const comment = source.slice(at, newline).indexOf('#');
  return { text: rest.trimmed(at, comment === -1 ? newline : at + comment), kind: 'plain', end: newline };
}
