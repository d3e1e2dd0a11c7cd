import type { ParameterValues } from '../../requirements/parameters.ts';
import type { Target } from '../../requirements/target.ts';
import type { Resolver } from '../expressions/context.ts';
import type { Use } from '../uses/use.ts';
import { belongsTogether, isAddition } from './belonging.ts';
import { type Match, matchUse } from './match.ts';
import { type Given, stepValues } from './step-values.ts';

/** What steps do to bring about one deployment of one target. */
export interface Pieces {
  readonly target: Target;
  /** The one that shows it first; those that only add to it last. */
  readonly matches: readonly [Match, ...Match[]];
  /** What the steps say that show it. */
  readonly own: ReadonlyMap<string, Given>;
  /** The same, with what other steps add. */
  readonly given: ReadonlyMap<string, Given>;
  readonly isCertain: boolean;
}

const most = 50;

/**
 * Tells deployments of one target apart. A step that does another part of the same, such as publishing the version of a
 * function that was updated, belongs to the same deployment; one that says something else for the same parameter, or does
 * the same thing again without saying for what, is another. `shows` tells the uses that deploy by themselves.
 */
export function deploymentsOf(
  target: Target,
  uses: readonly Use[],
  given: ParameterValues,
  resolver: Resolver,
  shows: typeof shownBy = shownBy,
): readonly Pieces[] {
  const valuesOf = (match: Match) => withInput(target, stepValues(target, match, resolver), given);
  const signs = uses.flatMap((use) => shows(target, use) ?? []);
  const found: Pieces[] = [];
  for (const match of [...signs.filter(({ use }) => use.isCertain), ...signs.filter(({ use }) => !use.isCertain)]) {
    const own = valuesOf(match);
    const at = found.findLastIndex((pieces) => belongsTogether(pieces, match, own));
    const pieces = found[at];
    if (pieces !== undefined) {
      const both = new Map([...own, ...pieces.own]);
      found[at] = { ...pieces, matches: [...pieces.matches, match], own: both, given: both };
    } else if (found.length < most) {
      found.push({ target, matches: [match], own, given: own, isCertain: match.use.isCertain });
    }
  }
  const position = (match: Match) => uses.indexOf(match.use);
  const inOrder = found.toSorted((one, other) => position(one.matches[0]) - position(other.matches[0]));
  return found.length === 0 ? [] : withAdditions(inOrder, uses, target, valuesOf, resolver, shows);
}

/** The sign of a target that a use is; `null` when it is none. */
export function shownBy(target: Target, use: Use): Match | null {
  for (const sign of target.detect) {
    const match = typeof sign === 'string' ? null : matchUse(use, sign);
    if (match !== null) {
      return match;
    }
  }
  return null;
}

/** What a use is that says something about a target without showing it; `null` when it says nothing. */
export function saidBy(target: Target, use: Use): Match | null {
  for (const { from = [] } of target.parameters.values()) {
    for (const origin of from) {
      const match = matchUse(use, origin);
      if (match !== null) {
        return match;
      }
    }
  }
  return null;
}

/** Steps that show nothing by themselves and say something about what the nearest ones do, in front of them or behind. */
function withAdditions(
  pieces: readonly Pieces[],
  uses: readonly Use[],
  target: Target,
  valuesOf: (match: Match) => ReadonlyMap<string, Given>,
  resolver: Resolver,
  shows: typeof shownBy,
): readonly Pieces[] {
  const all = [...pieces];
  const position = new Map(uses.map((use, index) => [use, index]));
  uses.forEach((use, index) => {
    const match = shows(target, use) === null ? saidBy(target, use) : null;
    if (match === null) {
      return;
    }
    const own = valuesOf(match);
    const distance = ({ matches: [shown] }: Pieces) => nearness(index - (position.get(shown.use) ?? 0));
    const near = all.filter((each) => match.use.isCertain || !each.isCertain).sort((a, b) => distance(a) - distance(b));
    const added = near.find((each) => isAddition(each, each.given, match, own, resolver));
    const beside = near.find((each) => isAddition(each, each.own, match, own, resolver));
    if (added !== undefined) {
      all[all.indexOf(added)] = { ...added, matches: [...added.matches, match], given: merged(added.given, own) };
    } else if (beside !== undefined && all.length < most) {
      const copy = { ...beside, matches: [beside.matches[0], match] as const, given: merged(beside.own, own) };
      all.splice(all.indexOf(beside) + 1, 0, copy);
    }
  });
  return all;
}

/** Of two steps at the same distance, the one in front. */
function nearness(behind: number): number {
  return behind >= 0 ? 2 * behind : -2 * behind + 1;
}

/** What is known comes before what is not, and what shows the deployment before what adds to it. */
function merged(own: ReadonlyMap<string, Given>, added: ReadonlyMap<string, Given>): ReadonlyMap<string, Given> {
  const both = new Map([...added, ...own]);
  for (const [name, given] of added) {
    if (both.get(name)?.value === null && given.value !== null) {
      both.set(name, given);
    }
  }
  return both;
}

/** What the user gives is the same everywhere. */
function withInput(
  target: Target,
  own: ReadonlyMap<string, Given>,
  given: ParameterValues,
): ReadonlyMap<string, Given> {
  const names = [...given.keys()].filter((name) => target.parameters.has(name));
  const input: Given = { key: 'input', value: null, isConstant: false };
  return new Map([...own, ...names.map((name): [string, Given] => [name, input])]);
}
