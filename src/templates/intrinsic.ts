import type { Cursor } from '../authorization/policy-files/text/cursor.ts';
import { isRecord } from '../authorization/policy-files/text/cursor.ts';
import { conditionHolds } from './template-conditions.ts';
import { attributeOf, parameterValue, referenceTo } from './template-references.ts';
import type { Frame } from './template-scope.ts';

/** What a part of a template is, with its functions carried out. */
export type Value =
  | { readonly kind: 'text'; readonly text: string | null; readonly guessed: boolean }
  | { readonly kind: 'list'; readonly items: readonly Value[] }
  | { readonly kind: 'written'; readonly cursor: Cursor }
  | { readonly kind: 'nothing' };

/** Far beyond any ARN; references that hold each other would double a text without end. */
const longest = 4096;
const mostItems = 1000;
/** What hangs on several conditions has more values than anyone wants to ask about. */
const mostValues = 8;
const mostWork = 400_000;

const unknown: Value = { kind: 'text', text: null, guessed: true };

/**
 * The values that a part of a template may have, one for each branch of conditions that are not known. Text that the
 * template does not tell is `null`, or a `*` within what it does tell (CloudFormation template reference, "Intrinsic
 * function reference").
 */
export function evaluate(cursor: Cursor, frame: Frame): readonly Value[] {
  const { value } = cursor;
  if (typeof value === 'string') {
    return [textOf(value)];
  }
  if (typeof value === 'number' || typeof value === 'boolean') {
    return [{ kind: 'text', text: String(value), guessed: false }];
  }
  if (typeof value !== 'object' || value === null) {
    return [{ kind: 'nothing' }];
  }
  const call = callOf(cursor);
  if (call === null) {
    return [{ kind: 'written', cursor }];
  }
  frame.scope.known.work += 1;
  if (frame.scope.known.work > mostWork) {
    return [unknown];
  }
  const found = distinct(apply(call.name, call.argument, frame));
  return found.length > mostValues ? [unknown] : found.map(shortened);
}

/** Name and argument of an intrinsic function; `null` for any other map. */
export function callOf(cursor: Cursor): { readonly name: string; readonly argument: Cursor } | null {
  if (!isRecord(cursor.value)) {
    return null;
  }
  const keys = Object.keys(cursor.value);
  const [name] = keys;
  return name !== undefined && keys.length === 1 && (name === 'Ref' || name.startsWith('Fn::'))
    ? { name, argument: cursor.get(name) }
    : null;
}

/** A value as text, with `*` for what is not known. */
export interface Text {
  readonly text: string;
  readonly guessed: boolean;
}

/** The texts that a part of a template may be. A list or a map is none, and so not known. */
export function textsOf(cursor: Cursor, frame: Frame): readonly Text[] {
  return evaluate(cursor, frame).map(asText);
}

function asText(value: Value): Text {
  return value.kind === 'text' && value.text !== null
    ? { text: value.text, guessed: value.guessed }
    : { text: '*', guessed: true };
}

function apply(name: string, argument: Cursor, frame: Frame): readonly Value[] {
  const parts = argument.items();
  const [first, second, third] = parts;
  switch (name) {
    case 'Ref':
      return joined([textsOf(argument, frame)]).flatMap(({ text, guessed }) =>
        guessed ? [unknown] : reference(text, frame),
      );
    case 'Fn::GetAtt': {
      const path = parts.length > 0 ? parts.map((part) => textsOf(part, frame)) : [textsOf(argument, frame)];
      return joined(path, '.').flatMap(({ text, guessed }) => (guessed ? [unknown] : attribute(text, frame)));
    }
    case 'Fn::Sub':
      return first === undefined
        ? substitute(argument.text(), null, frame)
        : substitute(first.text(), second ?? null, frame);
    case 'Fn::Join':
      return join(first, second, frame);
    case 'Fn::Split':
      return split(first, second, frame);
    case 'Fn::Select':
      return select(first, second, frame);
    case 'Fn::FindInMap':
      return find(first, second, third, parts[3], frame);
    case 'Fn::If':
      return choose(first?.text() ?? '', second, third, frame);
    case 'Fn::Base64':
    case 'Fn::Cidr':
    case 'Fn::GetAZs':
    case 'Fn::ImportValue':
    case 'Fn::Length':
    case 'Fn::ToJsonString':
    case 'Fn::Transform':
    default:
      return [unknown];
  }
}

