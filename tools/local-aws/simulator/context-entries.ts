import { isAddress } from '../../../src/authorization/evaluation/ip.ts';
import { failure, type ErrorAnswer } from '../answer.ts';
import { readList, readStructures } from './form.ts';

/** The context of a simulation by key. */
export interface GivenContext {
  readonly kind: 'context';
  readonly values: Readonly<Record<string, readonly string[]>>;
}

/** What a value of a context key's type has to look like. The types come alone and as lists. */
const formats: Readonly<Record<string, (value: string) => boolean>> = {
  string: () => true,
  numeric: (value) => /^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(value),
  boolean: (value) => value === 'true' || value === 'false',
  ip: isAddress,
  binary: (value) => /^[A-Za-z0-9+/]*={0,2}$/.test(value),
  date: (value) => /^\d+$/.test(value) || !Number.isNaN(Date.parse(value)),
};

/** Reads and checks ContextEntries. The texts are from public recordings, where known. */
export function readContextEntries(parameters: Readonly<Record<string, string>>): GivenContext | ErrorAnswer {
  const given: Record<string, readonly string[]> = {};
  const seen = new Set<string>();
  for (const entry of readStructures(parameters, 'ContextEntries')) {
    const key = entry['ContextKeyName'] ?? '';
    const type = entry['ContextKeyType'] ?? null;
    const values = readList(entry, 'ContextKeyValues');
    const problem =
      problemOf(key, type, values) ?? (seen.has(key.toLowerCase()) ? `Duplicate context key: ${key}.` : null);
    if (problem !== null) {
      return failure(400, 'InvalidInput', problem);
    }
    seen.add(key.toLowerCase());
    given[key] = values;
  }
  return { kind: 'context', values: given };
}

function problemOf(key: string, type: string | null, values: readonly string[]): string | null {
  if (key === '') {
    return 'ContextKeyName cannot be null or empty.';
  }
  const scalar = type?.replace(/List$/, '') ?? '';
  const fits = formats[scalar];
  if (fits === undefined) {
    return `Context key ${key} has invalid type ${String(type)}.`;
  }
  if (values.length === 0) {
    return `Context values for context key ${key} cannot be null or empty.`;
  }
  if (values.length > 1 && scalar === type) {
    return `Context key ${key} of type ${scalar} cannot have more than one value.`;
  }
  return values.every(fits) ? null : `Invalid context value for key ${key}: expected ${scalar} format.`;
}
