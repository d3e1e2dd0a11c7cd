import type { Place } from '../placeholder.ts';
import { regional } from './arn.ts';

/** A table's name or ARN; that of a stream or an index gives its table. */
export function tableArn(value: string, place: Place): string | null {
  if (value.startsWith('arn:')) {
    return /^arn:[^:]+:dynamodb:[^:]*:[^:]*:table\/[^/]+/.exec(value)?.[0] ?? null;
  }
  return regional('dynamodb', `table/${value}`, place);
}

/** The ARN of a secret as a task definition writes it, without key, stage and version behind it (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html). */
export function secretArn(value: string): string | null {
  return /^arn:[^:]+:secretsmanager:[^:]*:[^:]*:secret:[^:]+/.exec(value)?.[0] ?? null;
}

/** Name or ARN of a parameter of Systems Manager; a slash before the name is none in the ARN. */
export function parameterArn(value: string, place: Place): string | null {
  if (value.startsWith('arn:')) {
    return /^arn:[^:]+:ssm:[^:]*:[^:]*:parameter\/./.test(value) ? value : null;
  }
  const name = value.replace(/^\/+/, '');
  return name === '' ? null : regional('ssm', `parameter/${name}`, place);
}