function reference(name: string, frame: Frame): readonly Value[] {
  if (name === 'AWS::NoValue') {
    return [{ kind: 'nothing' }];
  }
  const bound = frame.bindings.get(name);
  if (bound !== undefined) {
    return [{ kind: 'text', text: bound, guessed: false }];
  }
  const parameter = parameterValue(name, frame.scope);
  if (parameter !== null) {
    return parameter.isList ? [listOf(parameter.values)] : parameter.values.map(asValue);
  }
  return referenceTo(name, frame.scope).map(asValue);
}

function attribute(path: string, frame: Frame): readonly Value[] {
  return attributeOf(path, frame.scope).map(asValue);
}

function asValue({ text, guessed }: { readonly text: string | null; readonly guessed: boolean }): Value {
  return { kind: 'text', text, guessed };
}

function listOf(items: readonly { readonly text: string | null; readonly guessed: boolean }[]): Value {
  return { kind: 'list', items: items.map(asValue) };
}

/** Both branches when the condition is not known; a value that differs between them is then a guess. */
function choose(condition: string, yes: Cursor | undefined, no: Cursor | undefined, frame: Frame): readonly Value[] {
  const holding = conditionHolds(condition, frame.scope);
  const branches = holding === 'yes' ? [yes] : holding === 'no' ? [no] : [yes, no];
  const found = distinct(
    branches.flatMap((branch): readonly Value[] => (branch === undefined ? [unknown] : evaluate(branch, frame))),
  );
  const isOne = found.filter(({ kind }) => kind !== 'nothing').length < 2 && found.length < 2;
  return isOne ? found : found.map((value) => (value.kind === 'text' ? { ...value, guessed: true } : value));
}

/** `${Name}` and `${Name.Attribute}` are replaced; `${!Name}` stands for `${Name}` itself. */
export function substitute(text: string | null, variables: Cursor | null, frame: Frame): readonly Value[] {
  if (text === null || text.length > longest) {
    return [unknown];
  }
  const pieces: (readonly Text[])[] = [];
  let from = 0;
  for (const match of text.matchAll(/\$\{([^}]*)\}/g)) {
    pieces.push([{ text: text.slice(from, match.index), guessed: false }]);
    pieces.push(variableTexts(match[1] ?? '', variables, frame));
    from = match.index + match[0].length;
  }
  pieces.push([{ text: text.slice(from), guessed: false }]);
  return joined(pieces).map(({ text: filled, guessed }) => {
    const written = textOf(filled);
    return written.kind === 'text' && guessed ? { ...written, guessed } : written;
  });
}

function variableTexts(inner: string, variables: Cursor | null, frame: Frame): readonly Text[] {
  if (inner.startsWith('!')) {
    return [{ text: `\${${inner.slice(1)}}`, guessed: false }];
  }
  const name = inner.trim();
  const variable = variables?.get(name);
  if (variable?.value !== undefined) {
    return textsOf(variable, frame);
  }
  const isResource = !name.includes('.') || frame.scope.aliases.has(name);
  return (isResource ? reference(name, frame) : attribute(name, frame)).map(asText);
}

function join(first: Cursor | undefined, second: Cursor | undefined, frame: Frame): readonly Value[] {
  if (first === undefined || second === undefined) {
    return [unknown];
  }
  const separator = first.text() ?? '';
  return evaluate(second, frame).flatMap((list): readonly Value[] => {
    const items = itemsOf(list, frame);
    return items === null || items.length > mostItems
      ? [unknown]
      : joined(
          items.map((values) => values.map(asText)),
          separator,
        ).map(asValue);
  });
}

