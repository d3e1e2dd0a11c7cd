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
const maxResources = 100;
/** Actions times resources of one call: the simulator answers each pair. */
const maxPairs = 500;
/** How many pairs may be asked for each one that is needed, so that calls can be shared. */
const mostWaste = 2;

/** Most calls of the first round; further rounds ask about denials only. IAM throttles its simulator early. */
const mostQuestions = 50;

/**
 * The requirements that are worth a call: all of them, unless they take more than fifty; then those of the calls that
 * hold errors come first, and those with warnings before the rest.
 */
export function affordable(
  requirements: readonly Requirement[],
  principalArn: string,
  facts: RequestFacts,
): ReadonlySet<Requirement> {
  const questions = planQuestions(requirements, principalArn, facts);
  const weight = (question: Question) => Math.max(...question.requirements.map(({ severity }) => weights[severity]));
  const kept = [...questions].sort((a, b) => weight(b) - weight(a)).slice(0, mostQuestions);
  return new Set(kept.flatMap((question) => question.requirements));
}

const weights: Readonly<Record<Requirement['severity'], number>> = { notice: 0, warning: 1, error: 2 };

interface Group {
  readonly principalArn: string;
  readonly context: readonly ContextEntry[];
  /** Each once; `*` alone for actions without resource-level permissions. */
  readonly resources: readonly string[];
  readonly actions: ReadonlySet<string>;
  /** How many different pairs of action and resource are needed. */
  readonly pairs: number;
  readonly requirements: readonly Requirement[];
}

/**
 * Plans as few calls as the rules allow: one call has one principal, one context, and resources that every action in it
 * takes. Actions without resource-level permissions are asked without resources, in calls of their own, because the
 * simulator denies them on any ARN and denies every other action on `*`.
 */
export function planQuestions(
  requirements: readonly Requirement[],
  principalArn: string,
  facts: RequestFacts,
  exclude: readonly Exclusion[] = [],
): readonly Question[] {
  return mergeGroups(byResource(requirements, principalArn, facts)).flatMap((group) => questionsOf(group, exclude));
}

/** One group for each principal, context and resource. */
function byResource(requirements: readonly Requirement[], principalArn: string, facts: RequestFacts): readonly Group[] {
  const groups = new Map<
    string,
    { readonly first: Omit<Group, 'actions' | 'pairs' | 'requirements'>; readonly all: Requirement[] }
  >();
  for (const requirement of requirements) {
    const context = contextFor(requirement, facts);
    const principal = requirement.principal === 'caller' ? principalArn : requirement.principal;
    const key = JSON.stringify([principal, context, requirement.resource]);
    const group = groups.get(key) ?? {
      first: { principalArn: principal, context, resources: [requirement.resource] },
      all: [],
    };
    group.all.push(requirement);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ first, all }) => {
    const actions = new Set(all.map(({ action }) => action));
    return { ...first, actions, pairs: actions.size, requirements: all };
  });
}

/**
 * Puts groups into one call where their resources are of one kind. The simulator crosses every action with every
 * resource, so that some pairs are asked in vain; what nobody needs of the answer is not looked at.
 */
function mergeGroups(groups: readonly Group[]): readonly Group[] {
  const merged = new Map<string, Group[]>();
  for (const group of groups) {
    const [resource = '*'] = group.resources;
    const key = JSON.stringify([group.principalArn, group.context, kindOf(resource)]);
    const list = merged.get(key) ?? [];
    const at = resource === '*' ? -1 : list.findIndex((other) => goTogether(other, group));
    const other = list[at];
    if (other === undefined) {
      list.push(group);
    } else {
      list[at] = joined(other, group);
    }
    merged.set(key, list);
  }
  return [...merged.values()].flat();
}

/**
 * Service and resource type as they stand in an ARN: ARNs of one kind are taken by the same actions. Names without a type
 * before them, as of queues and topics, are all of one kind.
 */
function kindOf(arn: string): string {
  const [, , service = '', , , ...rest] = arn.split(':');
  const resource = rest.join(':');
  const end = resource.search(/[:/]/);
  return service === 's3' ? `s3 ${String(end > 0)}` : `${service} ${end < 0 ? '' : resource.slice(0, end)}`;
}

function goTogether(other: Group, group: Group): boolean {
  const actions = new Set([...other.actions, ...group.actions]).size;
  const resources = other.resources.length + group.resources.length;
  const product = actions * resources;
  const isWithin = actions <= maxActions && resources <= maxResources && product <= maxPairs;
  return isWithin && product <= mostWaste * (other.pairs + group.pairs);
}

function joined(other: Group, group: Group): Group {
  return {
    ...other,
    resources: [...other.resources, ...group.resources],
    actions: new Set([...other.actions, ...group.actions]),
    pairs: other.pairs + group.pairs,
    requirements: [...other.requirements, ...group.requirements],
  };
}

function questionsOf(group: Group, exclude: readonly Exclusion[]): readonly Question[] {
  const actions = [...group.actions].sort();
  const questions: Question[] = [];
  for (let start = 0; start < actions.length; start += maxActions) {
    const chunk = actions.slice(start, start + maxActions);
    const asked = new Set(chunk);
    questions.push({
      request: {
        principalArn: group.principalArn,
        actions: chunk,
        resources: group.resources.filter((resource) => resource !== '*'),
        context: group.context,
        exclude,
      },
      requirements: group.requirements.filter(({ action }) => asked.has(action)),
    });
  }
  return questions;
}
