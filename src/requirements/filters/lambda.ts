import type { Place } from '../placeholder.ts';
import { regional } from './arn.ts';

/** The three forms of `FunctionName`, without version or alias (https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionCode.html). */
export function functionArn(value: string, place: Place): string | null {
  const full = /^(arn:[^:]+:lambda:[^:]*:[^:]*:function:[^:]+)(?::.*)?$/s.exec(value);
  const partial = /^(\d{12}):function:([^:]+)/.exec(value);
  const [name = ''] = value.split(':');
  if (full?.[1] !== undefined) {
    return full[1];
  }
  if (partial?.[1] !== undefined && partial[2] !== undefined) {
    return regional('lambda', `function:${partial[2]}`, { ...place, accountId: partial[1] });
  }
  return value.startsWith('arn:') || name === '' ? null : regional('lambda', `function:${name}`, place);
}

/** The bare name in any of the forms that `functionArn` takes. */
export function functionName(value: string, place: Place): string | null {
  const arn = functionArn(value, place);
  return arn?.slice(arn.lastIndexOf(':') + 1) ?? null;
}
