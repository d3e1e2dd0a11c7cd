import type { Family } from '../shared-files.ts';
import type { Reading } from './readings.ts';
import { keySettings, knownSettings } from './words.ts';

/** One line of a section, as it stands and as each family reads it; `null` where a family finds no setting in it. */
export interface ComparedLine {
  readonly raw: string;
  readonly one: Reading | null;
  readonly other: Reading | null;
  /** The last setting above it. */
  readonly above: string;
  /** False where the next line is a setting of its own to the JavaScript SDK. */
  readonly goesOn: boolean;
}

export interface Difference {
  /** Names settings that are known, and nothing else of the line. */
  readonly what: string;
  /** Who does not get the value that is meant. */
  readonly hits: Family | 'both';
}

/** `one` is botocore's reading and `other` that of the JavaScript SDK. Settings that no credentials depend on may differ. */
export function difference(line: ComparedLine): Difference | null {
  const { raw, one, other, above } = line;
  if (keySettings.has(above) && /^[A-Za-z0-9+/]{16,}={1,2}$/.test(raw.trim()) && one !== null) {
    const what = `this may be the rest of ${above}, which has to be on one line; what follows the line break is lost`;
    return { what, hits: 'both' };
  }
  if (one !== null && other !== null) {
    return one.name === other.name ? ofSameName(one, other, line.goesOn) : ofOtherName(one, other);
  }
  if (one !== null) {
    return onlyBotocore(raw, one);
  }
  return other === null ? null : onlyJavascript(raw, other);
}

function ofSameName(one: Reading, other: Reading, goesOn: boolean): Difference | null {
  const { name } = one;
  const last = lastPart(name);
  if (name !== last && keySettings.has(last)) {
    const what = `${last} stands indented under a setting without a value, so that it becomes a part of that one`;
    return { what, hits: 'both' };
  }
  if (one.value === other.value || !knownSettings.has(name)) {
    return null;
  }
  if (one.value.includes('\n')) {
    const what = `${name} goes on in the next line; the AWS CLI puts a line break into the value, and JavaScript tools take the first line alone`;
    return goesOn ? { what, hits: 'both' } : null;
  }
  const rest = one.value.startsWith(other.value) ? one.value.slice(other.value.length) : '';
  if (/^\s+[#;]/.test(rest)) {
    const what = `${name} has a comment behind its value; JavaScript tools cut it off, and the AWS CLI takes it into the value`;
    return { what, hits: 'botocore' };
  }
  const what = `${name} has control characters or a byte order mark at an end of its value, which only one family takes off`;
  return { what, hits: 'both' };
}

function ofOtherName(one: Reading, other: Reading): Difference | null {
  if (!knownSettings.has(one.name)) {
    return null;
  }
  if (other.name.toLowerCase() === one.name) {
    const what = `${one.name} is written with capitals; the AWS CLI reads it, and JavaScript tools do not`;
    return { what, hits: 'javascript' };
  }
  const what = `${one.name} is indented, and a setting without a value stands above it; JavaScript tools take it for a part of that one`;
  return other.name.endsWith(`.${one.name}`) ? { what, hits: 'javascript' } : colon(one.name);
}

function onlyBotocore(raw: string, { name, value }: Reading): Difference | null {
  if (!knownSettings.has(name) || value === '') {
    return null;
  }
  const what = `${name} has a comment for a value; JavaScript tools see none, and the AWS CLI takes the comment for it`;
  return raw.search(/[=:]/) === raw.indexOf(':') ? colon(name) : { what, hits: 'both' };
}

function onlyJavascript(raw: string, { name }: Reading): Difference | null {
  const last = lastPart(name);
  const part = name === last ? '' : ', and JavaScript tools for a part of that setting';
  const what = `${last} is indented further than the line above; the AWS CLI takes it for more of that value${part}`;
  return knownSettings.has(last) && /^\s/.test(raw) ? { what, hits: part === '' ? 'botocore' : 'both' } : null;
}

function colon(name: string): Difference {
  const what = `${name} is followed by a colon in place of "="; the AWS CLI reads it, and JavaScript tools do not`;
  return { what, hits: 'javascript' };
}

function lastPart(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}
