import { hclTokens, type HclToken } from './hcl-tokens.ts';

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

const deepest = 20;

/**
 * Reads the blocks of a text in HCL (HCL native syntax specification), as far as literal attributes need it; what it
 * cannot read is passed over. Never throws; linear in the length of the text.
 */
export function readHcl(text: string): HclBlock {
  return new HclReader(hclTokens(text)).body('', [], 1, 0);
}

class HclReader {
  readonly #tokens: readonly HclToken[];
  #at = 0;

  constructor(tokens: readonly HclToken[]) {
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

  #attribute(name: HclToken, attributes: Map<string, HclValue>, blocks: HclBlock[], depth: number): void {
    const first = this.#peek();
    if (first?.kind === 'sign' && first.text === '{') {
      this.#at += 1;
      blocks.push(depth < deepest ? this.body(name.text, [], name.line, depth + 1) : this.#skipBody(name));
      return;
    }
    let open = 0;
    const words: HclToken[] = [];
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

  #skipBody({ text, line }: HclToken): HclBlock {
    for (let open = 1; open > 0 && this.#at < this.#tokens.length;) {
      const token = this.#next();
      open += token?.kind !== 'sign' ? 0 : token.text === '{' ? 1 : token.text === '}' ? -1 : 0;
    }
    return { type: text, labels: [], line, attributes: new Map(), blocks: [] };
  }

  #peek(): HclToken | undefined {
    return this.#tokens[this.#at];
  }

  #next(): HclToken | undefined {
    this.#at += 1;
    return this.#tokens[this.#at - 1];
  }
}

function isValue({ kind, text }: HclToken): boolean {
  return kind === 'text' || kind === 'number' || (kind === 'name' && (text === 'true' || text === 'false'));
}
