import { type JsonNode, JsonFault, scanJson } from '../../authorization/evaluation/json-scan.ts';
import { lineFinder } from '../../authorization/evaluation/line-finder.ts';
import { beyondLimit, type Branch, faulty, leaf, type TreeText } from './branch.ts';

/** `amplify_outputs.json` holds a model of the data beside the settings. */
const mostCharacters = 512 * 1024;

/** Reads JSON with the line of every value. */
export function readJsonTree(text: string): TreeText {
  if (text.length > mostCharacters) {
    return beyondLimit(1, `The text has ${text.length} characters; at most ${mostCharacters} are read.`);
  }
  const node = scanJson(text);
  const positionAt = lineFinder(text);
  const lineAt = (offset: number) => positionAt(offset).line;
  return node instanceof JsonFault
    ? faulty(
        lineAt(node.offset),
        'This is not valid JSON, or a key stands twice; look at the commas and the quotes here.',
      )
    : { tree: branchOf(node, lineAt), fault: null };
}

function branchOf({ value, offset, children }: JsonNode, lineAt: (offset: number) => number): Branch {
  const line = lineAt(offset);
  if (children !== null) {
    const branches = [...children].map(([key, child]) => [String(key), branchOf(child, lineAt)] as const);
    return { line, kind: Array.isArray(value) ? 'list' : 'map', text: '', children: new Map(branches) };
  }
  if (value === null) {
    return leaf('null', '', line);
  }
  return leaf(kinds.get(typeof value) ?? 'text', typeof value === 'string' ? value : JSON.stringify(value), line);
}

const kinds: ReadonlyMap<string, Branch['kind']> = new Map([
  ['number', 'number'],
  ['boolean', 'boolean'],
]);
