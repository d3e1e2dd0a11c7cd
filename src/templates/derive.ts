import type { Severity } from '../diagnoses/finding.ts';
import type { Requirement } from '../requirements/requirement.ts';
import { mergeRequirements } from './merge-requirements.ts';
import { namesOf } from './physical-name.ts';
import { type Changing, holds } from './property-condition.ts';
import { fillPattern, type FilledPattern, pathsIn } from './property-pattern.ts';
import { rowsOf } from './property-rows.ts';
import type { ResourceInstance } from './resource-instance.ts';
import type { PassedRole, PropertyCondition, ResourceCall } from './resource-type.ts';
import type { Change, TemplateContext } from './template-reading.ts';

/** What `derive` needs of a context. */
export type DeriveContext = Pick<TemplateContext, 'place' | 'stackName' | 'principal' | 'target' | 'certain'>;

/**
 * What the expected changes of a resource call, and the roles that they pass on. Nothing is an `error` unless the
 * change is certain, the condition of the call holds for certain and every value in it is known. Requirements that ask
 * the same question are one.
 */
export function derive(resource: ResourceInstance, context: DeriveContext): readonly Requirement[] {
  const { type } = resource;
  const found = [
    ...type.calls.flatMap((call) => requirementsOf(plannedCall(call, resource, context), resource, context)),
    ...(type.roles ?? []).flatMap((role) => requirementsOf(plannedRole(role, resource, context), resource, context)),
  ];
  return mergeRequirements(found);
}

/** A call with its weight for this resource. */
interface Planned {
  readonly actions: readonly string[];
  readonly resource: string;
  readonly context: Readonly<Record<string, string>>;
  readonly severity: Severity;
  readonly why: string;
}

function plannedCall(call: ResourceCall, resource: ResourceInstance, context: DeriveContext): Planned | null {
  const severity = severityOf(call, resource, context);
  return severity === null
    ? null
    : {
        actions: call.actions,
        resource: call.resource ?? resource.type.arn,
        context: call.context ?? {},
        severity,
        why: `${call.why} ${resource.id} (${resource.typeName})`,
      };
}

function plannedRole(role: PassedRole, resource: ResourceInstance, context: DeriveContext): Planned | null {
  const isGiven = holds({ given: [role.property] }, resource.values) !== 'no';
  const severity = isGiven ? severityOf(role, resource, context) : null;
  return severity === null
    ? null
    : {
        actions: ['iam:PassRole'],
        resource: `\${${role.property}:role-arn}`,
        context: { 'iam:PassedToService': role.service },
        severity,
        why: `Pass the role in ${role.property} to ${role.service} for ${resource.id} (${resource.typeName})`,
      };
}

/** `null` when the change does not happen, or the condition does not hold. */
function severityOf(
  call: { readonly on: readonly Change[]; readonly when?: PropertyCondition; readonly severity?: Severity },
  resource: ResourceInstance,
  context: DeriveContext,
): Severity | null {
  const changes = resource.changes.filter(({ change }) => call.on.includes(change));
  const holding = changes.length === 0 ? 'no' : holds(call.when, resource.values, changing(changes, resource));
  if (holding === 'no') {
    return null;
  }
  const isCertain = context.certain && holding === 'yes' && changes.some(({ certain }) => certain);
  const severity = call.severity ?? 'error';
  return isCertain ? severity : atMostWarning(severity);
}

/** Everything of a resource changes, except where it is updated. */
function changing(changes: ResourceInstance['changes'], { differs }: ResourceInstance): Changing {
  if (changes.some(({ change }) => change !== 'update')) {
    return () => 'yes';
  }
  return (path) => {
    const answer = differs?.(path) ?? null;
    return answer === null ? 'maybe' : answer ? 'yes' : 'no';
  };
}

function requirementsOf(
  planned: Planned | null,
  resource: ResourceInstance,
  context: DeriveContext,
): readonly Requirement[] {
  if (planned === null) {
    return [];
  }
  const patterns = [planned.resource, ...Object.values(planned.context)];
  const paths = [...new Set(patterns.flatMap(pathsIn))];
  const names = paths.includes('name') ? namesOf(resource, context) : [];
  const values: ResourceInstance['values'] = (path) => (path === 'name' ? names : resource.values(path));
  return rowsOf(paths, values)
    .flatMap((row) => {
      const facts = { place: context.place, stackName: context.stackName, id: resource.id, type: resource.type, row };
      const arn = fillPattern(planned.resource, facts);
      const keys = Object.entries(planned.context).map(([key, pattern]) => [key, fillPattern(pattern, facts)] as const);
      const isPossible = [...row.values()].every((value) => value?.optional !== true);
      return isArn(arn.text) ? planned.actions.map((action) => ({ action, arn, keys, isPossible })) : [];
    })
    .map(({ action, arn, keys, isPossible }) => {
      const guessed = guessesOf([arn, ...keys.map(([, filled]) => filled)]);
      return {
        target: context.target,
        action,
        resource: arn.text,
        principal: context.principal,
        severity: guessed.length === 0 && isPossible ? planned.severity : atMostWarning(planned.severity),
        context: Object.fromEntries(keys.map(([key, { text }]) => [key, text])),
        guessed,
        why: planned.why,
        ignored: null,
        location: resource.location,
      };
    });
}

/** What is no ARN makes the simulator refuse a whole request. */
function isArn(text: string): boolean {
  return text === '*' || (text.length <= 2048 && /^arn:[^:\s]+:[^:\s]+:[^:\s]*:[^:\s]*:\S/.test(text));
}

function guessesOf(filled: readonly FilledPattern[]): readonly string[] {
  return [...new Set(filled.flatMap(({ guessed }) => guessed))];
}

function atMostWarning(severity: Severity): Severity {
  return severity === 'error' ? 'warning' : severity;
}
