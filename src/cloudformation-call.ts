import type { ProbeRequest } from './aws/port.ts';
import { memberAt } from './templates/json-member.ts';

/** A call of CloudFormation's Query API. */
export function cloudFormationCall(action: string, parameters: Readonly<Record<string, string>>): ProbeRequest {
  const form = new URLSearchParams({ Action: action, Version: '2010-05-15', ...parameters });
  return {
    service: 'cloudformation',
    signingName: 'cloudformation',
    method: 'POST',
    path: '/',
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
    body: form.toString(),
  };
}

/** A text that is not empty; `null` for anything else. */
export function textIn(value: unknown, key: string): string | null {
  const text = memberAt(value, key);
  return typeof text === 'string' && text !== '' ? text : null;
}
