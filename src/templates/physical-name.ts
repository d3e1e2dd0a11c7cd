import type { Place } from '../requirements/placeholder.ts';
import { fillPattern, pathsIn } from './property-pattern.ts';
import { rowsOf } from './property-rows.ts';
import type { PropertyValue, ResourceInstance } from './resource-instance.ts';

/** CloudFormation ends the names that it chooses with twelve or thirteen letters and digits. */
const randomLength = 13;

/** What the name of a resource is derived from. */
export type NamedResource = Pick<ResourceInstance, 'type' | 'id' | 'physicalName' | 'values'>;

/**
 * The physical name of a resource: the known one, else what the property with the name says, else the form of the name
 * that is chosen for it. The `*` of such a form is no guess, because nobody can know more of the name before, unless
 * the name is too long to be chosen in that form.
 */
export function namesOf(
  resource: NamedResource,
  context: { readonly place: Place; readonly stackName: string | null },
): readonly PropertyValue[] {
  const { type, physicalName } = resource;
  if (physicalName !== null) {
    return [{ text: physicalName, guessed: false }];
  }
  const given = type.name === undefined ? [] : resource.values(type.name);
  if (given.length > 0 && !given.some(({ optional }) => optional === true)) {
    return given;
  }
  return [...given, ...automaticNames(resource, context)];
}

function automaticNames(
  { type, id, values }: NamedResource,
  { place, stackName }: { readonly place: Place; readonly stackName: string | null },
): readonly PropertyValue[] {
  const { automatic: pattern, longest } = type;
  if (pattern === undefined) {
    return [{ text: null, guessed: true }];
  }
  return rowsOf(pathsIn(pattern), values).map((row) => {
    const filled = fillPattern(pattern, { place, stackName, id, type, row });
    const length = filled.text.length + (filled.text.endsWith('*') ? randomLength - 1 : 0);
    const isCut = longest !== undefined && length > longest;
    return isCut ? { text: null, guessed: true } : { text: filled.text, guessed: filled.guessed.length > 0 };
  });
}
