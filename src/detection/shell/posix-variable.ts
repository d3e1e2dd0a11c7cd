import type { Part } from './marks.ts';

const longest = 500;

/** A `$` that begins no substitution: what it stands for, and how many characters that takes. `null` for a plain `$`. */
export function readVariable(text: string, at: number): { readonly part: Part; readonly length: number } | null {
  const rest = text.slice(at + 1, at + 1 + longest);
  const name = /^[A-Za-z_]\w*/.exec(rest)?.[0];
  if (name !== undefined) {
    return { part: { kind: 'variable', name, otherwise: null }, length: 1 + name.length };
  }
  if (rest.startsWith('{')) {
    return readBraces(rest);
  }
  return /^[\d@*#?$!-]/.test(rest) ? { part: { kind: 'unknown' }, length: 2 } : null;
}

/** `${NAME}`, `${NAME:-text}`, `${NAME:?text}`; what else the braces can do leads to a value that is not known. */
function readBraces(rest: string): { readonly part: Part; readonly length: number } {
  let depth = 0;
  let end = 0;
  do {
    depth += rest[end] === '{' ? 1 : rest[end] === '}' ? -1 : 0;
    end += 1;
  } while (depth > 0 && end < rest.length);
  const [, name, otherwise, required] =
    /^([A-Za-z_]\w*)(?::?-([^{}$`"'\\]*)|(:?\?.*))?$/s.exec(rest.slice(1, end - 1)) ?? [];
  const known = depth === 0 && name !== undefined;
  return {
    part: known
      ? { kind: 'variable', name, otherwise: required === undefined ? (otherwise ?? null) : null }
      : { kind: 'unknown' },
    length: 1 + end,
  };
}
