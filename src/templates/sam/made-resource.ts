import { isRecord } from '../../authorization/policy-files/text/cursor.ts';

/** Properties as they stand in a template, functions and all. */
export type Properties = Readonly<Record<string, unknown>>;

/** A resource of SAM's that is about to be written out. */
export interface SamResource {
  readonly id: string;
  readonly type: string;
  /** With what `Globals` add. */
  readonly properties: Properties;
  readonly hasCondition: boolean;
}

/** A resource of CloudFormation's that SAM writes for one of its own. */
export interface MadeResource {
  readonly id: string;
  readonly type: string;
  readonly properties: Properties;
  /** SAM ends the id with a hash. */
  readonly isHashed?: boolean;
  /** Whether the template does not tell if it is made at all. */
  readonly isPerhaps?: boolean;
  /** A condition of the template, and whether it has to hold, for it to be made. */
  readonly gate?: Gate;
}

export interface Gate {
  readonly condition: string;
  readonly holds: boolean;
}

/** What SAM does for one of its resources. */
export interface Expansion {
  readonly made: readonly MadeResource[];
  /** Properties that it adds to other resources, such as the notifications of a bucket. */
  readonly additions: readonly Addition[];
  /** Ids by what a template calls them, such as `Function.Alias`. */
  readonly aliases: readonly (readonly [name: string, id: string])[];
  /** What is not written out here, in sentences. */
  readonly notes: readonly string[];
}

export interface Addition {
  readonly id: string;
  readonly properties: Properties;
}

export const nothing: Expansion = { made: [], additions: [], aliases: [], notes: [] };

export function together(expansions: readonly Expansion[]): Expansion {
  return {
    made: expansions.flatMap(({ made }) => made),
    additions: expansions.flatMap(({ additions }) => additions),
    aliases: expansions.flatMap(({ aliases }) => aliases),
    notes: expansions.flatMap(({ notes }) => notes),
  };
}

/** A map of properties; an empty one for anything else. */
export function mapAt(properties: Properties, key: string): Properties {
  const value = valueAt(properties, key);
  return isRecord(value) ? value : {};
}

/** `undefined` for what is not there and for `AWS::NoValue`. */
export function valueAt(properties: Properties, key: string): unknown {
  const value = Object.hasOwn(properties, key) ? properties[key] : undefined;
  const isNoValue = isRecord(value) && value['Ref'] === 'AWS::NoValue';
  return isNoValue || value === null ? undefined : value;
}

export function textAt(properties: Properties, key: string): string | null {
  const value = valueAt(properties, key);
  return typeof value === 'string' ? value : null;
}

export function isTrue(properties: Properties, key: string): boolean {
  return String(valueAt(properties, key)).toLowerCase() === 'true';
}

/** The list at a key; anything else is a list of one. */
export function listAt(properties: Properties, key: string): readonly unknown[] {
  const value = valueAt(properties, key);
  return value === undefined ? [] : Array.isArray(value) ? (value as readonly unknown[]) : [value];
}

/** Those of the keys that are there. */
export function pick(properties: Properties, keys: readonly string[]): Properties {
  return Object.fromEntries(
    keys.flatMap((key) => (valueAt(properties, key) === undefined ? [] : [[key, properties[key]]])),
  );
}

/** The logical id that a `Ref` or `Fn::GetAtt` names; `null` for anything else. */
export function referredId(value: unknown): string | null {
  if (!isRecord(value)) {
    return null;
  }
  const attribute = value['Fn::GetAtt'];
  const first: unknown = Array.isArray(attribute) ? (attribute as readonly unknown[])[0] : attribute;
  const target = value['Ref'] ?? first;
  return typeof target === 'string' ? (target.split('.')[0] ?? null) : null;
}

export function isCall(value: unknown): value is Properties {
  const [key, ...more] = isRecord(value) ? Object.keys(value) : [];
  return key !== undefined && more.length === 0 && (key === 'Ref' || key.startsWith('Fn::'));
}

export const attribute = (id: string, name: string): Properties => ({ 'Fn::GetAtt': [id, name] });
export const reference = (id: string): Properties => ({ Ref: id });
/** A value that the template does not tell. */
export const untold: Properties = { 'Fn::ImportValue': '' };
/** A tag, so that tagging is asked for; SAM tags what it makes. */
export const samTags: readonly unknown[] = [{ Key: 'lambda:createdBy', Value: 'SAM' }];

/** Bucket and key of an address, a map of SAM's or one of CloudFormation's; empty for a folder that `sam deploy` uploads. */
export function objectAt(
  properties: Properties,
  key: string,
  names: readonly [bucket: string, key: string],
): Properties {
  const value = valueAt(properties, key);
  const [, bucket, path] = typeof value === 'string' ? (/^s3:\/\/([^/]+)\/(.+)$/.exec(value) ?? []) : [];
  if (bucket !== undefined && path !== undefined) {
    return { [names[0]]: bucket, [names[1]]: path };
  }
  if (!isRecord(value) || isCall(value)) {
    return isCall(value) ? { [names[0]]: untold, [names[1]]: untold } : {};
  }
  const given = { [names[0]]: valueAt(value, 'Bucket'), [names[1]]: valueAt(value, 'Key') };
  const version = valueAt(value, 'Version');
  return given[names[0]] === undefined
    ? {}
    : { ...given, ...(version === undefined ? {} : { S3ObjectVersion: version }) };
}
