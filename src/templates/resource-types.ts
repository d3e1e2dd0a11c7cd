import type { ResourceType } from './resource-type.ts';

/** The types of a template language, as the tests have checked them. */
export interface TypeTable {
  /** `null` for a type that no file of resource-types/ describes. */
  typeOf(name: string): ResourceType | null;
}

/** The types of data/cloudformation-types.json or data/terraform-types.json, which are made of resource-types/. */
export function typesIn(json: string): TypeTable {
  const types = new Map(Object.entries(JSON.parse(json) as Readonly<Record<string, ResourceType>>));
  return { typeOf: (name) => types.get(name) ?? null };
}
