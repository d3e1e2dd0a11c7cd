import { type AST, ParseError, parseTOML } from 'toml-eslint-parser';
import { beyondLimit, type Branch, faulty, leaf, type TreeText } from './branch.ts';

/** Settings are short; a text beyond this is not what it was taken for. */
const mostCharacters = 64 * 1024;
const deepest = 50;

/** Reads a TOML text. What stands twice is a fault, as TOML has it. */
export function readTomlTree(text: string): TreeText {
  if (text.length > mostCharacters) {
    return beyondLimit(1, `The text has ${text.length} characters; at most ${mostCharacters} are read.`);
  }
  const deep = firstDeepLine(text);
  if (deep !== null) {
    return beyondLimit(deep, `The nesting is deeper than ${deepest} levels.`);
  }
  try {
    const [top] = parseTOML(text).body;
    const root = bed(1);
    for (const item of top.body) {
      if (item.type === 'TOMLKeyValue') {
        sow(root, item, 0);
      } else {
        const keys = item.resolvedKey.map(String);
        refuseDeep(keys.length, item.loc.start.line);
        const table = keys.reduce((at, key) => below(at, key, item.loc.start.line), root);
        item.body.forEach((pair) => {
          sow(table, pair, keys.length);
        });
      }
    }
    return { tree: grown(root), fault: null };
  } catch (error) {
    if (error instanceof TooDeep) {
      return beyondLimit(error.line, `The nesting is deeper than ${deepest} levels.`);
    }
    if (!(error instanceof ParseError)) {
      throw error;
    }
    return faulty(
      error.lineNumber,
      'This is not valid TOML; look at the quotes, the brackets and the equals sign here.',
    );
  }
}

/** Keys with dots nest without a bracket. */
class TooDeep extends Error {
  readonly line: number;

  constructor(line: number) {
    super();
    this.line = line;
  }
}

function refuseDeep(depth: number, line: number): void {
  if (depth > deepest) {
    throw new TooDeep(line);
  }
}

/** A table while it is filled. */
interface Bed {
  readonly line: number;
  readonly children: Map<string, Bed | Branch>;
}

function bed(line: number): Bed {
  return { line, children: new Map() };
}

function below(at: Bed, key: string, line: number): Bed {
  const child = at.children.get(key);
  if (child !== undefined && !('kind' in child)) {
    return child;
  }
  const made = bed(line);
  at.children.set(key, made);
  return made;
}

function sow(at: Bed, { key, value }: AST.TOMLKeyValue, depth: number): void {
  refuseDeep(depth + key.keys.length, key.loc.start.line);
  const names = key.keys.map((part) => (part.type === 'TOMLBare' ? part.name : part.value));
  const line = key.loc.start.line;
  const table = names.slice(0, -1).reduce((table, name) => below(table, name, line), at);
  table.children.set(names.at(-1) ?? '', branchOf(value, line, depth + names.length));
}

function branchOf(node: AST.TOMLContentNode, line: number, depth: number): Branch | Bed {
  switch (node.type) {
    case 'TOMLInlineTable': {
      const table = bed(line);
      node.body.forEach((pair) => {
        sow(table, pair, depth);
      });
      return table;
    }
    case 'TOMLArray': {
      const items = node.elements.map(
        (item, index) => [String(index), grown(branchOf(item, item.loc.start.line, depth + 1))] as const,
      );
      return { line, kind: 'list', text: '', children: new Map(items) };
    }
    case 'TOMLValue':
      return leaf(kinds.get(node.kind) ?? 'text', typeof node.value === 'string' ? node.value : numeral(node), line);
  }
}

const kinds: ReadonlyMap<string, Branch['kind']> = new Map([
  ['string', 'text'],
  ['integer', 'number'],
  ['float', 'number'],
  ['boolean', 'boolean'],
]);

/** A float keeps its point, because SAM asks whether `version` is one. */
function numeral(node: AST.TOMLValue): string {
  return node.kind === 'float' || node.kind === 'integer' ? node.number : String(node.value);
}

function grown(at: Bed | Branch): Branch {
  if ('kind' in at) {
    return at;
  }
  const children = [...at.children].map(([key, child]) => [key, grown(child)] as const);
  return { line: at.line, kind: 'map', text: '', children: new Map(children) };
}

/** Line of the first bracket that would be nested too deep; brackets in strings count too, so this can only be too strict. */
function firstDeepLine(text: string): number | null {
  let depth = 0;
  let line = 1;
  for (const character of text) {
    if (character === '\n') {
      line += 1;
    } else if (character === '[' || character === '{') {
      depth += 1;
      if (depth > deepest) {
        return line;
      }
    } else if (character === ']' || character === '}') {
      depth = Math.max(0, depth - 1);
    }
  }
  return null;
}
