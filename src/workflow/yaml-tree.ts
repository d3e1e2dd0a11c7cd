import {
  Composer,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  Parser,
  type CST,
  type Node,
  type Scalar,
} from 'yaml';
import { firstDeepToken } from '../yaml-depth.ts';

const mostCharacters = 256 * 1024;
const deepest = 50;
const mostItems = 25_000;

/** One key of a map with what it leads to; `null` for nothing at all, or for an alias whose anchor is not above it. */
export interface Branch {
  readonly key: string;
  /** Line of the key, from 1. */
  readonly line: number;
  readonly node: Node | null;
}

/** A YAML text, read as far as GitHub's own files need it. Aliases are followed, and each node is looked at once. */
export interface YamlTree {
  readonly root: Node | null;
  /** The keys of a map in the order of the text; none when the node is no map. Merge keys are left out. */
  readonly branches: (node: Node | null) => readonly Branch[];
  readonly branch: (node: Node | null, key: string) => Branch | null;
  readonly items: (node: Node | null) => readonly Node[];
  /** A scalar as text, the empty text for null; `null` when the node is no scalar. */
  readonly text: (node: Node | null) => string | null;
  readonly line: (node: Node) => number;
}

/**
 * Reads a foreign YAML text; `null` when it is not valid YAML, is too deep or too large. Never throws. GitHub follows
 * anchors and aliases and knows no merge keys (GitHub docs, "Reusing workflow configurations"; actions/runner issue
 * 1182), so `<<` is not followed here either.
 */
export function readYamlTree(text: string): YamlTree | null {
  try {
    return text.length > mostCharacters ? null : compose(text);
  } catch {
    return null;
  }
}

function compose(text: string): YamlTree | null {
  const lines = new LineCounter();
  const tokens = [...new Parser(lines.addNewLine).parse(text)];
  if (isHopeless(tokens) || firstDeepToken(tokens, deepest) !== null) {
    return null;
  }
  const composer = new Composer({ schema: 'core', prettyErrors: false, uniqueKeys: false, resolveKnownTags: false });
  const [document] = composer.compose(tokens, true, text.length);
  if (document === undefined || document.errors.length > 0) {
    return null;
  }
  return treeOf(isNode(document.contents) ? document.contents : null, lines);
}

/**
 * Whether the tokens show already that no tree comes out of the text, or a monstrous one: every fault costs the
 * composer an error with its stack, and a text can hold a fault per character.
 */
function isHopeless(tokens: readonly CST.Token[]): boolean {
  const open = [...tokens];
  let items = 0;
  let directives = 0;
  for (let token = open.pop(); token !== undefined; token = open.pop()) {
    directives += token.type === 'directive' ? 1 : 0;
    if (token.type === 'error' || directives > 100 || isOpenQuote(token) || rowsOf(token).some(isCrowded)) {
      return true;
    }
    if (token.type === 'document' && token.value !== undefined) {
      open.push(token.value);
    }
    if ('items' in token) {
      items += token.items.length;
      if (items > mostItems) {
        return true;
      }
      for (const { start, key, sep, value } of token.items) {
        if (isCrowded(start) || isCrowded(sep ?? [])) {
          return true;
        }
        open.push(...[key, value].flatMap((child) => (child ? [child] : [])));
      }
    }
  }
  return false;
}

function isOpenQuote(token: CST.Token): boolean {
  const quote = token.type === 'double-quoted-scalar' ? '"' : token.type === 'single-quoted-scalar' ? "'" : null;
  return quote !== null && 'source' in token && (token.source.length < 2 || !token.source.endsWith(quote));
}

/** The tokens between the nodes: before the first and behind the last. */
function rowsOf(token: CST.Token): readonly (readonly CST.Token[])[] {
  const start = token.type === 'document' ? token.start : [];
  return 'end' in token ? [start, token.end] : [start];
}

/** At most a comma, a question mark, an anchor and a tag stand together. */
function isCrowded(row: readonly CST.Token[]): boolean {
  return row.filter(({ type }) => type !== 'space' && type !== 'newline' && type !== 'comment').length > 4;
}

function treeOf(root: Node | null, lines: LineCounter): YamlTree {
  const aliases = resolveAliases(root);
  const follow = (node: unknown): Node | null => {
    const target = isAlias(node) ? (aliases.get(node) ?? null) : node;
    return isNode(target) && !isAlias(target) ? target : null;
  };
  const line = (node: Node): number => Math.max(1, lines.linePos(node.range?.[0] ?? 0).line);
  const known = new Map<Node, readonly Branch[]>();
  const branches = (node: Node | null): readonly Branch[] => {
    if (node === null || !isMap(node)) {
      return [];
    }
    const earlier = known.get(node);
    if (earlier !== undefined) {
      return earlier;
    }
    const made = node.items.flatMap(({ key, value }) => {
      const name = follow(key);
      return isScalar(name) && isNode(key) && textOf(name) !== '<<'
        ? [{ key: textOf(name), line: line(key), node: follow(value) }]
        : [];
    });
    known.set(node, made);
    return made;
  };
  return {
    root: follow(root),
    branches,
    branch: (node, key) => branches(node).find((branch) => branch.key === key) ?? null,
    items: (node) => (isSeq(node) ? node.items.map(follow).filter((item) => item !== null) : []),
    text: (node) => (isScalar(node) ? textOf(node) : null),
    line,
  };
}

/** An anchor counts from its end on, so that no node can hold itself. */
function resolveAliases(root: Node | null): ReadonlyMap<Node, Node | null> {
  const anchors = new Map<string, Node>();
  const aliases = new Map<Node, Node | null>();
  const visit = (node: unknown): void => {
    if (isAlias(node)) {
      aliases.set(node, anchors.get(node.source) ?? null);
      return;
    }
    if (isMap(node)) {
      for (const { key, value } of node.items) {
        visit(key);
        visit(value);
      }
    } else if (isSeq(node)) {
      node.items.forEach(visit);
    }
    if ((isMap(node) || isSeq(node) || isScalar(node)) && node.anchor !== undefined) {
      anchors.set(node.anchor, node);
    }
  };
  visit(root);
  return aliases;
}

/** As it is written in the file: `0123` is no number to an environment variable. */
function textOf({ value, source, type }: Scalar): string {
  if (typeof value === 'string') {
    return value;
  }
  return value === null || value === undefined || type !== 'PLAIN' ? '' : (source ?? '');
}
