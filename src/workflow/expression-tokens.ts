export interface Token {
  readonly kind: 'name' | 'text' | 'number' | 'sign';
  /** Of a text, what is between the quotes. */
  readonly text: string;
}

/**
 * Cuts an expression into tokens, from behind `${{` to its `}}`. `end` is the position behind that, `null` when there
 * is none or a quote is left open; `tokens` is `null` when a character belongs to no token. A quote within a text is doubled.
 */
export function readTokens(
  text: string,
  from: number,
): { readonly tokens: readonly Token[] | null; readonly end: number | null } {
  const tokens: Token[] = [];
  let known = true;
  let at = from;
  while (at < text.length) {
    if (text.startsWith('}}', at)) {
      return { tokens: known ? tokens : null, end: at + 2 };
    }
    const quoted = text[at] === "'" ? closingQuote(text, at + 1) : null;
    if (text[at] === "'" && quoted === null) {
      break;
    }
    const taken = quoted === null ? next(text, at) : text.slice(at, quoted + 1);
    if (quoted !== null) {
      tokens.push({ kind: 'text', text: taken.slice(1, -1).replaceAll("''", "'") });
    } else if (taken === '') {
      known = false;
    } else if (taken.trim() !== '') {
      tokens.push({ kind: kindOf(taken), text: taken });
    }
    at += Math.max(taken.length, 1);
  }
  return { tokens: null, end: null };
}

/** One pattern at a time, anchored where it is tried; none of them can go back and forth. */
const pattern =
  /[A-Za-z_][A-Za-z0-9_-]*|[-+]?(?:\d[\dA-Fa-fxo.]*|\.\d+)(?:[eE][-+]?\d+)?|\s+|\|\||&&|[=!<>]=|[!<>()[\],.*]/y;

function next(text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
}

function kindOf(taken: string): Token['kind'] {
  if (/^[A-Za-z_]/.test(taken)) {
    return 'name';
  }
  return /\d/.test(taken) ? 'number' : 'sign';
}

function closingQuote(text: string, from: number): number | null {
  for (let at = text.indexOf("'", from); at >= 0; at = text.indexOf("'", at + 2)) {
    if (text[at + 1] !== "'") {
      return at;
    }
  }
  return null;
}
