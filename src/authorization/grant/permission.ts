import type { Requirement } from '../../requirements/requirement.ts';
import { conditionsOf, type Conditions } from './conditions.ts';
import { covers, normalize } from './pattern.ts';

/** The least that a policy can grant: one action on one resource under conditions. */
export interface Permission {
  readonly action: string;
  /** An ARN in which `*` is a wildcard and everything else is itself, or `*`. */
  readonly resource: string;
  readonly conditions: Conditions;
}

/** What has to be granted so that the requirements are met, without anything that another of them grants as well. */
export function permissionsFor(requirements: readonly Requirement[]): readonly Permission[] {
  const byAction = new Map<string, Permission[]>();
  for (const requirement of requirements) {
    const permission = permissionOf(requirement);
    const action = permission.action.toLowerCase();
    const kept = byAction.get(action) ?? [];
    if (!kept.some((other) => includes(other, permission))) {
      byAction.set(action, [...kept.filter((other) => !includes(permission, other)), permission]);
    }
  }
  return [...byAction.values()].flat();
}

/** Whether granting `general` grants `special` too. A condition that only the general one has would be in its way. */
export function includes(general: Permission, special: Permission): boolean {
  return (
    covers(general.resource, special.resource) &&
    general.action.toLowerCase() === special.action.toLowerCase() &&
    Object.entries(general.conditions).every(([key, value]) => {
      const asked = special.conditions[key];
      return asked !== undefined && covers(value, asked);
    })
  );
}

/** The permission that one requirement needs. */
export function permissionOf(requirement: Pick<Requirement, 'action' | 'resource' | 'context'>): Permission {
  const { action, resource } = requirement;
  return { action, resource: normalize(resource), conditions: conditionsOf(requirement) };
}
