import { editDistance } from '../edit-distance.ts';

/** The variables that every tool reads, and whose misspelling costs the credentials. */
export const readVariables = [
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_PROFILE',
  'AWS_REGION',
] as const;

export type ReadVariable = (typeof readVariables)[number];

/**
 * The variable that somebody meant who wrote this name; `null` when the name is right as it is, or is nothing like one
 * of them. `AWS_DEFAULT_REGION` is right: several tools read it.
 */
export function meantVariable(name: string): ReadVariable | null {
  const upper = name.toUpperCase();
  if (isRead(name) || name === 'AWS_DEFAULT_REGION' || !/^AWS_[A-Z0-9_]{2,40}$/.test(upper)) {
    return null;
  }
  return otherNames.get(upper) ?? readVariables.find((right) => isNear(upper, right)) ?? null;
}

/** At most two slips of the finger; names of too different a length are not compared. */
function isNear(name: string, right: string): boolean {
  return Math.abs(name.length - right.length) <= 2 && editDistance(name, right) <= 2;
}

function isRead(name: string): name is ReadVariable {
  return readVariables.some((right) => right === name);
}

/**
 * Names in use that are too far away for the edit distance. `AWS_ACCESS_KEY` and `AWS_SECRET_KEY` come from the Java
 * SDK v1; `AWS_SECURITY_TOKEN` and `AWS_DEFAULT_PROFILE` are older names that botocore still reads.
 */
const otherNames: ReadonlyMap<string, ReadVariable> = new Map<string, ReadVariable>([
  ['AWS_ACCESS_KEY', 'AWS_ACCESS_KEY_ID'],
  ['AWS_ACCESS_ID', 'AWS_ACCESS_KEY_ID'],
  ['AWS_ACCESS_ID_KEY', 'AWS_ACCESS_KEY_ID'],
  ['AWS_KEY', 'AWS_ACCESS_KEY_ID'],
  ['AWS_KEY_ID', 'AWS_ACCESS_KEY_ID'],
  ['AWS_SECRET', 'AWS_SECRET_ACCESS_KEY'],
  ['AWS_SECRET_KEY', 'AWS_SECRET_ACCESS_KEY'],
  ['AWS_SECRET_KEY_ID', 'AWS_SECRET_ACCESS_KEY'],
  ['AWS_SECRET_ACCESS', 'AWS_SECRET_ACCESS_KEY'],
  ['AWS_SECRET_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'],
  ['AWS_SECRET_ACCESS_ID', 'AWS_SECRET_ACCESS_KEY'],
  ['AWS_ACCESS_KEY_SECRET', 'AWS_SECRET_ACCESS_KEY'],
  ['AWS_ACCESS_SECRET_KEY', 'AWS_SECRET_ACCESS_KEY'],
  ['AWS_TOKEN', 'AWS_SESSION_TOKEN'],
  ['AWS_SESSION', 'AWS_SESSION_TOKEN'],
  ['AWS_SESSION_KEY', 'AWS_SESSION_TOKEN'],
  ['AWS_SESSION_TOKEN_ID', 'AWS_SESSION_TOKEN'],
  ['AWS_ACCESS_TOKEN', 'AWS_SESSION_TOKEN'],
  ['AWS_SECRET_TOKEN', 'AWS_SESSION_TOKEN'],
  ['AWS_SECURITY_TOKEN', 'AWS_SESSION_TOKEN'],
  ['AWS_DEFAULT_PROFILE', 'AWS_PROFILE'],
  ['AWS_PROFILE_NAME', 'AWS_PROFILE'],
  ['AWS_REGION_NAME', 'AWS_REGION'],
]);
