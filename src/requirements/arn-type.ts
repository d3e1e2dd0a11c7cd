import { matchesWildcard } from '../authorization/wildcard.ts';
import type { KnownAction, ResourceType } from './service-authorization.ts';

/**
 * Whether the simulator takes an ARN for an action: one of a resource type that the action does not support is denied
 * even to an administrator. A `*` in the ARN is a character like any other.
 */
export function supportsArn(action: KnownAction, arn: string): boolean {
  const own = typesOfArn(arn, action.serviceTypes);
  return (
    action.resourceTypes.some((type) => own.includes(type) || isLenient(action.action, type, own)) ||
    isApiPath(action, arn)
  );
}

/**
 * The types that an ARN is of: those with the format that fits with the most literal text, because the format of an
 * application (`apps/${AppId}`) fits the ARN of a branch (`apps/a/branches/b`) too.
 */
export function typesOfArn(arn: string, types: readonly ResourceType[]): readonly ResourceType[] {
  const scored = types.map((type) => ({
    type,
    score: Math.max(-1, ...type.arns.filter((format) => fits(format, arn)).map(literalLength)),
  }));
  const best = Math.max(-1, ...scored.map(({ score }) => score));
  return best < 0 ? [] : scored.filter(({ score }) => score === best).map(({ type }) => type);
}

/**
 * Types that count as one. The simulator allows the ARN of a bucket for the actions on objects and the reverse; a
 * function is called with and without a version or an alias, and the reference lists its actions on the bare one.
 */
const interchangeable: Readonly<Record<string, readonly string[]>> = {
  s3: ['bucket', 'object'],
  lambda: ['function', 'function alias', 'function version'],
};

function isLenient(action: string, type: ResourceType, own: readonly ResourceType[]): boolean {
  const names = interchangeable[action.slice(0, action.indexOf(':'))] ?? [];
  return names.includes(type.name) && own.some(({ name }) => names.includes(name));
}

/** API Gateway's actions are HTTP verbs on any path; the reference lists them on two pages that share a prefix, and not all paths. */
function isApiPath(action: KnownAction, arn: string): boolean {
  return action.action.startsWith('apigateway:') && /^arn:[^:]+:apigateway:[^:]*::\/./.test(arn);
}

function fits(format: string, arn: string): boolean {
  const wanted = fieldsOf(format);
  const given = fieldsOf(arn);
  return wanted.every((field, index) => matchesWildcard(field.replace(/\$\{[^}]*\}/g, '?*'), given[index] ?? ''));
}

/** Five fields that hold no colon, and the resource, which may. */
function fieldsOf(arn: string): readonly string[] {
  const fields = arn.split(':');
  return [...fields.slice(0, 5), fields.slice(5).join(':')];
}

/** A `*` in a format (`instance/${Id}/queue/*`) is no more exact than a placeholder. */
function literalLength(format: string): number {
  return format.replace(/\$\{[^}]*\}|\*/g, '').length;
}
