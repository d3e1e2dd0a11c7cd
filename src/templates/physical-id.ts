import { partsOf } from '../requirements/placeholder.ts';
import type { ResourceType } from './resource-type.ts';

/**
 * The name in the physical id that a stack gives for a resource: the id itself, the part of an ARN where the type's
 * pattern has the name, the end of an address (a queue's), or the last of several ids with bars between them. `null`
 * when the id says nothing of the name.
 */
export function nameInPhysicalId(physicalId: string, type: ResourceType): string | null {
  if (physicalId.startsWith('https://')) {
    return physicalId.slice(physicalId.lastIndexOf('/') + 1) || null;
  }
  if (!physicalId.startsWith('arn:')) {
    return type.ref === 'other' ? null : physicalId.slice(physicalId.lastIndexOf('|') + 1) || null;
  }
  const parts = partsOf(type.arn);
  const at = parts.findIndex((part) => part.kind === 'parameter' && part.name === 'name');
  if (at < 0 || parts.length === 1) {
    return physicalId;
  }
  const before = parts[at - 1];
  const after = parts[at + 1];
  const resource = physicalId.split(':').slice(5).join(':');
  const prefix = before?.kind === 'text' ? before.text.replace(/^:+/, '') : null;
  const rest =
    prefix !== null && resource.startsWith(prefix)
      ? resource.slice(prefix.length)
      : resource.slice(resource.lastIndexOf('/') + 1);
  return withoutEnd(rest, after?.kind === 'text' ? after.text : '') || null;
}

/** Takes off what a pattern has after the name, such as `-*` or `/*`: as many parts as it has asterisks. */
function withoutEnd(text: string, ending: string): string {
  const separator = ending.charAt(0);
  return [...ending.matchAll(/\*/g)].reduce((left) => {
    const end = left.lastIndexOf(separator);
    return end > 0 ? left.slice(0, end) : left;
  }, text);
}
