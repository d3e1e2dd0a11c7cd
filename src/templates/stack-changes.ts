import type { Holding } from './property-condition.ts';
import type { ExpectedChange } from './resource-instance.ts';
import type { StackResource, TemplateContext } from './template-reading.ts';
import type { TemplateResource } from './template-scope.ts';

/**
 * What a deployment does to a resource of its template. Without the stack both making and changing it are possible; in
 * a stack that holds it, the template alone does not tell whether it changes.
 */
export function changesOf(
  resource: Pick<TemplateResource, 'id' | 'type' | 'isHashed'>,
  isThere: Holding,
  { stack }: Pick<TemplateContext, 'stack'>,
): readonly ExpectedChange[] {
  if (isThere === 'no') {
    return [];
  }
  const certain = isThere === 'yes';
  if (stack?.status === null) {
    return [{ change: 'create', certain }];
  }
  const deployed = stack?.resources ?? null;
  const unknown: readonly ExpectedChange[] = [
    { change: 'create', certain: false },
    { change: 'update', certain: false },
  ];
  if (deployed === null) {
    return unknown;
  }
  if (resource.isHashed) {
    const isLike = [...deployed].some(([id, { type }]) => type === resource.type && id.startsWith(resource.id));
    return isLike ? unknown : [{ change: 'create', certain }];
  }
  return deployed.get(resource.id)?.type === resource.type
    ? [{ change: 'update', certain: false }]
    : [{ change: 'create', certain }];
}

/** A resource of the stack that the template does not have, or has as one of another type. */
export interface LeftResource extends StackResource {
  readonly id: string;
}

/**
 * What a deployment removes. Nothing of it is certain: the template in the stack may say that a resource is to be kept.
 * Ids that begin as one that SAM ends with a hash are taken for an older one of it.
 */
export function leftResources(
  resources: ReadonlyMap<string, TemplateResource>,
  isThere: (resource: TemplateResource) => Holding,
  { stack }: Pick<TemplateContext, 'stack'>,
): readonly LeftResource[] {
  const hashed = [...resources.values()].filter(({ isHashed }) => isHashed);
  return [...(stack?.resources ?? [])].flatMap(([id, deployed]) => {
    const own = resources.get(id);
    const isKept =
      own === undefined
        ? hashed.some((one) => one.type === deployed.type && id.startsWith(one.id))
        : (own.type === deployed.type && isThere(own) !== 'no') || isRetained(own);
    return isKept ? [] : [{ id, ...deployed }];
  });
}

function isRetained(resource: TemplateResource): boolean {
  return resource.cursor.get('DeletionPolicy').text()?.startsWith('Retain') === true;
}
