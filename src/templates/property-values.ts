import { isRecord } from '../authorization/policy-files/text/cursor.ts';
import { evaluate, type Value } from './intrinsic.ts';
import type { PropertyValue, ResourceInstance } from './resource-instance.ts';
import type { Frame, TemplateResource, TemplateScope } from './template-scope.ts';

interface Found {
  readonly value: Value;
  readonly optional: boolean;
}

const unknown: Value = { kind: 'text', text: null, guessed: true };

/** Finds what stands at the paths of a resource's properties; each path is looked up once. */
export function propertyValues(resource: TemplateResource, scope: TemplateScope): ResourceInstance['values'] {
  const known = new Map<string, readonly PropertyValue[]>();
  const frame = { scope, bindings: resource.bindings };
  return (path) => {
    const found = known.get(path) ?? valuesAt(path, resource, frame);
    known.set(path, found);
    return found;
  };
}

function valuesAt(path: string, resource: TemplateResource, frame: Frame): readonly PropertyValue[] {
  let found = branches(evaluate(resource.cursor.get('Properties'), frame), false);
  for (const segment of path.split('.')) {
    const isList = segment.endsWith('[]');
    const key = isList ? segment.slice(0, -2) : segment;
    const members = found.flatMap((one) => memberOf(one, key, frame));
    found = isList ? members.flatMap((one) => elementsOf(one, frame)) : members;
  }
  return found.flatMap(asProperty);
}

/** Values without those that stand for no value, which make the others ones that may not be there. */
function branches(values: readonly Value[], optional: boolean): readonly Found[] {
  const there = values.filter(({ kind }) => kind !== 'nothing');
  const isOptional = optional || there.length < values.length;
  return there.map((value) => ({ value, optional: isOptional }));
}

/** What a function gives that the template does not tell may hold the key or not. */
function memberOf({ value, optional }: Found, key: string, frame: Frame): readonly Found[] {
  if (value.kind === 'text') {
    return value.text === null ? [{ value: unknown, optional: true }] : [];
  }
  if (value.kind !== 'written' || !isRecord(value.cursor.value)) {
    return [];
  }
  const member = value.cursor.get(key);
  return member.value === undefined ? [] : branches(evaluate(member, frame), optional);
}

function elementsOf({ value, optional }: Found, frame: Frame): readonly Found[] {
  if (value.kind === 'list') {
    return value.items.map((item) => ({ value: item, optional }));
  }
  if (value.kind === 'written' && Array.isArray(value.cursor.value)) {
    return value.cursor.items().flatMap((item) => branches(evaluate(item, frame), optional));
  }
  return [{ value, optional }];
}

/** Nothing for what is empty. */
function asProperty({ value, optional }: Found): readonly PropertyValue[] {
  const text = textOf(value);
  const guessed = value.kind === 'text' && value.guessed;
  return text === undefined ? [] : [{ text, guessed, ...(optional ? { optional } : {}) }];
}

function textOf(value: Value): string | null | undefined {
  switch (value.kind) {
    case 'text':
      return value.text === '' ? undefined : value.text;
    case 'list':
      return value.items.length === 0 ? undefined : '';
    case 'written':
      return Object.keys(value.cursor.value as object).length === 0 ? undefined : '';
    case 'nothing':
      return undefined;
  }
}
