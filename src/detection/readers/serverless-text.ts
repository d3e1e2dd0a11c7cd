import { type Branch, under } from '../../project-files/tree/branch.ts';
import type { Deploying } from './reader.ts';

const deepest = 10;
const mostVariables = 300;
const aliases: ReadonlyMap<string, readonly string[]> = new Map([
  ['stage', ['--stage', '-s']],
  ['region', ['--region', '-r']],
]);

/**
 * Fills in the variables of a Serverless Framework file as far as file and command tell: `self`, `opt`, `sls:stage`,
 * `env`, quoted texts, with what stands behind a comma where there is none (Serverless Framework documentation,
 * "Variables"). `undefined` for a text that hangs on anything else.
 */
export class ServerlessText {
  readonly #tree: Branch;
  readonly #deploying: Deploying;
  #left = mostVariables;

  constructor(tree: Branch, deploying: Deploying) {
    this.#tree = tree;
    this.#deploying = deploying;
  }

  /** The text at a path of the file; `null` where there is none. */
  at(...path: readonly string[]): string | null | undefined {
    return this.#ofBranch(under(this.#tree, ...path), 0);
  }

  stage(): string | undefined {
    return this.#stage(0);
  }

  #stage(depth: number): string | undefined {
    const given = this.#deploying.option('--stage', '-s');
    if (given !== null) {
      return given;
    }
    const own = this.#ofBranch(under(this.#tree, 'provider', 'stage'), depth + 1);
    return own === null ? 'dev' : own;
  }

  #ofBranch(branch: Branch | null, depth: number): string | null | undefined {
    if (branch === null || branch.kind === 'null') {
      return null;
    }
    return branch.kind === 'map' || branch.kind === 'list' ? undefined : this.#fill(branch.text, depth);
  }

  #fill(text: string, depth: number): string | undefined {
    let filled = '';
    let position = 0;
    for (let start = text.indexOf('${'); start >= 0; start = text.indexOf('${', position)) {
      const end = closing(text, start + 2);
      this.#left -= 1;
      const value =
        end === null || depth > deepest || this.#left < 0 ? null : this.#variable(text.slice(start + 2, end), depth);
      if (end === null || value == null) {
        return undefined;
      }
      filled += text.slice(position, start) + value;
      position = end + 1;
    }
    return filled + text.slice(position);
  }

  /** The first of the alternatives that there is. */
  #variable(content: string, depth: number): string | null | undefined {
    for (const alternative of alternatives(content)) {
      const value = this.#source(alternative, depth + 1);
      if (value !== null) {
        return value;
      }
    }
    return null;
  }

  #source(alternative: string, depth: number): string | null | undefined {
    const quoted = /^(['"])(.*)\1$/s.exec(alternative)?.[2];
    if (quoted !== undefined) {
      return this.#fill(quoted, depth);
    }
    const plain = alternative.includes('${') ? this.#fill(alternative, depth) : alternative;
    const [, source = '', address = ''] = /^(self|opt|sls|env)\s?:\s?([^,]*)$/.exec(plain ?? '') ?? [];
    switch (source) {
      case 'self':
        return this.#ofBranch(under(this.#tree, ...address.split('.')), depth);
      case 'opt':
        return this.#deploying.option(...(aliases.get(address) ?? [`--${address}`]));
      case 'sls':
        return address === 'stage' ? this.#stage(depth) : undefined;
      case 'env':
        return this.#deploying.variable(address);
      default:
        return alternative.includes('${') || /^(?:\d+|true|false)$/.test(plain ?? '') ? plain : undefined;
    }
  }
}

/** Where the braces that are open here close. */
function closing(text: string, from: number): number | null {
  let depth = 1;
  for (let at = from; at < text.length; at += 1) {
    depth += text[at] === '{' ? 1 : text[at] === '}' ? -1 : 0;
    if (depth === 0) {
      return at;
    }
  }
  return null;
}

/** Cuts at the commas that stand in no braces, brackets or quotes. */
function alternatives(content: string): readonly string[] {
  const parts: string[] = [];
  let part = '';
  let depth = 0;
  let quote = '';
  for (const character of content) {
    if (character === ',' && depth === 0 && quote === '') {
      parts.push(part);
      part = '';
      continue;
    }
    if (quote === '' ? character === '"' || character === "'" : character === quote) {
      quote = quote === '' ? character : '';
    }
    depth += quote !== '' ? 0 : '{('.includes(character) ? 1 : '})'.includes(character) ? -1 : 0;
    part += character;
  }
  return [...parts, part].map((each) => each.trim());
}
