import { Composer, isAlias, isMap, isScalar, isSeq, type Node, Parser } from 'yaml';
import type { Places, Repetition, Tree } from './cursor.ts';
import type { TextFault } from './json-fault.ts';
import { firstDeepToken } from '../../../yaml-depth.ts';
import { lineFinder } from '../../evaluation/line-finder.ts';

/** CloudFormation takes templates of up to 1 MB (user guide, "CloudFormation quotas", template body in an S3 object). */
const mostCharacters = 1024 * 1024;
const deepest = 100;
const mostValues = 200_000;

export interface YamlText {
  readonly tree: Tree | null;
  readonly faults: readonly TextFault[];
}

/**
 * Reads the first YAML document of a text, with CloudFormation's short forms written out: `!Sub x` becomes
 * `{ "Fn::Sub": x }`. Numbers stay the text that they are written as, because an account id may begin with zeros.
 */
export function readYaml(text: string): YamlText {
  if (text.length > mostCharacters) {
    return failure(0, `The text has ${text.length} characters; a template has at most ${mostCharacters}.`);
  }
  const tokens = [...new Parser().parse(text)];
  const deep = firstDeepToken(tokens, deepest);
  if (deep !== null) {
    return failure(deep, `The nesting is deeper than ${deepest} levels.`);
  }
  const composer = new Composer({ schema: 'core', prettyErrors: false, uniqueKeys: false, resolveKnownTags: false });
  const [document] = [...composer.compose(tokens, true, text.length)];
  const error = document?.errors[0];
  if (error !== undefined) {
    return failure(error.pos[0], 'This is not valid YAML; look at the indentation, the quotes and the colons here.');
  }
  const anchors = new Map<string, Node>();
  const places: Places = new Map();
  const converter = { anchors, places, values: 0 };
  const contents = document?.contents ?? null;
  const value = contents === null ? null : convert(contents, converter, 0);
  if (converter.values > mostValues) {
    return failure(0, `The aliases of the text stand for more than ${mostValues} values.`);
  }
  return { tree: { value, start: offsetOf(contents), places, positionAt: lineFinder(text) }, faults: [] };
}

interface Converter {
  /** Nodes that have been passed, so that an alias inside its own anchor finds nothing. */
  readonly anchors: Map<string, Node>;
  readonly places: Places;
  values: number;
}

function convert(node: Node, converter: Converter, depth: number): unknown {
  converter.values += 1;
  if (converter.values > mostValues || depth > 2 * deepest) {
    return null;
  }
  const value = withoutTag(node, converter, depth);
  if (!isAlias(node) && node.anchor !== undefined) {
    converter.anchors.set(node.anchor, node);
  }
  const key = longForm(node.tag);
  if (key === null) {
    return value;
  }
  const argument = key === 'Fn::GetAtt' && typeof value === 'string' ? attributeOf(value) : value;
  const call = { [key]: argument };
  const offset = offsetOf(node);
  if (Array.isArray(argument) && !converter.places.has(argument)) {
    converter.places.set(argument, { own: offset, members: argument.map(() => offset) });
  }
  converter.places.set(call, { own: offset, members: new Map([[key, offset]]) });
  return call;
}

function withoutTag(node: Node, converter: Converter, depth: number): unknown {
  if (isAlias(node)) {
    const target = converter.anchors.get(node.source);
    return target === undefined ? null : convert(target, converter, depth + 1);
  }
  if (isMap(node)) {
    return mapOf(node.items, offsetOf(node), converter, depth);
  }
  if (isSeq(node)) {
    const items = node.items as readonly Node[];
    const value = items.map((item) => convert(item, converter, depth + 1));
    converter.places.set(value, { own: offsetOf(node), members: items.map(offsetOf) });
    return value;
  }
  if (isScalar(node)) {
    return typeof node.value === 'number' || typeof node.value === 'bigint' ? (node.source ?? '') : node.value;
  }
  return null;
}

function mapOf(
  items: readonly { readonly key: unknown; readonly value: unknown }[],
  own: number,
  converter: Converter,
  depth: number,
): unknown {
  const value: Record<string, unknown> = {};
  const members = new Map<string, number>();
  const repeated: Repetition[] = [];
  for (const item of items) {
    const key = isScalar(item.key) ? String(item.key.value) : '';
    const at = offsetOf(item.key as Node | null);
    if (members.has(key)) {
      repeated.push({ key, offset: at });
    }
    const child = item.value as Node | null;
    members.set(key, child === null ? at : offsetOf(child));
    const converted = child === null ? null : convert(child, converter, depth + 1);
    Object.defineProperty(value, key, { value: converted, enumerable: true, configurable: true, writable: true });
  }
  converter.places.set(value, { own, members, ...(repeated.length === 0 ? {} : { repeated }) });
  return value;
}

/** `!Ref` and `!Condition` keep their names; every other tag with one exclamation mark is a function. */
function longForm(tag: string | undefined): string | null {
  const name = tag !== undefined && /^![A-Za-z0-9:]+$/.test(tag) ? tag.slice(1) : null;
  return name === null ? null : name === 'Ref' || name === 'Condition' ? name : `Fn::${name}`;
}

/** `!GetAtt Table.Arn` is short for `[Table, Arn]`; the attribute may hold dots itself. */
function attributeOf(text: string): readonly string[] {
  const dot = text.indexOf('.');
  return dot < 0 ? [text] : [text.slice(0, dot), text.slice(dot + 1)];
}

function offsetOf(node: Node | null): number {
  return node?.range?.[0] ?? 0;
}

function failure(offset: number, sentence: string): YamlText {
  return { tree: null, faults: [{ offset, sentence }] };
}
