import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * Path of a test tool from requirements-dev.txt, in .venv or on PATH. Throws when it is nowhere: a suite that needs it
 * must fail, not pass by doing nothing.
 */
export function peerTool(name: string): string {
  const folders = [join(import.meta.dirname, '..', '.venv', 'bin'), ...(process.env['PATH'] ?? '').split(delimiter)];
  const found = folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
  if (found === undefined) {
    throw new Error(
      `${name} is not installed; run: python3 -m venv .venv && .venv/bin/pip install -r requirements-dev.txt`,
    );
  }
  return found;
}
