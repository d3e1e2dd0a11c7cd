import { anyOne, anyOneOfPart, anyRun, anyRunOfPart, isRun, makePattern, matches, type Pattern } from './pattern.ts';

const colon = 0x3a;
const arnStart: readonly number[] = [0x61, 0x72, 0x6e, colon];

/**
 * Completes an ARN of a `Resource` and binds its wildcards. A `*` that ends its part may run on over colons, any other
 * wildcard stays within its part ("IAM JSON policy elements: Resource"); the resource's own part, after the fifth colon,
 * is one. Fields that are missing, and that no such `*` may stand for, are wildcards ("IAM identifiers": `arn:aws:sqs` is
 * `arn:aws:sqs:*:*:*`).
 */
export function readArnCodes(codes: readonly number[]): readonly number[] {
  if (!arnStart.every((code, at) => codes[at] === code)) {
    return codes;
  }
  const runsOn = codes.some((code, at) => code === anyRun && (codes[at + 1] ?? colon) === colon);
  const missing = runsOn ? 0 : Math.max(0, 5 - codes.filter((code) => code === colon).length);
  const complete = [...codes, ...Array.from({ length: missing }, () => [colon, anyRun]).flat()];
  let colons = 0;
  return complete.map((code, at) => {
    const next = complete[at + 1];
    colons += code === colon ? 1 : 0;
    if (colons >= 5 || code >= 0) {
      return code;
    }
    return code === anyOne ? anyOneOfPart : next === undefined || next === colon ? anyRun : anyRunOfPart;
  });
}

/** Whether a pattern for a `Resource` matches, with its wildcards bound to their parts. */
export function matchesResource(pattern: Pattern, resource: string): boolean {
  return matches(pattern, resource) && (!pattern.bound || matchesBound(pattern.codes, resource));
}

/**
 * The six parts of an ARN's pattern for `ArnLike`, where every part is compared by itself (IAM User Guide, "ARN condition
 * operators"); `null` for text with fewer.
 */
export function arnParts(codes: readonly number[]): readonly Pattern[] | null {
  const parts: number[][] = [[]];
  for (const code of codes) {
    if (code === colon && parts.length < 6) {
      parts.push([]);
    } else {
      parts.at(-1)?.push(code);
    }
  }
  return parts.length === 6 ? parts.map(makePattern) : null;
}

/** Whether each of an ARN's parts matches its pattern. */
export function matchesParts(patterns: readonly Pattern[], arn: string): boolean {
  let from = 0;
  for (const [index, pattern] of patterns.entries()) {
    const end = index < patterns.length - 1 ? arn.indexOf(':', from) : arn.length;
    if (end === -1 || !matches(pattern, arn.slice(from, end))) {
      return false;
    }
    from = end + 1;
  }
  return true;
}

/**
 * Follows every way to match at once, so that a free wildcard may give back what a bound one cannot take: one bit for each
 * place in the pattern that the text read so far may have reached. It is asked only after `matches`, for patterns that
 * have bound wildcards.
 */
function matchesBound(codes: readonly number[], text: string): boolean {
  let reached = new Uint8Array(codes.length + 1);
  let next = new Uint8Array(codes.length + 1);
  let farthest = 0;
  reached[0] = 1;
  for (let at = 0; at < text.length && farthest !== -1; at += 1) {
    farthest = step(codes, text.charCodeAt(at), reached, next, farthest);
    [reached, next] = [next, reached];
    next.fill(0);
  }
  return farthest !== -1 && codes.slice(farthest).every(isRun);
}

/**
 * Reads one character, and answers the farthest place that is reached then, -1 for none. A run may be empty, so the place
 * after it is reached with it.
 */
function step(
  codes: readonly number[],
  character: number,
  reached: Uint8Array,
  next: Uint8Array,
  farthest: number,
): number {
  let last = farthest;
  let found = -1;
  for (let place = 0; place <= last && place < codes.length; place += 1) {
    const code = codes[place];
    if (reached[place] === 0 || code === undefined) {
      continue;
    }
    const run = code === anyRun || code === anyRunOfPart;
    if (run) {
      reached[place + 1] = 1;
      last = Math.max(last, place + 1);
    }
    const free = code === anyRun || code === anyOne;
    const bound = (code === anyRunOfPart || code === anyOneOfPart) && character !== colon;
    if (free || bound || code === character) {
      found = run ? place : place + 1;
      next[found] = 1;
    }
  }
  return found;
}
