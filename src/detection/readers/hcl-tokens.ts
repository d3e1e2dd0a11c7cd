/** A piece of a text in HCL. A text or document that Terraform would have to fill in is `computed`. */
export interface HclToken {
  readonly kind: 'name' | 'text' | 'number' | 'sign' | 'newline' | 'computed';
  readonly text: string;
  readonly line: number;
}

const mostTokens = 200_000;

/** Cuts a text into tokens, without blanks and comments; linear in its length. */
export function hclTokens(text: string): readonly HclToken[] {
  const tokens: HclToken[] = [];
  let line = 1;
  for (let at = 0; at < text.length && tokens.length < mostTokens;) {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    const groups = found?.groups ?? {};
    let length = found?.[0].length ?? 1;
    const put = (kind: HclToken['kind'], content: string): void => void tokens.push({ kind, text: content, line });
    if (groups['newline'] !== undefined) {
      put('newline', '');
    } else if (groups['long'] !== undefined) {
      const end = text.indexOf('*/', at + 2);
      length = (end < 0 ? text.length : end + 2) - at;
    } else if (groups['heredoc'] !== undefined) {
      length = heredocLength(text, at, groups['heredoc']);
      put('computed', '');
    } else if (groups['text'] !== undefined) {
      put(/[$%]\{|\\/.test(groups['text']) ? 'computed' : 'text', groups['text']);
    } else if (groups['name'] !== undefined) {
      put('name', groups['name']);
    } else if (groups['number'] !== undefined) {
      put('number', groups['number']);
    } else if (groups['sign'] !== undefined) {
      put('sign', groups['sign']);
    }
    line += length === 1 ? Number(text[at] === '\n') : text.slice(at, at + length).split('\n').length - 1;
    at += length;
  }
  return tokens;
}

/** One pattern at a time, anchored where it is tried; none can go back and forth. */
const pattern =
  /(?<newline>\r?\n)|(?<blank>[^\S\n]+)|(?<comment>(?:#|\/\/)[^\n]*)|(?<long>\/\*)|<<-?(?<heredoc>[\w-]{1,100})|(?<name>[A-Za-z_][\w.-]*)|(?<number>-?\d[\w.]*)|"(?<text>(?:[^"\\\n]|\\[^\n])*)"|(?<sign>[^\s"])|(?<other>["\s])/y;

/** Up to the line that holds nothing but the word. */
function heredocLength(text: string, at: number, word: string): number {
  for (let end = text.indexOf('\n', at); end >= 0; end = text.indexOf('\n', end + 1)) {
    const next = text.indexOf('\n', end + 1);
    const line = text.slice(end + 1, next < 0 ? text.length : next);
    if (line.length < word.length + 200 && line.trim() === word) {
      return end + 1 + line.length - at;
    }
  }
  return text.length - at;
}
