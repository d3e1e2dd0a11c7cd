/**
 * Hands out the lines of a text that Python has opened in text mode, where a carriage return alone ends a line too. The
 * number stays that of the line feeds, from 1.
 */
export function forEachPythonLine(text: string, take: (text: string, line: number) => void): void {
  for (const [index, fed] of text.split('\n').entries()) {
    if (fed.includes('\r')) {
      for (const part of (fed.endsWith('\r') ? fed.slice(0, -1) : fed).split('\r')) {
        take(part, index + 1);
      }
    } else {
      take(fed, index + 1);
    }
  }
}

/** `str.strip`: it also takes off the separators U+001C to U+001F and U+0085, and leaves the byte order mark. */
export function pythonStrip(text: string): string {
  return pythonStripEnd(text.slice(pythonIndent(text)));
}

/** `str.rstrip`. */
export function pythonStripEnd(text: string): string {
  let end = text.length;
  while (end > 0 && isPythonSpace(text.charCodeAt(end - 1))) {
    end -= 1;
  }
  return text.slice(0, end);
}

/** How many characters of white space a line begins with. */
export function pythonIndent(text: string): number {
  let start = 0;
  while (start < text.length && isPythonSpace(text.charCodeAt(start))) {
    start += 1;
  }
  return start;
}

/** `str.splitlines`. */
export function pythonSplitLines(text: string): readonly string[] {
  const lines: string[] = [];
  let start = 0;
  for (let index = 0; index < text.length; index++) {
    if (lineEnds.has(text.charCodeAt(index))) {
      lines.push(text.slice(start, index));
      start = index + 1;
    }
  }
  return [...lines, text.slice(start)];
}

const lineEnds: ReadonlySet<number> = new Set([0x0a, 0x0b, 0x0c, 0x0d, 0x1c, 0x1d, 0x1e, 0x85, 0x2028, 0x2029]);

/** `str.isspace`. */
function isPythonSpace(code: number): boolean {
  return code < 0x80
    ? code === 0x20 || (code >= 0x09 && code <= 0x0d) || (code >= 0x1c && code <= 0x1f)
    : code === 0x85 || (code !== 0xfeff && /\s/.test(String.fromCharCode(code)));
}
