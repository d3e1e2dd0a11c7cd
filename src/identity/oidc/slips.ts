import { makePattern, matches, anyRun, wildcardCode } from '../../authorization/evaluation/pattern.ts';

/** A value of the policy beside the value that was sent, and how they are compared. */
export interface Comparison {
  /** `anything` in it is a run of any characters, whatever the operator. */
  readonly pattern: string;
  readonly sent: string;
  /** Whether `*` and `?` are wildcards. */
  readonly wildcards: boolean;
  /** Whether capitals have no meaning. */
  readonly folded: boolean;
}

/** One way in which people write a value that does not fit. */
export interface Slip {
  readonly name: string;
  /** How far it is from what was meant: the explanation with the least total is told. */
  readonly cost: number;
  /** The comparison as if the slip had not been made; `null` where there is nothing of the kind. */
  readonly undo: (comparison: Comparison) => Comparison | null;
}

/** Stands for a run of any characters in a pattern of ours; no value of GitHub's or AWS's holds it. */
export const anything = '\uE000';

/** Whether the value would be accepted. */
export function agrees({ pattern, sent, wildcards, folded }: Comparison): boolean {
  const text = folded ? pattern.toLowerCase() : pattern;
  const codes = Array.from({ length: text.length }, (_, at) => {
    const code = text.charCodeAt(at);
    return code === anything.charCodeAt(0) ? anyRun : wildcards ? wildcardCode(code) : code;
  });
  return matches(makePattern(codes), folded ? sent.toLowerCase() : sent);
}

/**
 * The slips that together explain why a value was not accepted, those of the least cost; `null` when none do. At most four
 * are put together. Values too long for a claim are not looked at.
 */
export function findSlips(comparison: Comparison, slips: readonly Slip[]): readonly Slip[] | null {
  if (comparison.pattern.length > longest || comparison.sent.length > longest) {
    return null;
  }
  const best: { found: readonly Slip[] | null; cost: number } = { found: null, cost: Infinity };
  const search = (current: Comparison, from: number, found: readonly Slip[], cost: number): void => {
    if (found.length > 0 && agrees(current)) {
      Object.assign(best, { found, cost });
      return;
    }
    for (let at = from; at < slips.length && found.length < mostTogether; at += 1) {
      const slip = slips[at];
      if (slip !== undefined && cost + slip.cost < best.cost) {
        const undone = slip.undo(current);
        if (undone !== null) {
          search(undone, at + 1, [...found, slip], cost + slip.cost);
        }
      }
    }
  };
  search(comparison, 0, [], 0);
  return best.found;
}

export function costOf(slips: readonly Slip[]): number {
  return slips.reduce((total, { cost }) => total + cost, 0);
}

const longest = 2048;
const mostTogether = 4;

/** The slips that can be made in the value of any claim. */
export const generalSlips: readonly Slip[] = [
  {
    name: 'literal-wildcard',
    cost: 1,
    undo: (one) => (!one.wildcards && /[*?]/.test(one.pattern) ? { ...one, wildcards: true } : null),
  },
  { name: 'case', cost: 1, undo: (one) => (one.folded ? null : { ...one, folded: true }) },
  {
    name: 'blank',
    cost: 1,
    undo: (one) => (one.pattern.trim() === one.pattern ? null : { ...one, pattern: one.pattern.trim() }),
  },
  {
    name: 'question-mark',
    cost: 3,
    undo: (one) =>
      one.wildcards && one.pattern.includes('?') ? { ...one, pattern: one.pattern.replaceAll('?', anything) } : null,
  },
];

/** A slip that is undone by rewriting the policy's value. */
export function rewriting(name: string, cost: number, rewrite: (pattern: string, sent: string) => string | null): Slip {
  return {
    name,
    cost,
    undo: (one) => {
      const pattern = rewrite(one.pattern, one.sent);
      return pattern === null || pattern === one.pattern ? null : { ...one, pattern };
    },
  };
}
