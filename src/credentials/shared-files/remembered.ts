import type { Family, SharedFiles } from './shared-files.ts';

type Work<T> = (family: Family, files: SharedFiles) => T;

/** The same function, worked out once for each pair of files: several rules look at them, and the files may be large. */
export function remembered<T>(work: Work<T>): Work<T> {
  const known = new WeakMap<SharedFiles, Map<Family, T>>();
  return (family, files) => {
    const own = known.get(files) ?? new Map<Family, T>();
    known.set(files, own);
    const found = own.get(family);
    if (found !== undefined) {
      return found;
    }
    const made = work(family, files);
    own.set(family, made);
    return made;
  };
}
