import { parametersOf } from './condition.ts';
import { quote } from './fault.ts';
import { filters } from './filter.ts';
import { didYouMean } from '../similar-names.ts';
import { partsOf, placeNames } from './placeholder.ts';
import type { Target, Violation } from './target.ts';

/** Words that mean something else in the `targets` input and in reports. */
const reservedIds: readonly string[] = ['auto', 'actions'];

/** What a JSON Schema cannot say of a target file: that the names in it agree with one another. */
export function ruleViolations(target: Target): readonly Violation[] {
  return [...idViolations(target), ...patternViolations(target), ...conditionViolations(target)];
}

function idViolations(target: Target): readonly Violation[] {
  const reserved = reservedIds.includes(target.id)
    ? [{ path: ['id'], sentence: `The id ${quote(target.id)} is reserved; choose another.` }]
    : [];
  const ids = target.checks.map((check) => check.id);
  const repeated = ids.flatMap((id, index) =>
    ids.indexOf(id) < index
      ? [{ path: ['checks', index, 'id'], sentence: `Another check has the id ${quote(id)} already.` }]
      : [],
  );
  return [...reserved, ...repeated];
}

function patternViolations(target: Target): readonly Violation[] {
  const names = [...target.parameters.keys()];
  const withoutDefault = names.filter((name) => target.parameters.get(name)?.default === undefined);
  const defaults = [...target.parameters].flatMap(([name, parameter]) =>
    placeholderViolations(['parameters', name, 'default'], parameter.default ?? '', withoutDefault),
  );
  const checks = target.checks.flatMap((check, index) => [
    ...placeholderViolations(['checks', index, 'resource'], check.resource, names),
    ...placeholderViolations(['checks', index, 'principal'], check.principal ?? '', names),
    ...Object.entries(check.context ?? {}).flatMap(([key, pattern]) =>
      placeholderViolations(['checks', index, 'context', key], pattern, names),
    ),
  ]);
  const probes = target.probes.flatMap((probe, index) => [
    ...placeholderViolations(['probes', index, 'path'], probe.path, names),
    ...placeholderViolations(['probes', index, 'body'], probe.body ?? '', names),
  ]);
  return [...defaults, ...checks, ...probes];
}

function placeholderViolations(
  path: Violation['path'],
  pattern: string,
  names: readonly string[],
): readonly Violation[] {
  const sentences = partsOf(pattern).flatMap((part) => {
    if (part.kind === 'text') {
      return part.text.includes('${') ? ['A ${ is not closed, or its placeholder holds another one.'] : [];
    }
    const known = [...placeNames, ...names];
    const unknownName = !known.includes(part.name)
      ? [
          `\${${part.name}} is no parameter that may stand here; known are ${known.join(', ')}.${didYouMean(part.name, known)}`,
        ]
      : [];
    const unknownFilter =
      part.filter !== null && !filters.has(part.filter)
        ? [`The filter ${quote(part.filter)} is unknown; known are ${[...filters.keys()].join(', ')}.`]
        : [];
    const filteredPlace = part.filter !== null && part.kind === 'place' ? [`\${${part.name}} takes no filter.`] : [];
    return [...unknownName, ...unknownFilter, ...filteredPlace];
  });
  return sentences.map((sentence) => ({ path, sentence }));
}

function conditionViolations(target: Target): readonly Violation[] {
  const names = [...target.parameters.keys()];
  const known = names.length === 0 ? 'this target declares none' : `declared are ${names.join(', ')}`;
  return target.checks.flatMap((check, index) =>
    (['when', 'errorWhen'] as const).flatMap((key) =>
      parametersOf(check[key])
        .filter(({ name }) => !names.includes(name))
        .map(({ name, path }) => ({
          path: ['checks', index, key, ...path],
          sentence: `${quote(name)} is no parameter; ${known}.${didYouMean(name, names)}`,
        })),
    ),
  );
}
