import type { EventFacts } from '../github/event.ts';
import { openLibrary, type ReadFile } from './library.ts';
import { locate } from './place.ts';

/**
 * The deployment environment of this job, which decides what its token says: the name in its `environment:`, `null` when
 * it has none, and `undefined` when the workflow files do not tell, or an expression is in its place.
 */
export function jobEnvironment(event: EventFacts, read: ReadFile): string | null | undefined {
  const located = locate(event, openLibrary(read));
  if (located.kind !== 'found' || !located.alone) {
    return undefined;
  }
  const { environment } = located.place.frames[0].job;
  if (environment === null) {
    return null;
  }
  return environment.value === null || environment.value.includes('${{') ? undefined : environment.value;
}
