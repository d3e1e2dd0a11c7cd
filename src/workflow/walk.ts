import type { Origin } from './origin.ts';
import type { Place } from './place.ts';
import type { Scope } from './scope.ts';
import type { Source } from './sources.ts';

/** A walk from the value of a step to what it hangs on. */
export interface Walk {
  readonly place: Place;
  /** Grows on the way. */
  readonly origins: Origin[];
  /** Goes on with another value; `certain` says whether it is empty for certain when the first one is. */
  readonly follow: (source: Source, scope: Scope, certain: boolean) => void;
}
