import { type PolicyPlace, unresolved } from '../found-policy.ts';
import type { Cursor } from '../text/cursor.ts';

/** What the names in a template stand for, and what turned out not to be known. */
export interface Scope {
  readonly parameters: Cursor;
  readonly mappings: Cursor;
  readonly resources: Cursor;
  readonly place: PolicyPlace | null;
  /** References that the template does not answer. */
  readonly unknown: Set<string>;
  /** Parameters that were taken at their defaults. */
  readonly defaults: Set<string>;
  /** Names of resources that were looked up; `null` while one is looked up, so that a circle ends. */
  readonly names: Map<string, string | null>;
  /** Defaults that were looked up, so that a long list is made once. */
  readonly known: Map<string, string | readonly string[]>;
}

export function scopeOf(root: Cursor, place: PolicyPlace | null): Scope {
  return {
    parameters: root.get('Parameters'),
    mappings: root.get('Mappings'),
    resources: root.get('Resources'),
    place,
    unknown: new Set(),
    defaults: new Set(),
    names: new Map(),
    known: new Map(),
  };
}

/** Pseudo parameters (CloudFormation template reference, "Get AWS values using pseudo parameters"); `null` when there is none of that name. */
export function pseudoParameter(name: string, { place, unknown }: Scope): string | null {
  const known = place === null ? undefined : valueOf(name, place);
  if (known !== undefined) {
    return known;
  }
  if (!name.startsWith('AWS::')) {
    return null;
  }
  unknown.add(name);
  return unresolved;
}

function valueOf(name: string, { partition, region, accountId }: PolicyPlace): string | undefined {
  switch (name) {
    case 'AWS::Partition':
      return partition;
    case 'AWS::Region':
      return region;
    case 'AWS::AccountId':
      return accountId;
    case 'AWS::URLSuffix':
      return partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
    default:
      return undefined;
  }
}

/**
 * The default of a parameter: a list for list types; `null` without one. The default of an SSM parameter type is the
 * name of the parameter, not its value (template reference, "Parameters").
 */
export function parameterDefault(name: string, scope: Scope): string | readonly string[] | null {
  const parameter = scope.parameters.get(name);
  const type = parameter.get('Type').text() ?? 'String';
  const value = parameter.get('Default').value;
  if (type.startsWith('AWS::SSM::') || (typeof value !== 'string' && typeof value !== 'number')) {
    return null;
  }
  scope.defaults.add(name);
  const isList = type === 'CommaDelimitedList' || type.startsWith('List<');
  const known = scope.known.get(name) ?? (isList ? String(value).split(',').map(trimmed) : String(value));
  scope.known.set(name, known);
  return known;
}

function trimmed(text: string): string {
  return text.trim();
}
