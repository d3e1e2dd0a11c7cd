/**
 * The lines, from 1, at which the elements of `resource_changes` begin in a plan that parses. A plan is one line as
 * Terraform writes it, and many after a formatter.
 */
export function changeLines(text: string): readonly number[] {
  if (text.trimEnd().indexOf('\n') < 0) {
    return [];
  }
  const lines: number[] = [];
  let line = 1;
  let depth = 0;
  let inside = false;
  const token = /["{}[\]\n]/g;
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    const [character] = match;
    if (character === '\n') {
      line += 1;
    } else if (character === '"') {
      const end = endOfString(text, match.index);
      const isKey = depth === 1 && text.slice(match.index + 1, end) === 'resource_changes';
      inside ||= isKey && /^\s{0,20}:/.test(text.slice(end + 1, end + 22));
      token.lastIndex = end + 1;
    } else if (character === '{' || character === '[') {
      if (inside && depth === 2 && character === '{') {
        lines.push(line);
      }
      depth += 1;
    } else {
      depth -= 1;
      if (inside && depth === 1) {
        return lines;
      }
    }
  }
  return lines;
}

/** The offset of the closing quote; JSON has no line break in a string. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end > 0 && isEscaped(text, end)) {
    end = text.indexOf('"', end + 1);
  }
  return end < 0 ? text.length : end;
}

function isEscaped(text: string, at: number): boolean {
  let backslashes = 0;
  while (text[at - 1 - backslashes] === '\\') {
    backslashes += 1;
  }
  return backslashes % 2 === 1;
}
