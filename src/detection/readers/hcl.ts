/** A block of HCL with what is literal in it; an attribute that is an object counts as a block. */
export interface HclBlock {
  readonly type: string;
  readonly labels: readonly string[];
  readonly line: number;
  readonly attributes: ReadonlyMap<string, HclValue>;
  readonly blocks: readonly HclBlock[];
}

/** A text, number or truth value; `null` for anything that Terraform computes. */
export interface HclValue {
  readonly value: string | null;
  readonly line: number;
}

interface Token {
  readonly kind: 'name' | 'text' | 'number' | 'sign' | 'newline' | 'computed';
  readonly text: string;
  readonly line: number;
}

const mostTokens = 200_000;
const deepest = 20;

/**
 * Reads the blocks of a text in HCL (HCL native syntax specification), as far as literal attributes need it; what it
 * cannot read is passed over. Never throws; linear in the length of the text.
 */
export function readHcl(text: string): HclBlock {
  return new HclReader(tokensOf(text)).body('', [], 1, 0);
}

class HclReader {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  /** Up to the brace that closes it, with it. */
  body(type: string, labels: readonly string[], line: number, depth: number): HclBlock {
    const attributes = new Map<string, HclValue>();
    const blocks: HclBlock[] = [];
    for (let token = this.#next(); token !== undefined; token = this.#next()) {
      if (token.kind === 'sign' && token.text === '}') {
        break;
      }
      if (token.kind !== 'name' && token.kind !== 'text') {
        continue;
      }
      const sign = this.#peek();
      if (sign?.kind === 'sign' && (sign.text === '=' || sign.text === ':')) {
        this.#at += 1;
        this.#attribute(token, attributes, blocks, depth);
      } else {
        const found = this.#labels();
        if (found !== null) {
          blocks.push(depth < deepest ? this.body(token.text, found, token.line, depth + 1) : this.#skipBody(token));
        }
      }
    }
    return { type, labels, line, attributes, blocks };
  }

  #attribute(name: Token, attributes: Map<string, HclValue>, blocks: HclBlock[], depth: number): void {
    const first = this.#peek();
    if (first?.kind === 'sign' && first.text === '{') {
      this.#at += 1;
      blocks.push(depth < deepest ? this.body(name.text, [], name.line, depth + 1) : this.#skipBody(name));
      return;
    }
    let open = 0;
    const words: Token[] = [];
    for (let token = this.#peek(); token !== undefined; token = this.#peek()) {
      const closes = token.kind === 'sign' && '})]'.includes(token.text);
      if (open === 0 && (token.kind === 'newline' || closes || (token.kind === 'sign' && token.text === ','))) {
        break;
      }
      open += closes ? -1 : token.kind === 'sign' && '{(['.includes(token.text) ? 1 : 0;
      if (words.length < 2) {
        words.push(token);
      }
      this.#at += 1;
    }
    const [word, more] = words;
    const isLiteral = more === undefined && word !== undefined && isValue(word);
    attributes.set(name.text, { value: isLiteral ? word.text : null, line: name.line });
  }

  /** The labels of a block up to its brace; `null` when no brace comes, and then nothing is taken. */
  #labels(): readonly string[] | null {
    const labels: string[] = [];
    for (let at = this.#at; at < this.#at + deepest; at += 1) {
      const token = this.#tokens[at];
      if (token?.kind === 'sign' && token.text === '{') {
        this.#at = at + 1;
        return labels;
      }
      if (token?.kind !== 'name' && token?.kind !== 'text') {
        return null;
      }
      labels.push(token.text);
    }
    return null;
  }

  #skipBody({ text, line }: Token): HclBlock {
    for (let open = 1; open > 0 && this.#at < this.#tokens.length;) {
      const token = this.#next();
      open += token?.kind !== 'sign' ? 0 : token.text === '{' ? 1 : token.text === '}' ? -1 : 0;
    }
    return { type: text, labels: [], line, attributes: new Map(), blocks: [] };
  }

  #peek(): Token | undefined {
    return this.#tokens[this.#at];
  }

  #next(): Token | undefined {
    this.#at += 1;
    return this.#tokens[this.#at - 1];
  }
}

function isValue({ kind, text }: Token): boolean {
  return kind === 'text' || kind === 'number' || (kind === 'name' && (text === 'true' || text === 'false'));
}

/** One pattern at a time, anchored where it is tried; none can go back and forth. */
const pattern =
  /(?<newline>\r?\n)|(?<blank>[^\S\n]+)|(?<comment>(?:#|\/\/)[^\n]*)|(?<long>\/\*)|<<-?(?<heredoc>[\w-]{1,100})|(?<name>[A-Za-z_][\w.-]*)|(?<number>-?\d[\w.]*)|"(?<text>(?:[^"\\\n]|\\[^\n])*)"|(?<sign>[^\s"])|(?<other>["\s])/y;

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let line = 1;
  for (let at = 0; at < text.length && tokens.length < mostTokens;) {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    const groups = found?.groups ?? {};
    let length = found?.[0].length ?? 1;
    const put = (kind: Token['kind'], content: string): void => void tokens.push({ kind, text: content, line });
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
