import { type ParseEntry, parse } from 'shell-quote';
import { lineOf, type Marks } from './marks.ts';
import type { ScriptLine, Shell } from './script-line.ts';
import type { Word } from './word.ts';

export type Token =
  { readonly kind: 'word'; readonly word: Word } | { readonly kind: 'operator'; readonly text: string };

/** Where a script stands: its file, and the line of its line 0; every line has the same one where lines were folded. */
export interface ScriptPlace {
  readonly file: string;
  readonly line: number;
  readonly isFolded: boolean;
}

/** No command is longer. */
const longest = 16 * 1024;

const escapes: Readonly<Record<Shell, string>> = { posix: '\\', powershell: '`', cmd: '^' };

/** Cuts a line into words and operators; nothing for a line that no shell would take, or that is far too long. */
export function tokensOf(line: ScriptLine, marks: Marks, shell: Shell, place: ScriptPlace): readonly Token[] {
  let at = line.line;
  return cut(line.text, shell).flatMap((entry): readonly Token[] => {
    if (typeof entry === 'string' || ('op' in entry && entry.op === 'glob')) {
      const text = typeof entry === 'string' ? entry : entry.pattern;
      const next = lineOf(text);
      at = next ?? at;
      const spot = { file: place.file, line: place.line + (place.isFolded ? 0 : at) };
      const word = { parts: marks.take(text), isGlob: typeof entry !== 'string', spot };
      return next === null ? [{ kind: 'word', word }] : [];
    }
    return 'op' in entry ? [{ kind: 'operator', text: entry.op }] : [];
  });
}

/** Most lines hold nothing but plain words, which need no library. */
function cut(text: string, shell: Shell): readonly ParseEntry[] {
  if (text.length > longest) {
    return [];
  }
  if (/^[\w\s./:=@,+%~\uE000-\uE002-]*$/.test(text)) {
    return text.split(/\s+/).filter((word) => word !== '');
  }
  try {
    return parse(text, {}, { escape: escapes[shell] });
  } catch {
    return [];
  }
}
