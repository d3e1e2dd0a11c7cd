import { Composer, isAlias, isMap, isPair, isScalar, isSeq, LineCounter, type Node, type Pair, Parser } from 'yaml';
import { firstDeepToken } from '../../yaml-depth.ts';
import { beyondLimit, type Branch, faulty, leaf, type TreeText } from './branch.ts';

/** Settings are short; a text beyond this is not what it was taken for. */
const mostCharacters = 128 * 1024;
const deepest = 50;
const mostValues = 20_000;

/**
 * Reads a YAML text of one document. `1.1` is what Python's and Node's older readers take: `<<` merges, and `yes` is a
 * truth value.
 */
export function readYamlTree(text: string, version: '1.1' | '1.2'): TreeText {
  if (text.length > mostCharacters) {
    return beyondLimit(1, `The text has ${text.length} characters; at most ${mostCharacters} are read.`);
  }
  const lines = new LineCounter();
  const tokens = [...new Parser(lines.addNewLine).parse(text)];
  const lineAt = (offset: number) => Math.max(1, lines.linePos(offset).line);
  const deep = firstDeepToken(tokens, deepest);
  if (deep !== null) {
    return beyondLimit(lineAt(deep), `The nesting is deeper than ${deepest} levels.`);
  }
  const composer = new Composer({ version, prettyErrors: false, uniqueKeys: false, resolveKnownTags: false });
  const [document, second] = [...composer.compose(tokens, true, text.length)];
  const error = document?.errors[0] ?? second?.errors[0];
  if (error !== undefined) {
    return faulty(lineAt(error.pos[0]), sentences.get(error.code) ?? otherSentence);
  }
  if (second !== undefined) {
    return faulty(lineAt(second.range[0]), 'A second document starts here (---); the tool takes one only.');
  }
  const planter = new Planter(lineAt);
  const contents = document?.contents ?? null;
  const tree = contents === null ? leaf('null', '', 1) : planter.plant(contents, null, 0);
  return planter.isExhausted
    ? beyondLimit(1, `The text holds more than ${mostValues} values, with its aliases written out.`)
    : { tree, fault: null };
}

const otherSentence = 'This is not valid YAML; look at the indentation, the quotes and the colons here.';

const sentences: ReadonlyMap<string, string> = new Map([
  ['TAB_AS_INDENT', 'A tab indents this line; YAML takes spaces only.'],
  ['BAD_INDENT', 'The indentation does not fit the lines around it, or a bracket is not closed.'],
  ['MISSING_CHAR', 'A character is missing here: a closing quote or bracket, a comma, or the blank after a colon.'],
  ['BLOCK_AS_IMPLICIT_KEY', 'This value holds another colon; put it in quotes.'],
]);

/** Turns nodes into branches, aliases into what they stand for, and keeps count. */
class Planter {
  readonly #anchors = new Map<string, Node>();
  readonly #lineAt: (offset: number) => number;
  #values = 0;

  constructor(lineAt: (offset: number) => number) {
    this.#lineAt = lineAt;
  }

  get isExhausted(): boolean {
    return this.#values > mostValues;
  }

  plant(node: Node, keyLine: number | null, depth: number): Branch {
    this.#values += 1;
    const line = keyLine ?? this.#lineAt(node.range?.[0] ?? 0);
    if (this.isExhausted || depth > 2 * deepest) {
      return leaf('null', '', line);
    }
    if (isAlias(node)) {
      const target = this.#anchors.get(node.source);
      return target === undefined ? leaf('null', '', line) : this.plant(target, line, depth + 1);
    }
    const branch = this.#withoutAnchor(node, line, depth);
    if (node.anchor !== undefined) {
      this.#anchors.set(node.anchor, node);
    }
    return branch;
  }

  #withoutAnchor(node: Node, line: number, depth: number): Branch {
    if (isMap(node)) {
      return { line, kind: 'map', text: '', children: this.#children(node.items, line, depth) };
    }
    if (isSeq(node)) {
      const items = node.items as readonly Node[];
      const children = items.map((item, index) => [String(index), this.#item(item, line, depth)] as const);
      return { line, kind: 'list', text: '', children: new Map(children) };
    }
    return isScalar(node) ? scalar(node.value, node.source, line) : leaf('null', '', line);
  }

  /** YAML 1.1 writes a pair as an item of a list in some sets; it holds no setting. */
  #item(item: Node | Pair, line: number, depth: number): Branch {
    return isPair(item) ? leaf('null', '', line) : this.plant(item, null, depth + 1);
  }

  #children(items: readonly Pair[], line: number, depth: number): ReadonlyMap<string, Branch> {
    const own = new Map<string, Branch>();
    const merged = new Map<string, Branch>();
    for (const { key, value } of items) {
      const keyNode = isScalar(key) ? key : null;
      const name = keyNode === null ? '' : typeof keyNode.value === 'string' ? keyNode.value : (keyNode.source ?? '');
      const keyLine = keyNode?.range == null ? line : this.#lineAt(keyNode.range[0]);
      const branch = value == null ? leaf('null', '', keyLine) : this.plant(value as Node, keyLine, depth + 1);
      if (name === '<<' || typeof keyNode?.value === 'symbol') {
        const sources = branch.kind === 'list' ? [...branch.children.values()] : [branch];
        for (const [inherited, child] of sources.flatMap(({ children }) => [...children])) {
          if (!merged.has(inherited)) {
            merged.set(inherited, child);
          }
        }
      } else {
        own.set(name, branch);
      }
    }
    return new Map([...merged, ...own]);
  }
}

function scalar(value: unknown, source: string | undefined, line: number): Branch {
  if (typeof value === 'string' || value instanceof Date) {
    return leaf('text', typeof value === 'string' ? value : (source ?? ''), line);
  }
  const kind = kinds.get(typeof value) ?? 'null';
  return leaf(kind, kind === 'null' ? '' : (source ?? ''), line);
}

const kinds: ReadonlyMap<string, Branch['kind']> = new Map([
  ['number', 'number'],
  ['bigint', 'number'],
  ['boolean', 'boolean'],
]);
