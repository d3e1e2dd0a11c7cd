import type { Place } from '../placeholder.ts';
import { regional } from './arn.ts';

/** A state machine's name or ARN, without version or alias (https://docs.aws.amazon.com/step-functions/latest/apireference/API_UpdateStateMachine.html). */
export function stateMachineArn(value: string, place: Place): string | null {
  if (value.startsWith('arn:')) {
    return /^arn:[^:]+:states:[^:]*:[^:]*:stateMachine:[^:]+/.exec(value)?.[0] ?? null;
  }
  return value === '' ? null : regional('states', `stateMachine:${value}`, place);
}
