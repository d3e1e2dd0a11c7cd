import type { ProbeRequest } from './aws/port.ts';

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

/** A member of a foreign value; `undefined` when there is none. */
export function memberAt(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined;
}

/** A text that is not empty; `null` for anything else. */
export function textIn(value: unknown, key: string): string | null {
  const text = memberAt(value, key);
  return typeof text === 'string' && text !== '' ? text : null;
}
