import type { Place } from '../placeholder.ts';
import { regional } from './arn.ts';

/** A key's id or ARN. An alias does not say which key it stands for, and policies are on keys. */
export function keyArn(value: string, place: Place): string | null {
  if (value.startsWith('arn:')) {
    return /^arn:[^:]+:kms:[^:]*:[^:]*:key\/./.test(value) ? value : null;
  }
  return /^[A-Za-z0-9-]+$/.test(value) ? regional('kms', `key/${value}`, place) : null;
}
