import type { ResourceType } from '../../../requirements/service-authorization.ts';
import { unresolved } from '../found-policy.ts';

/** A part of a pattern: one character, any one, or any run without some characters. */
type Token = string | { readonly any: 'one' | 'run'; readonly except: string };

const longest = 2048;

/** Whether the pattern of a `Resource` can match an ARN of a resource type. Answers yes when it cannot tell. */
export function canMatchType(resource: string, type: ResourceType): boolean {
  const pattern = patternTokens(resource);
  return resource.length > longest || type.arns.some((format) => overlaps(pattern, formatTokens(format)));
}

/**
 * Wildcards may reach over the colons of an ARN here, which is more than IAM does in its first five parts, so that no
 * pattern is said to match nothing wrongly. A policy variable may stand for anything; what the file does not tell is one
 * part of an ARN or lies in one.
 */
function patternTokens(text: string): readonly Token[] {
  return text.split(unresolved).flatMap((piece, index, pieces): readonly Token[] => {
    const isHead = pieces.slice(0, index).join('').split(':').length <= 5;
    const gap: Token = { any: 'run', except: isHead ? ':' : '' };
    return [...(index === 0 ? [] : [gap]), ...Array.from(piece.replace(/\$\{[^{}]*\}/g, '*'), wildcardToken)];
  });
}

function wildcardToken(character: string): Token {
  return character === '*' ? { any: 'run', except: '' } : character === '?' ? { any: 'one', except: '' } : character;
}

/** In a format `${Name}` is a run; the first five parts hold no colon, and the name of a bucket no slash. */
function formatTokens(format: string): readonly Token[] {
  return format.split(/(\$\{[^{}]*\}|\*)/).flatMap((piece, index, pieces): readonly Token[] => {
    if (index % 2 === 0) {
      return Array.from(piece);
    }
    const isHead = pieces.slice(0, index).join('').split(':').length <= 5;
    return [{ any: 'run', except: isHead ? ':' : piece === '${BucketName}' ? '/:' : '' }];
  });
}

/** Whether any text matches both, by the table of all pairs of rests, from the end. */
function overlaps(a: readonly Token[], b: readonly Token[]): boolean {
  let below: boolean[] = [];
  for (let i = a.length; i >= 0; i--) {
    const row: boolean[] = [];
    for (let j = b.length; j >= 0; j--) {
      row[j] = restsOverlap(a[i], b[j], { skipA: below[j], skipB: row[j + 1], both: below[j + 1] });
    }
    below = row;
  }
  return below[0] ?? false;
}

interface Rests {
  readonly skipA: boolean | undefined;
  readonly skipB: boolean | undefined;
  readonly both: boolean | undefined;
}

function restsOverlap(a: Token | undefined, b: Token | undefined, { skipA, skipB, both }: Rests): boolean {
  if (a === undefined && b === undefined) {
    return true;
  }
  const ends = (isRun(a) && skipA === true) || (isRun(b) && skipB === true);
  if (ends || a === undefined || b === undefined) {
    return ends;
  }
  // A run that takes the other's character stays; that is the same as passing over the other alone.
  if (isRun(a)) {
    return !isRun(b) && takes(a, b) && skipB === true;
  }
  return isRun(b) ? takes(b, a) && skipA === true : takes(a, b) && both === true;
}

function isRun(token: Token | undefined): boolean {
  return typeof token === 'object' && token.any === 'run';
}

/** Whether some character is of both tokens. */
function takes(a: Token, b: Token): boolean {
  if (typeof a === 'string') {
    return typeof b === 'string' ? a === b : !b.except.includes(a);
  }
  return typeof b === 'string' ? !a.except.includes(b) : true;
}
