import { Ajv2020, type DefinedError, type ValidateFunction } from 'ajv/dist/2020.js';
import schema from '../../schema/target.schema.json' with { type: 'json' };
import { quote } from './fault.ts';
import { didYouMean, either } from '../similar-names.ts';
import type { SchemaCheck, Violation } from './target.ts';

/**
 * Compares a target file with schema/target.schema.json. The schema is compiled at the first call: that takes some
 * 40 ms, and most runs use none but the built-in targets.
 */
export const checkTargetSchema: SchemaCheck = (value) => {
  compiled ??= new Ajv2020({ allErrors: true, verbose: true }).compile(schema);
  const errors = compiled(value) ? [] : ((compiled.errors ?? []) as DefinedError[]);
  return errors.flatMap((error) => violation(error, errors) ?? []);
};

let compiled: ValidateFunction | undefined;

/** `null` for an error that only repeats another one. */
function violation(error: DefinedError, all: readonly DefinedError[]): Violation | null {
  const path = pathOf(error.instancePath);
  const what = nameOf(path);
  const here = (sentence: string): Violation => ({ path, sentence: `${what} ${sentence}` });
  if (error.keyword === 'required') {
    return here(`lacks ${error.params.missingProperty}.`);
  }
  if (error.keyword === 'additionalProperties') {
    const known = Object.keys((error.parentSchema?.['properties'] ?? {}) as object);
    const key = error.params.additionalProperty;
    const sentence = `${what} takes no ${quote(key)}; known are ${known.join(', ')}.${didYouMean(key, known)}`;
    return { path: [...path, key], sentence };
  }
  if (error.keyword === 'enum') {
    return here(`is ${shown(error.data)}; it takes ${either(error.params.allowedValues)}.`);
  }
  const ofChoice = all.some((other) => other.keyword === 'oneOf' && other.instancePath === error.instancePath);
  if (error.keyword === 'oneOf') {
    const types = typesRefused(error, all);
    const wanted = either(types.map((type) => typeNames[type] ?? 'something else'));
    return types.length === error.schema?.length ? here(`is ${shown(error.data)}; it takes ${wanted}.`) : null;
  }
  if (error.keyword === 'type' && ofChoice) {
    return null;
  }
  if (error.keyword === 'type') {
    return here(`is ${shown(error.data)}; it takes ${typeNames[error.params.type] ?? 'something else'}.`);
  }
  if (error.keyword === 'pattern') {
    const key = error.propertyName;
    const form = formOf(error.parentSchema);
    return key === undefined
      ? here(`is ${shown(error.data)}; ${form}.`)
      : { path: [...path, key], sentence: `${what} has the key ${quote(key)}; ${form}.` };
  }
  if (error.keyword === 'minItems' || error.keyword === 'minLength' || error.keyword === 'minProperties') {
    return here('is empty.');
  }
  return error.keyword === 'propertyNames' ? null : here('does not fit schema/target.schema.json.');
}

/** The types of the forms that a value may have and is not; of the form that it has, its own errors tell. */
function typesRefused({ instancePath }: DefinedError, all: readonly DefinedError[]): readonly string[] {
  return all.flatMap((other) =>
    other.keyword === 'type' && other.instancePath === instancePath ? other.params.type : [],
  );
}

const typeNames: Readonly<Record<string, string>> = {
  object: 'a map',
  array: 'a list',
  string: 'text (in quotes, if it looks like a number or a yes or no)',
  boolean: 'true or false',
};

function formOf(parentSchema: object | undefined): string {
  const examples = parentSchema !== undefined && 'examples' in parentSchema ? parentSchema.examples : [];
  const [example] = Array.isArray(examples) ? (examples as unknown[]) : [];
  return typeof example === 'string' ? `it takes the form of ${quote(example)}` : 'that form is not allowed here';
}

function shown(value: unknown): string {
  if (typeof value === 'object' && value !== null) {
    return Array.isArray(value) ? 'a list' : 'a map';
  }
  return typeof value === 'string' ? quote(value) : value === null ? 'empty' : JSON.stringify(value);
}

/** A JSON Pointer as keys and positions. */
function pathOf(pointer: string): (string | number)[] {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

/** `checks[0].severity`, or `The file` for the whole. */
function nameOf(path: readonly (string | number)[]): string {
  const name = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`)).join('');
  return name === '' ? 'The file' : name.replace(/^\./, '');
}
