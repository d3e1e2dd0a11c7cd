import type { CredentialFacts, Origin } from './facts.ts';
import type { CredentialSource, StaticKeys } from './source.ts';

export type Field = keyof StaticKeys;

/** One of the values that make up static credentials, under the name that a person knows it by. */
export interface CredentialValue {
  readonly field: Field;
  readonly origin: Origin;
  /** The input's or the variable's name. */
  readonly name: string;
  /** As it was given. Not empty; an input is not blank either. */
  readonly raw: string;
  /** What the tools see of it: an input is trimmed on its way into an action, a variable is read as it is. */
  readonly text: string;
  /** False when the run signs with something else, so that whatever is wrong here cannot fail it. */
  readonly used: boolean;
}

export const fields: readonly Field[] = ['accessKeyId', 'secretAccessKey', 'sessionToken'];

export const inputNames: Readonly<Record<Field, string>> = {
  accessKeyId: 'aws-access-key-id',
  secretAccessKey: 'aws-secret-access-key',
  sessionToken: 'aws-session-token',
};

export const variableNames: Readonly<Record<Field, string>> = {
  accessKeyId: 'AWS_ACCESS_KEY_ID',
  secretAccessKey: 'AWS_SECRET_ACCESS_KEY',
  sessionToken: 'AWS_SESSION_TOKEN',
};

/** The values that are there, inputs first. `winner` is the source that the run signs with, `null` when there is none. */
export function credentialValues(facts: CredentialFacts, winner: CredentialSource | null): readonly CredentialValue[] {
  const inputs = fields.flatMap((field) => {
    const raw = facts.inputs[field];
    const used = winner === null || winner.kind === 'inputs';
    return raw.trim() === ''
      ? []
      : [{ field, origin: 'input' as const, name: inputNames[field], raw, text: raw.trim(), used }];
  });
  const variables = fields.flatMap((field) => {
    const name = nameOf(field, facts, winner);
    const raw = facts.environment[name] ?? '';
    const used = winner === null ? !facts.roleToAssume : winner.kind === 'environment';
    return raw === '' ? [] : [{ field, origin: 'environment' as const, name, raw, text: raw, used }];
  });
  return [...inputs, ...variables];
}

/** How a sentence names a value. */
export function called(value: Pick<CredentialValue, 'name' | 'origin'>): string {
  return value.origin === 'input' ? `The input ${value.name}` : value.name;
}

/** `AWS_SECURITY_TOKEN` where the source took its token from there. */
function nameOf(field: Field, { environment }: CredentialFacts, winner: CredentialSource | null): string {
  const older = environment['AWS_SECURITY_TOKEN'];
  const taken =
    field === 'sessionToken' &&
    !environment['AWS_SESSION_TOKEN'] &&
    winner?.kind === 'environment' &&
    winner.keys.sessionToken === older;
  return taken ? 'AWS_SECURITY_TOKEN' : variableNames[field];
}
