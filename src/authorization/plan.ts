import type { ContextEntry, Exclusion, SimulationRequest } from '../aws/port.ts';
import type { Requirement } from '../requirements/requirement.ts';
import { contextFor, type RequestFacts } from './context.ts';

/** One call of the simulator and the requirements that its rows answer. */
export interface Question {
  readonly request: SimulationRequest;
  readonly requirements: readonly Requirement[];
}

/** AWS documents no limit; recorded sweeps used a hundred, and fifty keeps an answer below a megabyte. */
const maxActions = 50;
const maxResources = 20;

interface Group {
  readonly principalArn: string;
  readonly context: readonly ContextEntry[];
  readonly resources: readonly string[];
  readonly requirements: readonly Requirement[];
}

/**
 * Plans as few calls as the rules allow: one call has one principal, one context, and resources that every action in it
 * takes. Actions without resource-level permissions are asked without resources, in calls of their own, because the
 * simulator denies them on any ARN and denies every other action on `*` (iam.md 1.5).
 */
export function planQuestions(
  requirements: readonly Requirement[],
  principalArn: string,
  facts: RequestFacts,
  exclude: readonly Exclusion[] = [],
): readonly Question[] {
  const byResource = groupBy(requirements, (requirement) => {
    const context = contextFor(requirement, facts);
    const principal = requirement.principal === 'caller' ? principalArn : requirement.principal;
    return {
      key: JSON.stringify([principal, context, requirement.resource]),
      group: { principalArn: principal, context, resources: [requirement.resource] },
    };
  });
  return mergeResources(byResource).flatMap((group) => questionsOf(group, exclude));
}

/** The simulator crosses every action with every resource, so only groups with the very same actions may be merged. */
function mergeResources(groups: readonly Group[]): readonly Group[] {
  const merged = new Map<string, Group[]>();
  for (const group of groups) {
    const wildcard = group.resources[0] === '*';
    const key = JSON.stringify([group.principalArn, group.context, actionsOf(group.requirements), wildcard]);
    const list = merged.get(key) ?? [];
    const last = list.at(-1);
    if (last !== undefined && !wildcard && last.resources.length < maxResources) {
      list[list.length - 1] = {
        ...last,
        resources: [...last.resources, ...group.resources],
        requirements: [...last.requirements, ...group.requirements],
      };
    } else {
      list.push(group);
    }
    merged.set(key, list);
  }
  return [...merged.values()].flat();
}

function questionsOf(group: Group, exclude: readonly Exclusion[]): readonly Question[] {
  const actions = actionsOf(group.requirements);
  const questions: Question[] = [];
  for (let start = 0; start < actions.length; start += maxActions) {
    const chunk = actions.slice(start, start + maxActions);
    questions.push({
      request: {
        principalArn: group.principalArn,
        actions: chunk,
        resources: group.resources.filter((resource) => resource !== '*'),
        context: group.context,
        exclude,
      },
      requirements: group.requirements.filter((requirement) => chunk.includes(requirement.action)),
    });
  }
  return questions;
}

function actionsOf(requirements: readonly Requirement[]): readonly string[] {
  return [...new Set(requirements.map((requirement) => requirement.action))].sort();
}

function groupBy(
  requirements: readonly Requirement[],
  describe: (requirement: Requirement) => { readonly key: string; readonly group: Omit<Group, 'requirements'> },
): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const requirement of requirements) {
    const { key, group } = describe(requirement);
    const known = groups.get(key);
    groups.set(key, { ...(known ?? group), requirements: [...(known?.requirements ?? []), requirement] });
  }
  return [...groups.values()];
}
