import { lineMark, type Marks, markLength } from './marks.ts';
import type { ScriptLine } from './script-line.ts';

/** How one of the shells of Windows writes what matters here. */
interface Dialect {
  readonly escape: string;
  /** A variable or a substitution at this place, with its length; `null` when there is none. */
  readonly variable: (text: string, at: number) => { readonly name: string | null; readonly length: number } | null;
  /** What hides the rest of the line where a word begins. */
  readonly comment: RegExp;
  /** Characters that mean nothing here and something to the library that cuts words. */
  readonly plain: string;
}

/** PowerShell: a backtick escapes and continues, `$env:NAME` is a variable of the environment (about_Special_Characters, about_Quoting_Rules). */
const powershell: Dialect = {
  escape: '`',
  variable: (text, at) => {
    const [whole, env, braced, name] =
      /^\$(?:env:(\w{1,200})|\{(?:env:)?(\w{1,200})\}|(\w{1,200}))/i.exec(text.slice(at, at + 220)) ?? [];
    const named = env ?? braced ?? name;
    if (named !== undefined && whole !== undefined) {
      return { name: /^\$\{?env:/i.test(whole) ? named : `$${named}`, length: whole.length };
    }
    return text.startsWith('$(', at) ? { name: null, length: 1 } : null;
  },
  comment: /^#/,
  plain: '',
};

/** The command processor: `^` escapes and continues, `%NAME%` is a variable (cmd, setlocal and rem of the Windows command reference). */
const cmd: Dialect = {
  escape: '^',
  variable: (text, at) => {
    const [whole, name] =
      /^([%!])(\w{1,200})\1/.exec(text.slice(at, at + 210))?.filter((_, index) => index !== 1) ?? [];
    return whole === undefined || name === undefined ? null : { name, length: whole.length };
  },
  comment: /^(?:@?rem\s|::)/i,
  plain: "'$`\\",
};

export function scanPowershell(script: string, marks: Marks): readonly ScriptLine[] {
  return scan(script, marks, powershell);
}

export function scanCmd(script: string, marks: Marks): readonly ScriptLine[] {
  return scan(script, marks, cmd);
}

/** Characters that mean nothing in either shell, wherever they stand, and begin no comment. */
const plainRun = /[A-QS-Za-qs-z0-9_./=,+~-](?:[\w./=,+@~-]| (?![#:rR@]))*/y;

/** Cuts a script into lines, with marks for variables. Linear in its length. */
function scan(text: string, marks: Marks, dialect: Dialect): readonly ScriptLine[] {
  const lines: ScriptLine[] = [];
  let row = '';
  let line = 0;
  let start = 0;
  let quote = '';
  let last = '\n';
  for (let at = 0; at < text.length;) {
    plainRun.lastIndex = at;
    const run = plainRun.exec(text)?.[0];
    if (run !== undefined) {
      row += run;
      last = run.at(-1) ?? last;
      at += run.length;
    }
    const character = text.charAt(at);
    if (character === '') {
      break;
    }
    const continued = character === dialect.escape ? /^.\r?\n/s.exec(text.slice(at, at + 3))?.[0] : undefined;
    const mark = markLength(text, at);
    const variable = mark > 0 || quote === "'" ? null : dialect.variable(text, at);
    let piece = character;
    let length = Math.max(1, mark);
    if (continued !== undefined) {
      line += 1;
      length = continued.length;
      piece = lineMark(line);
    } else if (character === '\n') {
      line += 1;
      piece = quote === '' ? '' : '\n';
      if (quote === '') {
        lines.push({ text: row, line: start, inner: [] });
        row = '';
        start = line;
      }
    } else if (mark > 0) {
      piece = text.slice(at, at + mark);
    } else if (variable !== null) {
      piece = marks.put(variable.name === null ? { kind: 'unknown' } : partOf(variable.name));
      length = variable.length;
    } else if (quote === '' && /[\s;&|(){}]/.test(last) && dialect.comment.test(text.slice(at, at + 6))) {
      const end = text.indexOf('\n', at);
      length = (end < 0 ? text.length : end) - at;
      piece = '';
    } else if (character === dialect.escape && quote !== "'") {
      piece = text.slice(at, at + 2);
      length = 2;
    } else if (quote === '' && (character === '#' || dialect.plain.includes(character))) {
      piece = dialect.escape + character;
    } else if (character === quote) {
      quote = '';
    } else if (quote === '' && (character === '"' || (character === "'" && !dialect.plain.includes("'")))) {
      quote = character;
    }
    row += piece;
    last = character === '\n' ? '\n' : (piece.at(-1) ?? last);
    at += length;
  }
  lines.push({ text: quote === '' ? row : row + quote, line: start, inner: [] });
  return lines.filter((each) => each.text.trim() !== '');
}

function partOf(name: string) {
  return { kind: 'variable', name, otherwise: null } as const;
}
