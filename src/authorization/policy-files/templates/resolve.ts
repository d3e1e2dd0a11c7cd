import { unresolved } from '../found-policy.ts';
import type { Cursor, Places } from '../text/cursor.ts';
import { arnOf, namedType } from './resource-names.ts';
import { parameterDefault, pseudoParameter, type Scope } from './scope.ts';

/** Far beyond any ARN; references that hold each other would double a text without end. */
const longest = 8192;
const mostItems = 1000;

/** A value that stands for no value: CloudFormation leaves the property or the element out. */
export const noValue = Symbol('AWS::NoValue');

/**
 * The value of a part of a template with its functions carried out. Text that the template does not tell becomes
 * `${unresolved}`; a list that it does not tell becomes that text too. New objects and arrays get the places of those
 * that they come from.
 */
export function resolve(cursor: Cursor, scope: Scope, places: Places): unknown {
  const { value } = cursor;
  if (typeof value === 'string') {
    return withoutDynamicReferences(value, scope);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const call = cursor.single();
  if (call !== null && isFunction(call[0])) {
    const result = apply(call[0], call[1], scope, places);
    return typeof result === 'string' && result.length > longest ? unknown('a very long text', scope) : result;
  }
  if (Array.isArray(value)) {
    const kept = cursor.items().flatMap((item) => {
      const resolved = resolve(item, scope, places);
      return resolved === noValue ? [] : [{ resolved, offset: item.offset }];
    });
    const list = kept.map(({ resolved }) => resolved);
    places.set(list, { own: cursor.offset, members: kept.map(({ offset }) => offset) });
    return list;
  }
  return resolveMembers(cursor, scope, places);
}

/** Resolves to text; anything else is `${unresolved}`. */
export function resolveText(cursor: Cursor, scope: Scope, places: Places): string {
  const value = resolve(cursor, scope, places);
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : unresolved;
}

export function isFunction(key: string): boolean {
  return key === 'Ref' || key.startsWith('Fn::');
}

function resolveMembers(cursor: Cursor, scope: Scope, places: Places): unknown {
  const record: Record<string, unknown> = {};
  const members = new Map<string, number>();
  for (const [key, member] of cursor.entries()) {
    const resolved = resolve(member, scope, places);
    if (resolved !== noValue) {
      members.set(key, member.offset);
      Object.defineProperty(record, key, { value: resolved, enumerable: true, configurable: true, writable: true });
    }
  }
  const repeated = cursor.repeated();
  places.set(record, { own: cursor.offset, members, ...(repeated.length === 0 ? {} : { repeated }) });
  return record;
}

/** Carries out one function (CloudFormation template reference, "Intrinsic function reference"). */
function apply(name: string, argument: Cursor, scope: Scope, places: Places): unknown {
  const parts = argument.items();
  const [first, second, third] = parts;
  switch (name) {
    case 'Ref':
      return reference(argument.text() ?? '', scope, places);
    case 'Fn::GetAtt':
      return argument.text() !== null
        ? attribute(argument.text() ?? '', scope, places)
        : attribute(parts.map((part) => part.text() ?? '').join('.'), scope, places);
    case 'Fn::Sub':
      return first === undefined
        ? substitute(argument.text() ?? unresolved, null, scope, places)
        : substitute(first.text() ?? unresolved, second ?? null, scope, places);
    case 'Fn::Join': {
      const list = second === undefined ? null : resolve(second, scope, places);
      return Array.isArray(list) && list.length <= mostItems && first !== undefined
        ? list.map((item) => (typeof item === 'string' ? item : unresolved)).join(first.text() ?? '')
        : unknown(name, scope);
    }
    case 'Fn::Split': {
      const text = second === undefined ? unresolved : resolveText(second, scope, places);
      const separator = first?.text() ?? '';
      return text.includes(unresolved) || separator === '' || text.length > longest
        ? unknown(name, scope)
        : text.split(separator);
    }
    case 'Fn::Select': {
      const list = second === undefined ? null : resolve(second, scope, places);
      const index = first === undefined ? NaN : Number(resolveText(first, scope, places));
      const chosen: unknown = Array.isArray(list) ? (list as readonly unknown[])[index] : undefined;
      return chosen ?? unknown(name, scope);
    }
    case 'Fn::FindInMap': {
      const keys = [first, second, third].map((part) => (part === undefined ? '' : resolveText(part, scope, places)));
      const found = keys.reduce((map, key) => map.get(key), scope.mappings);
      return isPlain(found.value) ? found.value : unknown(name, scope);
    }
    case 'Fn::If':
      return unknown(`${name} ${first?.text() ?? ''}`.trim(), scope);
    default:
      return unknown(name, scope);
  }
}

function reference(name: string, scope: Scope, places: Places): unknown {
  if (name === 'AWS::NoValue') {
    return noValue;
  }
  const type = scope.resources.get(name).get('Type').text();
  return (
    pseudoParameter(name, scope) ??
    parameterDefault(name, scope) ??
    (type === null ? null : ofResource(name, namedType(type)?.ref ?? null, scope, places)) ??
    unknown(`Ref ${name}`, scope)
  );
}

function attribute(path: string, scope: Scope, places: Places): string {
  const dot = path.indexOf('.');
  const name = dot < 0 ? path : path.slice(0, dot);
  const attributes = namedType(scope.resources.get(name).get('Type').text() ?? '')?.attributes ?? {};
  const key = path.slice(name.length + 1);
  const gives = Object.hasOwn(attributes, key) ? (attributes[key] ?? null) : null;
  return ofResource(name, gives, scope, places) ?? unknown(`Fn::GetAtt ${path}`, scope);
}

/** Name or ARN of a resource of the template; `null` when its type does not tell. */
function ofResource(name: string, gives: 'name' | 'arn' | null, scope: Scope, places: Places): string | null {
  const resource = scope.resources.get(name);
  const type = namedType(resource.get('Type').text() ?? '');
  if (type === null || gives === null || scope.names.get(name) === null) {
    return null;
  }
  const text = scope.names.get(name) ?? nameOf(name, resource.get('Properties').get(type.property), scope, places);
  if (gives === 'name') {
    return text;
  }
  const path = resource.get('Properties').get('Path').text() ?? '/';
  return arnOf(type, text, path, scope.place);
}

function nameOf(name: string, property: Cursor, scope: Scope, places: Places): string {
  scope.names.set(name, null);
  const text =
    property.value === undefined ? unknown(`the name of ${name}`, scope) : resolveText(property, scope, places);
  scope.names.set(name, text);
  return text;
}

/** `${Name}` and `${Name.Attribute}` are replaced; `${!Name}` is how a template writes a policy variable. */
function substitute(text: string, variables: Cursor | null, scope: Scope, places: Places): string {
  if (text.length > longest) {
    return unknown('a very long text', scope);
  }
  const replaced = text.replace(/\$\{([^}]*)\}/g, (whole, inner: string) => {
    if (inner.startsWith('!')) {
      return `\${${inner.slice(1)}}`;
    }
    const name = inner.trim();
    const variable = variables?.get(name);
    if (whole === unresolved || name === '') {
      return unresolved;
    }
    if (variable?.value !== undefined) {
      return resolveText(variable, scope, places);
    }
    const value = name.includes('.') ? attribute(name, scope, places) : reference(name, scope, places);
    return typeof value === 'string' ? value : unresolved;
  });
  return withoutDynamicReferences(replaced, scope);
}

/** `{{resolve:ssm:name}}` is filled in by CloudFormation at deployment. */
function withoutDynamicReferences(text: string, scope: Scope): string {
  return text.includes('{{resolve:')
    ? text.replace(/\{\{resolve:[^{}]*\}\}/g, () => unknown('a dynamic reference', scope))
    : text;
}

function unknown(what: string, scope: Scope): string {
  scope.unknown.add(what);
  return unresolved;
}

/** Mappings hold texts and lists of texts, never functions (template reference, "Mappings"). */
function isPlain(value: unknown): boolean {
  return typeof value === 'string' || (Array.isArray(value) && value.every((item) => typeof item === 'string'));
}
