import type { Place } from '../placeholder.ts';
import { iamRole } from './arn.ts';

/** A role's name, its path and name, or its ARN, which keeps its own account and path. */
export function roleArn(value: string, place: Place): string | null {
  if (value.startsWith('arn:')) {
    return /^arn:[^:]+:iam::[^:]*:role\/./.test(value) ? value : null;
  }
  return iamRole(value.replace(/^\/+/, ''), place);
}