/** The elements of a list, each with its alternatives; `null` for what is no list that the template tells. */
function itemsOf(list: Value, frame: Frame): readonly (readonly Value[])[] | null {
  if (list.kind === 'list') {
    return list.items.map((item) => [item]);
  }
  return list.kind === 'written' && Array.isArray(list.cursor.value)
    ? list.cursor
        .items()
        .map((item) => evaluate(item, frame))
        .filter((values) => values.some(({ kind }) => kind !== 'nothing'))
    : null;
}

function split(first: Cursor | undefined, second: Cursor | undefined, frame: Frame): readonly Value[] {
  const separator = first?.text() ?? '';
  if (second === undefined || separator === '') {
    return [unknown];
  }
  return textsOf(second, frame).map(({ text, guessed }) =>
    text === '*'
      ? unknown
      : listOf(
          text
            .split(separator)
            .slice(0, mostItems)
            .map((part) => ({ text: part, guessed: guessed && part.includes('*') })),
        ),
  );
}

function select(first: Cursor | undefined, second: Cursor | undefined, frame: Frame): readonly Value[] {
  const [index] = first === undefined ? [] : textsOf(first, frame);
  if (second === undefined || index === undefined || index.guessed || !/^\d{1,4}$/.test(index.text)) {
    return [unknown];
  }
  return evaluate(second, frame).flatMap((list) => itemsOf(list, frame)?.[Number(index.text)] ?? [unknown]);
}

/** Mappings hold texts and lists of texts, never functions (template reference, "Mappings"). */
function find(
  map: Cursor | undefined,
  top: Cursor | undefined,
  second: Cursor | undefined,
  options: Cursor | undefined,
  frame: Frame,
): readonly Value[] {
  const keys = [map, top, second].map((part) => (part === undefined ? [] : textsOf(part, frame)));
  if (keys.some(([key, ...more]) => key === undefined || key.guessed || more.length > 0)) {
    return [unknown];
  }
  const found = keys.reduce((at, [key]) => at.get(key?.text ?? ''), frame.scope.mappings);
  if (found.value === undefined) {
    const preset = options?.get('DefaultValue');
    return preset?.value === undefined ? [unknown] : evaluate(preset, frame);
  }
  return evaluate(found, frame);
}

/** Every combination of the alternatives of some texts; one that is not known when there are too many. */
function joined(pieces: readonly (readonly Text[])[], separator = ''): readonly Text[] {
  let texts: readonly Text[] = [{ text: '', guessed: false }];
  for (const [index, piece] of pieces.entries()) {
    const between = index === 0 ? '' : separator;
    texts = texts.flatMap((left) =>
      piece.map((right) => ({
        text: `${left.text}${between}${right.text}`.slice(0, longest + 1),
        guessed: left.guessed || right.guessed,
      })),
    );
    if (texts.length > mostValues) {
      return [{ text: '*', guessed: true }];
    }
  }
  return texts;
}

/** `{{resolve:ssm:name}}` is filled in by CloudFormation at deployment. */
function textOf(text: string): Value {
  if (text.length > longest) {
    return unknown;
  }
  return text.includes('{{resolve:')
    ? { kind: 'text', text: text.replace(/\{\{resolve:[^{}]*\}\}/g, '*'), guessed: true }
    : { kind: 'text', text, guessed: false };
}

function shortened(value: Value): Value {
  return value.kind === 'text' && (value.text?.length ?? 0) > longest ? unknown : value;
}

function distinct(values: readonly Value[]): readonly Value[] {
  if (values.length < 2) {
    return values;
  }
  const seen = new Map<unknown, Value>();
  for (const value of values) {
    const key = value.kind === 'text' ? `text ${value.text ?? ''} ${String(value.guessed)}` : value.kind;
    seen.set(value.kind === 'nothing' || value.kind === 'text' ? key : value, value);
  }
  return [...seen.values()];
}
