/** `unicode.IsSpace` of Go. */
export function goSpace(code: number): boolean {
  return code === 10 || goBlank(code) || (code > 0xff && code !== 0xfeff && /\s/.test(String.fromCharCode(code)));
}

/** White space within a line, as godotenv and compose define it. */
export function goBlank(code: number): boolean {
  return code === 9 || (code >= 11 && code <= 13) || code === 32 || code === 0x85 || code === 0xa0;
}

/** Letters and digits of every script. */
export function goLetterOrNumber(character: string): boolean {
  return /^[\p{L}\p{N}]/u.test(character);
}

export function trimEnd(text: string, isSpace: (code: number) => boolean): string {
  let end = text.length;
  while (end > 0 && isSpace(text.charCodeAt(end - 1))) {
    end -= 1;
  }
  return text.slice(0, end);
}

/** The start of the next statement: what follows white space and whole lines of comment; `null` at the end of the text. */
export function statementStart(source: string, from: number): number | null {
  let at = from;
  for (;;) {
    while (at < source.length && goSpace(source.charCodeAt(at))) {
      at += 1;
    }
    if (at >= source.length) {
      return null;
    }
    if (source[at] !== '#') {
      return at;
    }
    const end = source.indexOf('\n', at);
    if (end === -1) {
      return null;
    }
    at = end;
  }
}
