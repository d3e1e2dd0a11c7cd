import type { LogLine } from './line.ts';
import { MessageBuilder, type Message } from './message.ts';

/** Keys of log lines that are not about what happened. */
const aside: ReadonlySet<string> = new Set(['level', 'time', 'timestamp', 'ts', 'pid', 'hostname', 'logger', 'caller']);

/** Values of one line that are looked at, and how deep they may lie. */
const most = { values: 300, depth: 8 };

/** A log line in JSON as the texts in it, each on a line of its own; `null` for a line that is none or says nothing. */
export function stringsOfJsonLine(line: LogLine): Message | null {
  const text = line.text.trim();
  if (!text.startsWith('{') || !text.endsWith('}')) {
    return null;
  }
  const value = parse(text);
  if (value === undefined) {
    return null;
  }
  const strings: string[] = [];
  collect(value, strings, 0);
  const builder = new MessageBuilder({ ...line, text: '' });
  for (const part of strings) {
    for (const piece of part.split('\n').slice(0, 40)) builder.add(line, piece, '\n');
  }
  return builder.build();
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** An object with a code and a message is written as `code: "X" message: "Y"`, as the shapes of errors have it. */
function collect(value: unknown, strings: string[], depth: number): void {
  if (strings.length >= most.values || depth > most.depth) {
    return;
  }
  if (typeof value === 'string') {
    strings.push(value);
    return;
  }
  if (typeof value !== 'object' || value === null) {
    return;
  }
  const entries = Object.entries(value as Record<string, unknown>);
  const error = errorLine(entries);
  if (error !== null) {
    strings.push(error);
  }
  for (const [key, inner] of entries) {
    if (!aside.has(key) && (error === null || !errorKeys.test(key))) collect(inner, strings, depth + 1);
  }
}

const codeKeys = ['Code', 'code', '__type', 'errorCode', 'errorType', 'ErrorCode', 'name', 'Error'];
const messageKeys = ['Message', 'message', 'errorMessage', 'ErrorMessage', 'msg'];
const errorKeys = new RegExp(`^(?:${[...codeKeys, ...messageKeys].join('|')})$`);

function errorLine(entries: readonly (readonly [string, unknown])[]): string | null {
  const find = (keys: readonly string[]): string | null => {
    for (const key of keys) {
      const value = entries.find(([name]) => name === key)?.[1];
      if (typeof value === 'string') return value;
    }
    return null;
  };
  const code = find(codeKeys);
  const message = find(messageKeys);
  if (code === null || message === null || !/^[\w.:#/-]{3,160}$/.test(code)) {
    return null;
  }
  const marks = entries.some(([name]) => /^(?:\$|request_?id$|ResponseMetadata)/i.test(name)) ? ' requestId' : '';
  return `code: '${code}', message: ${JSON.stringify(message.slice(0, 8_000))}${marks}`;
}
