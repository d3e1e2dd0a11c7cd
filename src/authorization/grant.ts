import type { Requirement } from '../requirements/requirement.ts';
import type { GrantPolicy, GrantStatement } from './policy.ts';
import type { Check } from './verdict.ts';

/** Keys that narrow a grant without tying it to one run; the region or the time of this run would. */
const grantConditions: readonly string[] = ['iam:PassedToService'];

/**
 * The policy to add to the principal so that the checks which it lacks pass; `null` when adding a policy cures nothing.
 * What an explicit deny, a boundary or the organization forbids is left out: no grant reaches past those.
 */
export function grantFor(checks: readonly Check[]): GrantPolicy | null {
  const curable = checks.filter(
    (check) =>
      (check.verdict === 'denied' || check.verdict === 'uncertain') &&
      check.statements.length === 0 &&
      check.ignored === null &&
      check.principal === 'caller' &&
      check.severity !== 'notice',
  );
  const statements = mergeStatements(curable);
  return statements.length === 0 ? null : { Version: '2012-10-17', Statement: statements };
}

/**
 * What lets a principal ask the simulator about itself and make the control call. Both the bare name and any path are
 * named for a role, because GetCallerIdentity leaves a role's path out.
 */
export function simulationGrant(principalArn: string): GrantPolicy {
  const role = principalArn.indexOf(':role/');
  const name = principalArn.slice(role + ':role/'.length);
  const own = role === -1 ? principalArn : [principalArn, `${principalArn.slice(0, role)}:role/*/${name}`];
  return {
    Version: '2012-10-17',
    Statement: [
      { Sid: 'SimulateOwnPolicies', Effect: 'Allow', Action: 'iam:SimulatePrincipalPolicy', Resource: own },
      { Sid: 'ControlCall', Effect: 'Allow', Action: 'iam:SimulateCustomPolicy', Resource: '*' },
    ],
  };
}

/** First the actions of one resource and condition, then the resources of one set of actions. */
function mergeStatements(requirements: readonly Requirement[]): readonly GrantStatement[] {
  const actionsByPlace = new Map<string, { resource: string; condition: string; actions: Set<string> }>();
  for (const requirement of requirements) {
    const condition = JSON.stringify(conditionOf(requirement));
    const key = `${requirement.resource} ${condition}`;
    const place = actionsByPlace.get(key) ?? { resource: requirement.resource, condition, actions: new Set<string>() };
    place.actions.add(requirement.action);
    actionsByPlace.set(key, place);
  }
  const merged = new Map<string, { actions: readonly string[]; condition: string; resources: string[] }>();
  for (const { resource, condition, actions } of actionsByPlace.values()) {
    const sorted = [...actions].sort();
    const key = JSON.stringify([sorted, condition, resource === '*']);
    const statement = merged.get(key) ?? { actions: sorted, condition, resources: [] };
    statement.resources.push(resource);
    merged.set(key, statement);
  }
  return [...merged.values()].map(({ actions, condition, resources }) => {
    const keys = JSON.parse(condition) as Record<string, string>;
    return {
      Effect: 'Allow',
      Action: oneOrMany(actions),
      Resource: oneOrMany(resources),
      ...(Object.keys(keys).length === 0 ? {} : { Condition: { StringEquals: keys } }),
    };
  });
}

function conditionOf(requirement: Requirement): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(requirement.context).filter(([key]) => grantConditions.includes(key)));
}

function oneOrMany(values: readonly string[]): string | readonly string[] {
  return values.length === 1 && values[0] !== undefined ? values[0] : values;
}
