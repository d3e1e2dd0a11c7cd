import { failure, type ErrorAnswer } from '../answer.ts';
import { readArn } from '../arn.ts';
import type { Call } from '../operations/operation.ts';
import { readContextEntries } from './context-entries.ts';
import { readList } from './form.ts';
import { readAction } from './resource-type.ts';

/** The question of a simulation, checked. */
export interface SimulationInput {
  readonly kind: 'input';
  readonly actions: readonly string[];
  /** Empty for the literal resource `*`. */
  readonly resources: readonly string[];
  readonly context: Readonly<Record<string, readonly string[]>>;
  /** Who calls in the simulation, where that is not the source itself; empty without one. */
  readonly callerArn: string;
}

/**
 * Reads and checks what both operations have in common. The texts are those of public reports and recordings. AWS's
 * documentation takes no wildcards in action names, and nor does this; a recording has them evaluated literally.
 */
export async function readSimulationInput({ parameters, account }: Call): Promise<SimulationInput | ErrorAnswer> {
  const actions = readList(parameters, 'ActionNames');
  const resources = readList(parameters, 'ResourceArns');
  const explicit = resources.filter((resource) => resource !== '*');
  const problem =
    problemOfActions(actions) ??
    (explicit.length > 0
      ? ((await problemOfMixture(actions, account.scenario.simulator.unknownActions)) ??
        problemOfResources(resources, explicit))
      : null) ??
    problemOfOwner(parameters['ResourceOwner'] ?? null);
  if (problem !== null) {
    return failure(400, 'InvalidInput', problem);
  }
  const context = readContextEntries(parameters);
  if (context.kind === 'error') {
    return context;
  }
  const callerArn = parameters['CallerArn'] ?? '';
  return { kind: 'input', actions, resources: explicit, context: context.values, callerArn };
}

function problemOfActions(actions: readonly string[]): string | null {
  if (actions.length === 0) {
    return 'ActionNames is required.';
  }
  if (actions.some((action) => !action.includes(':'))) {
    return 'The action is invalid since it is missing names';
  }
  const wild = actions.find((action) => action.includes('*') || action.includes('?'));
  return wild === undefined ? null : `Invalid Input Action: ${wild}. Action names cannot contain wildcards.`;
}

/** Actions that the simulator's table has, and actions that it lacks, do not go together once a resource is named. */
async function problemOfMixture(actions: readonly string[], lacking: readonly string[]): Promise<string | null> {
  const facts = await Promise.all(actions.map((action) => readAction(action, lacking)));
  const known = actions.filter((_, index) => facts[index]?.known === true);
  const unknown = actions.filter((_, index) => facts[index]?.known !== true);
  return known.length === 0 || unknown.length === 0
    ? null
    : `Invalid Input Actions: [${known.join(',')}] and [${unknown.join(',')}] require different authorization information. `;
}

function problemOfResources(resources: readonly string[], explicit: readonly string[]): string | null {
  if (explicit.length < resources.length) {
    return 'Invalid resource input list: you cannot include both * and individual resources in the resource list for a simulation.';
  }
  const malformed = explicit.find((resource) => readArn(resource) === null);
  return malformed === undefined ? null : `ResourceNames are not in a valid ARN format: ${malformed}.`;
}

/** The documentation asks for an account id, the service for an ARN. */
function problemOfOwner(owner: string | null): string | null {
  return owner === null || readArn(owner) !== null
    ? null
    : `Invalid Entity Arn: ${owner} does not clearly define entity type and name.`;
}
