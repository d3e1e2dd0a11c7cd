import { escapeInvisible, unicodeEscape } from './visible.ts';

const short: Readonly<Record<string, string>> = { '"': '\\"', '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/**
 * Foreign text as a quoted template of HCL that holds no template (HCL native syntax specification, "Template
 * Expressions"): `${` and `%{` are written as `$${` and `%%{`. What stands before such a pair and could be taken for a
 * part of it is written by its number.
 */
export function hclString(text: string): string {
  const escaped = text
    // eslint-disable-next-line no-control-regex -- they are what has to be found
    .replace(/["\\\u0000-\u001F]/g, (character) => short[character] ?? unicodeEscape(character))
    .replace(/[$%]+(?=\{)/g, (run) => {
      const sign = run.slice(-1);
      return run.slice(0, -1).replace(/[$%]/g, unicodeEscape) + sign + sign;
    });
  return `"${escapeInvisible(escaped)}"`;
}
