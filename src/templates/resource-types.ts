import { parse } from 'yaml';
import type { ResourceType } from './resource-type.ts';

/** The text of one file of resource types by its name, such as `lambda` for resource-types/cloudformation/lambda.yml; `null` when there is none. */
export type ReadTypes = (file: string) => string | null;

/** The types of some files, as the tests have checked them. Each file is read and parsed once, when it is first asked for. */
export interface TypeTable {
  /** `null` for a type that no file describes. */
  typeOf(name: string): ResourceType | null;
}

/** The types of data/cloudformation-types.json or data/terraform-types.json, which are made of resource-types/. */
export function typesIn(json: string): TypeTable {
  const types = new Map(Object.entries(JSON.parse(json) as Readonly<Record<string, ResourceType>>));
  return { typeOf: (name) => types.get(name) ?? null };
}

/** The resource types that are described in some files, by name. A file that is not there describes none. */
export function typesFor(files: Iterable<string>, read: ReadTypes): ReadonlyMap<string, ResourceType> {
  const types = new Map<string, ResourceType>();
  for (const file of new Set(files)) {
    const text = read(file);
    for (const [name, type] of text === null ? [] : Object.entries(parseTypes(text))) {
      types.set(name, type);
    }
  }
  return types;
}

/** A table that finds the file of a type by its name. */
export function typeTable(fileOf: (type: string) => string | null, read: ReadTypes): TypeTable {
  const known = new Map<string, ReadonlyMap<string, ResourceType>>();
  return {
    typeOf(name) {
      const file = fileOf(name);
      if (file === null) {
        return null;
      }
      const types = known.get(file) ?? typesFor([file], read);
      known.set(file, types);
      return types.get(name) ?? null;
    },
  };
}

/** CloudFormation's types; the file of `AWS::Lambda::Function` is `lambda`. */
export function cloudFormationTypes(read: ReadTypes): TypeTable {
  return typeTable(serviceFile, read);
}

/** `null` for what is no type of AWS's, such as a custom resource. */
export function serviceFile(type: string): string | null {
  return /^AWS::([A-Za-z0-9]{1,60})::[A-Za-z0-9]{1,60}$/.exec(type)?.[1]?.toLowerCase() ?? null;
}

/** The files come with this package, and the tests hold them against schema/resource-types.schema.json. */
function parseTypes(text: string): Readonly<Record<string, ResourceType>> {
  return (parse(text) ?? {}) as Readonly<Record<string, ResourceType>>;
}
