import { didYouMean } from '../similar-names.ts';
import { parametersOf, type Condition } from './condition.ts';
import { quote } from './fault.ts';
import { answerViolations } from './target-answer-rules.ts';
import { originViolations } from './target-origin-rules.ts';
import { placeholderViolations } from './target-placeholder-rules.ts';
import type { Target, TargetProbe, Violation } from './target.ts';

/** Words that mean something else in the `targets` input and in reports. */
const reservedIds: readonly string[] = ['auto', 'actions'];

/** What a JSON Schema cannot say of a target file: that the names in it agree with one another. */
export function ruleViolations(target: Target): readonly Violation[] {
  return [
    ...idViolations(target),
    ...originViolations(target),
    ...patternViolations(target),
    ...conditionViolations(target),
    ...roleViolations(target),
    ...answersOf(target).flatMap(({ path, answer }) => answerViolations(path, answer)),
  ];
}

function idViolations(target: Target): readonly Violation[] {
  const reserved = reservedIds.includes(target.id)
    ? [{ path: ['id'], sentence: `The id ${quote(target.id)} is reserved; choose another.` }]
    : [];
  const repeated = (['checks', 'roles'] as const).flatMap((list) => {
    const ids = target[list].map(({ id }) => id);
    return ids.flatMap((id, index) =>
      ids.indexOf(id) < index
        ? [
            {
              path: [list, index, 'id'],
              sentence: `Another ${list === 'checks' ? 'check' : 'role'} has the id ${quote(id)} already.`,
            },
          ]
        : [],
    );
  });
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
    ...placeholderViolations(['checks', index, 'instead', 'resource'], check.instead?.resource ?? '', names),
    ...Object.entries(check.context ?? {}).flatMap(([key, pattern]) =>
      placeholderViolations(['checks', index, 'context', key], pattern, names),
    ),
  ]);
  const roles = target.roles.flatMap((role, index) => [
    ...placeholderViolations(['roles', index, 'role'], role.role ?? '', names),
    ...placeholderViolations(['roles', index, 'instanceProfile'], role.instanceProfile ?? '', names),
  ]);
  const templates = target.templates.flatMap(({ file, stack, principal, parameters }, index) => [
    ...placeholderViolations(['templates', index, 'file'], file, names),
    ...placeholderViolations(['templates', index, 'stack'], stack ?? '', names),
    ...placeholderViolations(['templates', index, 'principal'], principal ?? '', names),
    ...placeholderViolations(['templates', index, 'parameters'], parameters ?? '', names),
  ]);
  const probes = readsOf(target).flatMap(({ path, probe }) => [
    ...placeholderViolations([...path, 'path'], probe.path, names),
    ...placeholderViolations([...path, 'body'], probe.body ?? '', names),
  ]);
  const says = answersOf(target).flatMap(({ path, answer }) =>
    placeholderViolations([...path, 'says'], answer.says, names, true),
  );
  return [...defaults, ...checks, ...roles, ...templates, ...probes, ...says];
}

function conditionViolations(target: Target): readonly Violation[] {
  const names = [...target.parameters.keys()];
  const known = names.length === 0 ? 'this target declares none' : `declared are ${names.join(', ')}`;
  const places: readonly { readonly path: Violation['path']; readonly holder: Conditional }[] = [
    ...target.checks.map((holder, index) => ({ path: ['checks', index], holder })),
    ...target.roles.map((holder, index) => ({ path: ['roles', index], holder })),
    ...answersOf(target).map(({ path, answer }) => ({ path, holder: answer })),
  ];
  return places.flatMap(({ path, holder }) =>
    (['when', 'errorWhen'] as const).flatMap((key) =>
      parametersOf(holder[key])
        .filter(({ name }) => !names.includes(name))
        .map(({ name, path: within }) => ({
          path: [...path, key, ...within],
          sentence: `${quote(name)} is no parameter; ${known}.${didYouMean(name, names)}`,
        })),
    ),
  );
}

interface Conditional {
  readonly when?: Condition;
  readonly errorWhen?: Condition;
}

function roleViolations({ roles }: Target): readonly Violation[] {
  return roles.flatMap(({ role, instanceProfile }, index) =>
    (role === undefined) === (instanceProfile === undefined)
      ? [{ path: ['roles', index], sentence: `roles[${index}] takes either role or instanceProfile.` }]
      : [],
  );
}

function readsOf(target: Target): readonly { readonly path: Violation['path']; readonly probe: TargetProbe }[] {
  return (['probes', 'reads'] as const).flatMap((list) =>
    target[list].map((probe, index) => ({ path: [list, index], probe })),
  );
}

function answersOf(target: Target) {
  return readsOf(target).flatMap(({ path, probe }) =>
    (probe.answers ?? []).map((answer, index) => ({ path: [...path, 'answers', index], answer })),
  );
}
