import { Cursor } from '../text/cursor.ts';

/** One resource or data source of a plan or a state. */
export interface Instance {
  readonly address: string;
  readonly mode: 'managed' | 'data';
  readonly type: string;
  readonly values: Cursor;
  /** What is known only after the plan is applied, in the shape of the values, with `true` for each. */
  readonly unknown: Cursor;
}

/**
 * Every instance once: as it will be in a plan, as it is in a state. Data sources come from where the plan has read
 * them, or from its changes when they are read only when it is applied.
 */
export function instancesOf(root: Cursor): readonly Instance[] {
  const found = new Map<string, Instance>();
  const add = (instance: Instance | null) => {
    if (instance !== null && !found.has(instance.address)) {
      found.set(instance.address, instance);
    }
  };
  const changes = root.get('resource_changes').items();
  const unknowns = new Map(
    changes.map((item) => [item.get('address').text() ?? '', item.get('change').get('after_unknown')]),
  );
  const isPlan = root.get('planned_values').value !== undefined;
  const current = isPlan ? root.get('planned_values') : root.get('values');
  for (const resource of resourcesIn(current.get('root_module'))) {
    add(instanceOf(resource, resource.get('values'), unknowns));
  }
  for (const item of changes) {
    if (item.get('mode').text() === 'data' || !isPlan) {
      const after = item.get('change').get('after');
      add(after.value === null ? null : instanceOf(item, after, unknowns));
    }
  }
  for (const resource of resourcesIn(root.get('prior_state').get('values').get('root_module'))) {
    if (resource.get('mode').text() === 'data') {
      add(instanceOf(resource, resource.get('values'), unknowns));
    }
  }
  for (const resource of root.get('resources').items()) {
    resource
      .get('instances')
      .items()
      .forEach((item, index) => {
        add(instanceOf(resource, item.get('attributes'), unknowns, index));
      });
  }
  return [...found.values()];
}

function instanceOf(
  resource: Cursor,
  values: Cursor,
  unknowns: ReadonlyMap<string, Cursor>,
  index: number | null = null,
): Instance | null {
  const type = resource.get('type').text();
  const mode = resource.get('mode').text() === 'data' ? 'data' : 'managed';
  if (type === null || values.value === undefined) {
    return null;
  }
  const parts = [resource.get('module').text(), mode === 'data' ? 'data' : null, type, resource.get('name').text()];
  const bare = parts.filter((part) => part !== null).join('.');
  const address = resource.get('address').text() ?? (index === null || index === 0 ? bare : `${bare}[${index}]`);
  return { address, mode, type, values, unknown: unknowns.get(address) ?? new Cursor(undefined, 0, new Map()) };
}

/** The resources of a module and of those that it calls. */
function resourcesIn(rootModule: Cursor): readonly Cursor[] {
  const found: Cursor[] = [];
  const open = [rootModule];
  for (let module = open.pop(); module !== undefined; module = open.pop()) {
    found.push(...module.get('resources').items());
    open.push(...module.get('child_modules').items().toReversed());
  }
  return found;
}
