import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Recording } from './recording.ts';

export const recordingsFolder = join(import.meta.dirname, '..', '..', '__tests__', 'accuracy', 'recordings');

/** All recordings, by the name of their scenario. */
export function loadRecordings(): readonly Recording[] {
  return readdirSync(recordingsFolder)
    .flatMap((name) => (name.endsWith('.json') ? [name.slice(0, -'.json'.length)] : []))
    .sort()
    .map((name) => JSON.parse(readFileSync(join(recordingsFolder, `${name}.json`), 'utf8')) as Recording);
}
