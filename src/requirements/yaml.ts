import { Composer, type Document, type ErrorCode, isMap, isScalar, LineCounter, Parser, visit } from 'yaml';
import { firstDeepToken } from '../yaml-depth.ts';
import { quote } from './fault.ts';

const mostCharacters = 256 * 1024;
const deepest = 50;

/** A YAML text without syntax errors. */
export interface Yaml {
  readonly document: Document.Parsed;
  /** Line of a character, from 1. */
  readonly lineAt: (offset: number) => number;
}

/**
 * Reads one YAML document. `failsafe` keeps every scalar as it is written; `core` knows numbers, booleans and null.
 * Throws what `fail` makes of the first fault: a sentence that quotes no value of the text, because a value may be a
 * secret, and the line. Text beyond 256 Ki characters is refused unread.
 */
export function readYaml(
  text: string,
  schema: 'core' | 'failsafe',
  fail: (sentence: string, line: number) => Error,
): Yaml {
  if (text.length > mostCharacters) {
    throw fail(`The text has ${text.length} characters; at most ${mostCharacters} are read.`, 1);
  }
  const lines = new LineCounter();
  const lineAt = (offset: number) => Math.max(1, lines.linePos(offset).line);
  const tokens = [...new Parser(lines.addNewLine).parse(text)];
  const deep = firstDeepToken(tokens, deepest);
  if (deep !== null) {
    throw fail(`The nesting is deeper than ${deepest} levels.`, lineAt(deep));
  }
  const composer = new Composer({ schema, prettyErrors: false, uniqueKeys: false, resolveKnownTags: false });
  const [document, second] = [...composer.compose(tokens, true, text.length)];
  if (document === undefined || second !== undefined) {
    throw fail('A second document starts here (---); only one is read.', lineAt(second?.range[0] ?? 0));
  }
  const [problem] = [...document.errors, ...document.warnings];
  if (problem !== undefined) {
    throw fail(sentences[problem.code] ?? 'This is not valid YAML.', lineAt(problem.pos[0]));
  }
  refuseRepeatedKeys(document, (name, offset, first) =>
    fail(`${name} is given twice; the first one is in line ${lineAt(first)}.`, lineAt(offset)),
  );
  return { document, lineAt };
}

/** The library can do this too, in time that grows with the square of the number of keys. */
function refuseRepeatedKeys(
  document: Document.Parsed,
  fail: (name: string, offset: number, first: number) => Error,
): void {
  visit(document, {
    Map(_, map) {
      const offsets = new Map<string, number>();
      for (const { key } of map.items) {
        if (isScalar(key)) {
          const name = String(key.value);
          const offset = key.range?.[0] ?? 0;
          const first = offsets.get(name);
          if (first !== undefined) {
            throw fail(quote(name), offset, first);
          }
          offsets.set(name, offset);
        }
      }
    },
  });
}

/** Offset of the node at a path of keys and positions, of its key where it has one; of the nearest node above it otherwise. */
export function offsetOf(document: Document.Parsed, path: readonly (string | number)[]): number {
  const parent = path.length === 0 ? null : document.getIn(path.slice(0, -1), true);
  const pair = isMap(parent)
    ? parent.items.find(({ key }) => isScalar(key) && String(key.value) === String(path.at(-1)))
    : undefined;
  const node = isScalar(pair?.key) ? pair.key : document.getIn(path, true);
  const range = typeof node === 'object' && node !== null && 'range' in node ? node.range : null;
  if (Array.isArray(range) && typeof range[0] === 'number') {
    return range[0];
  }
  return path.length === 0 ? 0 : offsetOf(document, path.slice(0, -1));
}

const sentences: Partial<Record<ErrorCode, string>> = {
  TAB_AS_INDENT: 'A tab indents this line; YAML takes spaces only.',
  BAD_INDENT: 'The indentation does not fit the lines around it, or a bracket is not closed.',
  MISSING_CHAR: 'A character is missing here: a closing quote or bracket, a comma, or the blank after a colon.',
  BLOCK_AS_IMPLICIT_KEY:
    'This value holds another colon; check the indentation of the next line, or put the value in quotes.',
  MULTILINE_IMPLICIT_KEY: 'A key spreads over several lines; is the colon after it missing?',
  BAD_SCALAR_START:
    'The value starts with a character that YAML keeps for itself (such as @, ` or %); put it in quotes.',
  BAD_DQ_ESCAPE: 'A backslash in double quotes starts no known escape; use single quotes.',
  TAG_RESOLVE_FAILED: 'YAML tags (such as !Ref or !!binary) are not read here; put the value in quotes.',
};
