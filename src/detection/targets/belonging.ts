import type { Target } from '../../requirements/target.ts';
import type { Resolver } from '../expressions/context.ts';
import { written } from '../shell/word.ts';
import { wordValue } from '../uses/word-value.ts';
import type { Pieces } from './deployment.ts';
import { isSameSign, type Match } from './match.ts';
import { type Given, optionOf } from './step-values.ts';

/** Whether a step that shows a target shows the same deployment as those before it. */
export function belongsTogether(pieces: Pieces, match: Match, own: ReadonlyMap<string, Given>): boolean {
  const shared = [...own.keys()].filter((name) => pieces.own.has(name));
  if (shared.some((name) => own.get(name)?.key !== pieces.own.get(name)?.key)) {
    return false;
  }
  const addsNothing = shared.length === own.size;
  if (pieces.isCertain !== match.use.isCertain && !addsNothing) {
    return false;
  }
  return pieces.matches.some((other) => isSameSign(other, match))
    ? shared.some((name) => pieces.target.parameters.get(name)?.required === true)
    : folderOf(pieces.matches[0]) === folderOf(match) || shared.some((name) => own.get(name)?.isConstant === false);
}

/**
 * Whether a step that shows nothing by itself speaks of a deployment that `known` is known of. What is not known may be
 * the same, unless it names what is deployed.
 */
export function isAddition(
  pieces: Pieces,
  known: ReadonlyMap<string, Given>,
  match: Match,
  own: ReadonlyMap<string, Given>,
  resolver: Resolver,
): boolean {
  const isContrary = [...own].some(([name, given]) => {
    const other = known.get(name);
    const isOpen =
      pieces.target.parameters.get(name)?.required !== true && (given.value === null || other?.value === null);
    return other !== undefined && !given.isConstant && !other.isConstant && given.key !== other.key && !isOpen;
  });
  return !isContrary && !namesAnother(pieces.target, pieces.matches[0], match, resolver);
}

/** Whether two commands have different values for an option that names what is deployed, such as `--function-name`. */
function namesAnother(target: Target, one: Match, other: Match, resolver: Resolver): boolean {
  if (one.kind === 'action' || other.kind === 'action') {
    return false;
  }
  const origins = [...target.parameters.values()].filter(({ required }) => required).flatMap(({ from = [] }) => from);
  const names = origins.flatMap(({ option }) => option ?? []);
  return names.some((name) => {
    const [mine, theirs] = [one, other].map((match) => {
      const word = optionOf(match, [name])?.values[0];
      return word === undefined ? undefined : (wordValue(word, match.use.step.scope, resolver)?.value ?? written(word));
    });
    return mine !== undefined && theirs !== undefined && mine !== theirs;
  });
}

function folderOf({ use }: Match): string | null {
  return use.kind === 'action' ? '' : use.folder;
}
