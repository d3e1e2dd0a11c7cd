import { isPointer } from '../state/json-pointer.ts';
import { quote } from './fault.ts';
import type { Target, TargetOrigin, TargetSign, Violation } from './target.ts';

/** What the signs under `detect` and the origins under `from` have to agree with themselves about. */
export function originViolations({ detect, parameters }: Target): readonly Violation[] {
  const signs = detect.flatMap((sign, index) =>
    typeof sign === 'string' ? [] : at(['detect', index], signSentences(sign)),
  );
  const origins = [...parameters].flatMap(([name, { from = [] }]) =>
    from.flatMap((origin, index) => at(['parameters', name, 'from', index], originSentences(origin))),
  );
  return [...signs, ...origins];
}

function at(path: Violation['path'], sentences: readonly string[]): readonly Violation[] {
  return sentences.map((sentence) => ({ path, sentence }));
}

function signSentences(sign: TargetSign): readonly string[] {
  return [
    ...exactlyOne('A sign', sign, ['action', 'command', 'file']),
    ...needs(sign, 'pointer', 'file'),
    ...needs(sign, 'matches', 'pointer'),
    ...pointerSentences(sign.pointer),
  ];
}

/** In each kind of place, what names the value there. */
const namesValue = {
  action: ['input', 'value'],
  command: ['option', 'argument', 'value'],
  file: ['pointer'],
  reader: ['value'],
} as const;

function originSentences(origin: TargetOrigin): readonly string[] {
  const kinds = ['action', 'command', 'file', 'reader'] as const;
  const [kind, ...more] = kinds.filter((key) => origin[key] !== undefined);
  if (kind === undefined || more.length > 0) {
    return exactlyOne('An origin', origin, kinds);
  }
  const given = namesValue[kind].filter((key) => origin[key] !== undefined);
  // An option without a value of its own stands for one by being there.
  const both = given.length === 2 && given.includes('option') && given.includes('value');
  return [
    ...needs(origin, 'input', 'action'),
    ...needs(origin, 'option', 'command'),
    ...needs(origin, 'argument', 'command'),
    ...needs(origin, 'pointer', 'file'),
    ...(kind === 'file' && origin.value !== undefined
      ? ['value does not go with file: the value is what stands at the pointer.']
      : []),
    ...(given.length === 1 || both
      ? []
      : [`An origin with ${kind} takes ${oneOf(namesValue[kind])}, which says where the value is.`]),
    ...pointerSentences(origin.pointer),
  ];
}

function exactlyOne(what: string, value: object, keys: readonly string[]): readonly string[] {
  const given = keys.filter((key) => Object.hasOwn(value, key));
  return given.length === 1 ? [] : [`${what} takes ${oneOf(keys)}.`];
}

function needs<T extends object>(value: T, key: keyof T & string, other: keyof T & string): readonly string[] {
  return value[key] !== undefined && value[other] === undefined ? [`${key} needs ${other}.`] : [];
}

function oneOf(keys: readonly string[]): string {
  return keys.length < 2 ? keys.join('') : `exactly one of ${keys.slice(0, -1).join(', ')} and ${keys.at(-1) ?? ''}`;
}

function pointerSentences(pointer: string | undefined): readonly string[] {
  return pointer === undefined || isPointer(pointer)
    ? []
    : [`${quote(pointer)} is no JSON Pointer; behind ~ it takes 0 or 1.`];
}
