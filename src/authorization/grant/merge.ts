import type { Permission } from './permission.ts';

/** Permissions that fit into one statement: every action on every resource, with one of the values of every key. */
export interface Block {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions: Readonly<Record<string, readonly string[]>>;
}

/**
 * Puts permissions into few blocks without adding one: a statement grants the cross product of what it lists, so only
 * what was asked for in full is merged, and nothing stands in two blocks. Sorted, so that the order in which permissions
 * come does not matter; `*` comes last.
 */
export function mergePermissions(permissions: readonly Permission[]): readonly Block[] {
  const byConditions = groupBy(permissions, ({ conditions }) => JSON.stringify(conditions));
  const blocks = [...byConditions.values()].flatMap((group) => components(group).flatMap(fewest));
  return joinValues(blocks).sort((a, b) => compare(orderOf(a), orderOf(b)));
}

/** Resources that share all their actions, or actions that share all their resources: what makes fewer blocks. */
function fewest(permissions: readonly Permission[]): readonly Block[] {
  const conditions = Object.fromEntries(
    Object.entries(permissions[0]?.conditions ?? {}).map(([key, value]) => [key, [value]]),
  );
  const action = ({ action }: Permission): string => action;
  const resource = ({ resource }: Permission): string => resource;
  const byResource = merge(permissions, resource, action).map(([resources, actions]) => ({ actions, resources }));
  const byAction = merge(permissions, action, resource).map(([actions, resources]) => ({ actions, resources }));
  const shorter = byAction.length < byResource.length ? byAction : byResource;
  return shorter.map((block) => ({ ...block, conditions }));
}

/** Pairs of sets: rows that have the very same columns, and those columns. */
function merge(
  permissions: readonly Permission[],
  row: (permission: Permission) => string,
  column: (permission: Permission) => string,
): readonly (readonly [readonly string[], readonly string[]])[] {
  const rows = [...groupBy(permissions, row)].map(([name, of]) => ({ name, columns: of.map(column).sort() }));
  const alike = groupBy(rows, ({ columns }) => JSON.stringify(columns));
  return [...alike.values()].map((group) => [group.map(({ name }) => name).sort(), group[0]?.columns ?? []] as const);
}

/** Permissions that hang together by an action or a resource; the others can be merged without looking at them. */
function components(permissions: readonly Permission[]): readonly (readonly Permission[])[] {
  const left = new Set(permissions);
  const byAction = groupBy(permissions, ({ action }) => action);
  const byResource = groupBy(permissions, ({ resource }) => resource);
  return permissions.flatMap((start) => {
    if (!left.delete(start)) {
      return [];
    }
    const found = [start];
    for (const { action, resource } of found) {
      const near = [...(byAction.get(action) ?? []), ...(byResource.get(resource) ?? [])];
      found.push(...near.filter((permission) => left.delete(permission)));
    }
    return [found];
  });
}

/** Blocks that differ only in the value of their only key become one: the values of a key are alternatives. */
function joinValues(blocks: readonly Block[]): Block[] {
  const alike = groupBy(blocks, ({ actions, resources, conditions }, index) => {
    const keys = Object.keys(conditions);
    return JSON.stringify(keys.length === 1 ? [actions, resources, keys] : index);
  });
  return [...alike.values()].flatMap((group) => {
    const [first] = group;
    const keys = Object.keys(first?.conditions ?? {});
    const joined = keys.map((key) => [key, group.flatMap(({ conditions }) => conditions[key] ?? []).sort()] as const);
    return first === undefined ? [] : [{ ...first, conditions: Object.fromEntries(joined) }];
  });
}

function orderOf({ actions, resources, conditions }: Block): string {
  return JSON.stringify([resources.includes('*'), actions, resources, conditions]);
}

/** By code unit: the same on every machine. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function groupBy<T>(items: readonly T[], keyOf: (item: T, index: number) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  items.forEach((item, index) => {
    const key = keyOf(item, index);
    const group = groups.get(key);
    if (group === undefined) {
      groups.set(key, [item]);
    } else {
      group.push(item);
    }
  });
  return groups;
}
