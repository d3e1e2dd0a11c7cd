/** The three values of Kleene's logic: `unknown` is what hangs on a context key whose value nobody has told. */
export type Truth = boolean | 'unknown';

/** False as soon as one is false; unknown when the others leave it open; true of nothing at all. */
export function every(truths: readonly Truth[]): Truth {
  return truths.includes(false) ? false : truths.includes('unknown') ? 'unknown' : true;
}

/** True as soon as one is true; unknown when the others leave it open; false of nothing at all. */
export function some(truths: readonly Truth[]): Truth {
  return truths.includes(true) ? true : truths.includes('unknown') ? 'unknown' : false;
}

/** The opposite; of the unknown it is unknown. */
export function not(truth: Truth): Truth {
  return truth === 'unknown' ? truth : !truth;
}
