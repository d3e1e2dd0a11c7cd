/** Runs work when a place is free. */
export type Queue = <T>(work: () => Promise<T>) => Promise<T>;

/** A place for each of `places`; who comes later waits in order. */
export function createQueue(places: number): Queue {
  const waiting: (() => void)[] = [];
  let free = places;
  return async (work) => {
    if (free > 0) {
      free -= 1;
    } else {
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) {
        free += 1;
      } else {
        next();
      }
    }
  };
}
