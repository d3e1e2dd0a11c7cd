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
 * have bound wildcards. The pattern is laid out in flat tables first, for this loop is the longest of all.
 */
function matchesBound(codes: readonly number[], text: string): boolean {
  const literals = Int32Array.from(codes);
  const runs = Uint8Array.from(codes, (code) => (isRun(code) ? 1 : 0));
  const free = Uint8Array.from(codes, (code) => (code === anyRun || code === anyOne ? 1 : 0));
  const wild = Uint8Array.from(codes, (code) => (code < 0 ? 1 : 0));
  let reached = new Uint8Array(codes.length + 1);
  let next = new Uint8Array(codes.length + 1);
  reached[0] = 1;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charCodeAt(at);
    const taking = character === 0x3a ? free : wild;
    for (let place = 0; place < literals.length; place += 1) {
      if (reached[place] === 0) {
        continue;
      }
      const run = runs[place] === 1;
      // A run may be empty, so the place after it is reached with it.
      if (run) {
        reached[place + 1] = 1;
      }
      if (taking[place] === 1 || literals[place] === character) {
        next[run ? place : place + 1] = 1;
      }
    }
    const spent = reached.fill(0);
    reached = next;
    next = spent;
  }
  const end = reached.lastIndexOf(1);
  return end !== -1 && codes.slice(end).every(isRun);
}
