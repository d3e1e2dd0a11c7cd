import { readdirSync, readFileSync } from 'node:fs';
import type { Place } from '../../src/requirements/placeholder.ts';
import type { Requirement } from '../../src/requirements/requirement.ts';
import { serviceAuthorization, type ServiceAuthorizationData } from '../../src/requirements/service-authorization.ts';
import { checkTargetSchema } from '../../src/requirements/target-schema.ts';
import { parseTarget, type Target } from '../../src/requirements/target.ts';

const root = new URL('../../', import.meta.url);

/** Text of a file of the repository. */
export function read(path: string): string {
  return readFileSync(new URL(path, root), 'utf8');
}

export const authorizationData = JSON.parse(read('data/service-authorization.json')) as ServiceAuthorizationData;
export const authorization = serviceAuthorization(authorizationData);

/** The targets of this repository, by id, compared with the schema. */
export const builtIn: ReadonlyMap<string, Target> = new Map(
  readdirSync(new URL('targets/', root))
    .sort()
    .map((file) => parseTarget(read(`targets/${file}`), `targets/${file}`, checkTargetSchema))
    .map((target) => [target.id, target]),
);

export function targetOf(id: string): Target {
  const target = builtIn.get(id);
  if (target === undefined) {
    throw new Error(`There is no target ${id}.`);
  }
  return target;
}

export const place: Place = { partition: 'aws', region: 'eu-west-1', accountId: '111122223333' };

/**
 * A requirement on one line: `error service:Action resource`, then ` as role`, ` with key=value` and ` guessing name`
 * where they say something.
 */
export function lineOf(requirement: Requirement): string {
  const { severity, action, resource, principal, context, guessed } = requirement;
  const keys = Object.entries(context).map(([key, value]) => `${key}=${value}`);
  return [
    `${severity} ${action} ${resource}`,
    ...(principal === 'caller' ? [] : [`as ${principal}`]),
    ...(keys.length === 0 ? [] : [`with ${keys.join(' and ')}`]),
    ...(guessed.length === 0 ? [] : [`guessing ${guessed.join(' and ')}`]),
  ].join(' ');
}

/** The target with every check of it made, by the caller, and nothing asked aside. */
export function everyCheck(target: Target): Target {
  const without = ({ id, actions, resource, context = {}, severity, why }: Target['checks'][number]) => ({
    ...{ id, actions, resource, context, severity, why },
    principal: 'caller',
  });
  return { ...target, checks: target.checks.map(without) };
}

/** What is shown of the rows that a target expands to. */
export function shownOf(rows: readonly Requirement[]): readonly Requirement[] {
  return rows.filter(({ aside }) => aside !== true);
}
