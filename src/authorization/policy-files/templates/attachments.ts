import type { Cursor } from '../text/cursor.ts';
import { elementsOf } from './document.ts';
import type { Scope } from './scope.ts';

/** Which roles, users and groups of a template hold which of its managed policies, by logical ids. */
export interface Attachments {
  readonly granted: ReadonlyMap<string, readonly string[]>;
  readonly bounding: ReadonlyMap<string, readonly string[]>;
}

/** Reads `ManagedPolicyArns` and `PermissionsBoundary` that refer to a policy of the same template. */
export function attachmentsOf(scope: Scope): Attachments {
  const granted = new Map<string, string[]>();
  const bounding = new Map<string, string[]>();
  for (const [id, resource] of scope.resources.entries()) {
    const properties = resource.get('Properties');
    for (const { cursor } of elementsOf(properties.get('ManagedPolicyArns'))) {
      remember(granted, cursor, id);
    }
    for (const { cursor } of elementsOf(properties.get('PermissionsBoundary'))) {
      remember(bounding, cursor, id);
    }
  }
  return { granted, bounding };
}

/** The logical id that a value refers to, by `Ref`, `Fn::GetAtt` or a `Fn::Sub` of nothing else; `null` for anything else. */
export function referredTo(cursor: Cursor): string | null {
  const call = cursor.single();
  const text = call?.[1].text() ?? '';
  switch (call?.[0]) {
    case 'Ref':
      return text;
    case 'Fn::GetAtt':
      return call[1].items()[0]?.text() ?? text.split('.')[0] ?? null;
    case 'Fn::Sub':
      return /^\$\{([A-Za-z0-9]+)(?:\.[A-Za-z]+)?\}$/.exec(text)?.[1] ?? null;
    case undefined:
    default:
      return null;
  }
}

function remember(map: Map<string, string[]>, cursor: Cursor, holder: string): void {
  const policy = referredTo(cursor);
  if (policy !== null) {
    const holders = map.get(policy) ?? [];
    holders.push(holder);
    map.set(policy, holders);
  }
}
