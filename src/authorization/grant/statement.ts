import type { GrantPolicy, GrantStatement } from '../policy.ts';
import { mergePermissions, type Block } from './merge.ts';
import { asPattern, asText } from './pattern.ts';
import type { Permission } from './permission.ts';

type Keys = Readonly<Record<string, string | readonly string[]>>;

/** The policy that grants the permissions and nothing else; `null` when there are none. */
export function policyOf(permissions: readonly Permission[]): GrantPolicy | null {
  const statements = mergePermissions(permissions).map(statementOf);
  return statements.length === 0 ? null : { Version: '2012-10-17', Statement: statements };
}

function statementOf({ actions, resources, conditions }: Block): GrantStatement {
  const exact = keysOf(conditions, (values) => !values.some(isWild), asText);
  const wild = keysOf(conditions, (values) => values.some(isWild), asPattern);
  const condition = {
    ...(exact === null ? {} : { StringEquals: exact }),
    ...(wild === null ? {} : { StringLike: wild }),
  };
  return {
    Effect: 'Allow',
    Action: oneOrMany(actions),
    Resource: oneOrMany(resources.map(asPattern)),
    ...(exact === null && wild === null ? {} : { Condition: condition }),
  };
}

/** Whether a condition's value needs an operator that knows wildcards. */
function isWild(value: string): boolean {
  return value.includes('*');
}

/** Those keys whose values take this operator, or `null` when it has none. */
function keysOf(
  conditions: Block['conditions'],
  takes: (values: readonly string[]) => boolean,
  write: (value: string) => string,
): Keys | null {
  const taken = Object.entries(conditions).filter(([, values]) => takes(values));
  return taken.length === 0
    ? null
    : Object.fromEntries(taken.map(([key, values]) => [key, oneOrMany(values.map(write))]));
}

function oneOrMany(values: readonly string[]): string | readonly string[] {
  return values.length === 1 && values[0] !== undefined ? values[0] : values;
}
