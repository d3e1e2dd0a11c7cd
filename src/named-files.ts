import { InputError } from './input-error.ts';
import type { InputName } from './inputs.ts';
import type { Workspace } from './workspace.ts';

/** Far longer than any path, and short enough for the matcher. */
const longestGlob = 4096;

/**
 * The files that the globs of an input name, by comma or line; `null` without any glob. Throws InputError when they name
 * no file: a check that looks at nothing must not pass for one that found nothing.
 */
export function namedFiles(input: InputName, globs: string, workspace: Workspace): readonly string[] | null {
  const patterns = globs.split(/[,\r\n]/).flatMap((pattern) => pattern.trim() || []);
  if (patterns.length === 0) {
    return null;
  }
  if (patterns.some((pattern) => pattern.length > longestGlob)) {
    throw new InputError(input, `${input} holds a glob of more than ${longestGlob} characters.`);
  }
  const files = workspace.glob(patterns);
  if (files.length === 0) {
    throw new InputError(input, `${input} names no file of the workspace: ${patterns.join(', ')}.`);
  }
  return files;
}
