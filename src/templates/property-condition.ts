import { matchesWildcard } from '../authorization/wildcard.ts';
import type { PropertyValue, ResourceInstance } from './resource-instance.ts';
import type { PropertyCondition } from './resource-type.ts';

/** `maybe` when the file does not tell. */
export type Holding = 'yes' | 'no' | 'maybe';

type Values = ResourceInstance['values'];

/** Whether what stands at a path changes. */
export type Changing = (path: string) => Holding;

/** Whether a condition of a resource type holds for a resource. No condition always holds. */
export function holds(
  condition: PropertyCondition | undefined,
  values: Values,
  changing: Changing = () => 'maybe',
): Holding {
  if (condition === undefined) {
    return 'yes';
  }
  const { given = [], missing = [], matches = {}, differs = {}, changed, anyOf } = condition;
  return every([
    ...given.map((path) => isGiven(values(path))),
    ...missing.map((path) => opposite(isGiven(values(path)))),
    ...Object.entries(matches).map(([path, patterns]) => isAmong(values(path), patterns)),
    ...Object.entries(differs).map(([path, patterns]) => opposite(isAmong(values(path), patterns))),
    ...(changed === undefined ? [] : [some(changed.map(changing))]),
    ...(anyOf === undefined ? [] : [some(anyOf.map((one) => holds(one, values, changing)))]),
  ]);
}

function isGiven(found: readonly PropertyValue[]): Holding {
  if (found.length === 0) {
    return 'no';
  }
  return found.some(({ optional }) => optional !== true) ? 'yes' : 'maybe';
}

/** Any of the values is among the listed; case does not count, because true and True are one to CloudFormation. */
function isAmong(found: readonly PropertyValue[], patterns: readonly string[]): Holding {
  const answers = found.map(({ text, guessed, optional }): Holding => {
    if (text === null || guessed) {
      return 'maybe';
    }
    const fits = patterns.some((pattern) => matchesWildcard(pattern.toLowerCase(), text.toLowerCase()));
    return fits && optional === true ? 'maybe' : fits ? 'yes' : 'no';
  });
  return answers.includes('yes') ? 'yes' : answers.includes('maybe') ? 'maybe' : 'no';
}

function every(parts: readonly Holding[]): Holding {
  return parts.includes('no') ? 'no' : parts.includes('maybe') ? 'maybe' : 'yes';
}

function some(parts: readonly Holding[]): Holding {
  return opposite(every(parts.map(opposite)));
}

function opposite(holding: Holding): Holding {
  return holding === 'yes' ? 'no' : holding === 'no' ? 'yes' : 'maybe';
}
