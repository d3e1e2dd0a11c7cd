import type { Aws } from './aws/port.ts';
import { checkPermissions } from './check-permissions.ts';
import { allActions } from './choose-targets.ts';
import type { Deployment } from './deployment.ts';
import { describeTypes } from './describe-types.ts';
import { regionNotes } from './detection/region-notes.ts';
import type { Draft } from './draft.ts';
import { examineRoles, noRoles } from './examine-roles.ts';
import { examineState } from './examine-state.ts';
import type { Level } from './inputs.ts';
import type { Derived } from './plan-templates.ts';
import { probeServices } from './probes.ts';
import { readStack } from './read-stack.ts';
import type { Place } from './requirements/placeholder.ts';
import type { StackState } from './templates/template-reading.ts';
import type { Caller } from './verify-identity.ts';
import type { Workspace } from './workspace.ts';

/** What the last stage of a run works with. */
export interface DeploymentQuestion {
  readonly caller: Caller;
  readonly region: string;
  readonly level: Level;
  /** Epoch milliseconds. */
  readonly now: number;
  /** Milliseconds until the run's time is up. */
  readonly left: () => number;
}

/**
 * Asks what only a live session can be asked: whether the services answer, in which state the targets are, whether the
 * roles are there, and whether everything that the deployment calls is allowed.
 */
export async function examineDeployment(
  aws: Aws,
  { caller, region, level, now, left }: DeploymentQuestion,
  deployment: Deployment,
  draft: Draft,
  workspace: Workspace,
): Promise<void> {
  const place = { ...caller.identity, region };
  const whole = level === 'permissions';
  const reads = deployment.reads(place).filter(({ further }) => whole || !further);
  const [probed, roles, stacks] = await Promise.all([
    probeServices(aws, caller, region, reads),
    whole ? examineRoles(aws, caller, region, deployment.roles(place)) : noRoles,
    whole ? readStacks(aws, caller, region, deployment.templates.stackNames(place)) : noStacks,
  ]);
  draft.observe(probed.obstacles);
  draft.incomplete ||= !whole && !probed.answered;
  if (whole) {
    const alive = !draft.failed();
    const derived = deployment.templates.derive(place, stacks);
    const [state, advice] = await Promise.all([
      alive ? examineState(aws, caller, region, probed.answers, left) : [],
      alive ? adviceOn(aws, caller, place, derived, workspace) : { observations: [], notes: [] },
      checkPermissions(aws, caller, region, { deployment, derived, missingRoles: roles.missing }, draft, now),
    ]);
    draft.observe([...derived.observations, ...state, ...(alive ? roles.observations : []), ...advice.observations]);
    draft.notCovered.push(
      ...regionNotes(deployment.regions, region),
      ...derived.notes,
      ...advice.notes,
      ...(alive ? roles.notCovered : []),
    );
  }
  draft.observeUnlessKnown(probed.hints);
}

const noStacks: ReadonlyMap<string, StackState> = new Map();
const mostStacks = 10;

/** The stacks that could be read, by name. */
async function readStacks(
  aws: Aws,
  { credentials }: Caller,
  region: string,
  names: readonly string[],
): Promise<ReadonlyMap<string, StackState>> {
  const states = await Promise.all(
    names.slice(0, mostStacks).map(async (name) => [name, await readStack(aws, credentials, region, name)] as const),
  );
  return new Map(states.flatMap(([name, state]) => (state === null ? [] : [[name, state] as const])));
}

/** Types of CloudFormation that no table of this package holds; nothing is read for it when there is none. */
async function adviceOn(
  aws: Aws,
  { credentials }: Caller,
  { region }: Place,
  { uncovered }: Derived,
  workspace: Workspace,
) {
  return uncovered.length === 0
    ? { observations: [], notes: [] }
    : describeTypes(aws, credentials, region, uncovered, allActions(workspace));
}
