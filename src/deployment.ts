import { actionCatalogue, type ActionCatalogue } from './authorization/policy-files/action-catalogue.ts';
import type { ProbeRequest } from './aws/port.ts';
import type { Observation } from './diagnoses/finding.ts';
import { InputError } from './input-error.ts';
import { valueOf, type RawInputs } from './inputs.ts';
import { actionRequirements, parseActions, type ActionRow } from './requirements/actions.ts';
import { parseContext, type UserContext } from './requirements/context.ts';
import { detectTargets } from './requirements/detect.ts';
import { expand } from './requirements/expand.ts';
import { applyIgnore, parseIgnore, type IgnoreEntry } from './requirements/ignore.ts';
import { either } from './similar-names.ts';
import {
  missingParameters,
  parseParameters,
  unknownParameters,
  type ParameterValues,
} from './requirements/parameters.ts';
import type { Place } from './requirements/placeholder.ts';
import { probeFor } from './requirements/probe.ts';
import type { Requirement } from './requirements/requirement.ts';
import type { ServiceAuthorizationData } from './requirements/service-authorization.ts';
import { lintTarget } from './requirements/target-lint.ts';
import { checkTargetSchema } from './requirements/target-schema.ts';
import { parseTargetList } from './requirements/target-selection.ts';
import { checkedByTests, parseTarget, type Target } from './requirements/target.ts';
import { readPolicyFiles, type PolicyFiles } from './policy-files.ts';
import { WorkspaceError, type Workspace } from './workspace.ts';

/** What is deployed, as far as the inputs and the workspace tell, ready to be asked about. */
export interface Deployment {
  /** The chosen targets, and `actions` when the user names some. */
  readonly targetIds: readonly string[];
  readonly observations: readonly Observation[];
  /** What to say when permissions are to be checked and nothing tells of what; empty otherwise. */
  readonly undetected: readonly Observation[];
  readonly context: UserContext;
  readonly notCovered: readonly string[];
  /** `null` without the policy-files input. */
  readonly files: PolicyFiles | null;
  requirements(place: Place): readonly Requirement[];
  probes(place: Place): readonly ProbeRequest[];
}

/** Reads the inputs that say what is deployed. Throws InputError for the first that cannot be used. */
export function planDeployment(raw: RawInputs, workspace: Workspace): Deployment {
  const targets = chooseTargets(raw, workspace);
  const values = parseParameters(raw.parameters);
  const actions = readActions(raw.actions, workspace);
  const ignored = parseIgnore(raw.ignore);
  const context = parseContext(raw.context);
  const files = readPolicyFiles(raw['policy-files'], workspace, () => allActions(workspace));
  return {
    targetIds: [...targets.map(({ id }) => id), ...(actions.length > 0 ? ['actions'] : [])],
    observations: [
      ...(targets.length === 0 ? [] : unknownNames(values, targets)),
      ...unusedEntries(targets, values, actions, ignored),
      ...(files?.observations ?? []),
    ],
    files,
    undetected: targets.length === 0 && actions.length === 0 ? [nothingDetected(workspace)] : [],
    context,
    notCovered: [...notCovered(targets, values), ...(files?.notCovered ?? [])],
    requirements: (place) => applyIgnore(requirementsOf(targets, values, actions, place), ignored).requirements,
    probes: (place) => targets.flatMap((target) => probeFor(target, values, place) ?? []),
  };
}

function chooseTargets(raw: RawInputs, workspace: Workspace): readonly Target[] {
  const known = builtInIds(workspace);
  const { ids, paths, auto } = parseTargetList(valueOf(raw, 'targets'), known);
  const detected = auto
    ? detectTargets(
        known.map((id) => builtIn(id, workspace)),
        (path) => workspace.exists(path),
      )
    : [];
  const chosen = [...new Set([...ids, ...detected])].map((id) => builtIn(id, workspace));
  return [...chosen, ...paths.map((path) => own(path, workspace))];
}

function builtInIds(workspace: Workspace): readonly string[] {
  return workspace
    .packagedFiles('targets')
    .map((file) => file.replace(/\.yml$/, ''))
    .sort();
}

function builtIn(id: string, workspace: Workspace): Target {
  const path = `targets/${id}.yml`;
  return parseTarget(workspace.readPackaged(path), path, checkedByTests);
}

/** What the simulator would answer wrongly, such as an action that does not exist, is told before it is asked. */
function own(path: string, workspace: Workspace): Target {
  const target = readOwn(path, workspace);
  const [fault, ...more] = lintTarget(target, allActions(workspace));
  if (fault !== undefined) {
    const others = more.length === 0 ? '' : ` There are ${more.length} more of this kind.`;
    throw new InputError('targets', `${path}: check ${fault.check}: ${fault.sentence}${others}`);
  }
  return target;
}

function readOwn(path: string, workspace: Workspace): Target {
  try {
    return parseTarget(workspace.read(path), path, checkTargetSchema);
  } catch (error) {
    if (error instanceof WorkspaceError) {
      throw new InputError(
        'targets',
        `targets names ${error.message}; give the path of a target file within the workspace.`,
      );
    }
    throw error;
  }
}

function readActions(text: string, workspace: Workspace): readonly ActionRow[] {
  return text.trim() === '' ? [] : parseActions(text, allActions(workspace));
}

/** The table of all IAM actions is a megabyte, so it is read only when the user names actions of their own. */
function allActions(workspace: Workspace): ActionCatalogue {
  return actionCatalogue(
    JSON.parse(workspace.readPackaged('data/service-authorization.json')) as ServiceAuthorizationData,
  );
}

function requirementsOf(
  targets: readonly Target[],
  values: ParameterValues,
  actions: readonly ActionRow[],
  place: Place,
): readonly Requirement[] {
  return [...targets.flatMap((target) => expand(target, values, place)), ...actionRequirements(actions, place)];
}

function nothingDetected(workspace: Workspace): Observation {
  return {
    code: 'targets-not-detected',
    detail: `No file in the workspace tells what is deployed, so no permission was checked; set targets to ${either(builtInIds(workspace))}.`,
  };
}

function unknownNames(values: ParameterValues, targets: readonly Target[]): readonly Observation[] {
  return unknownParameters(values, targets).map(({ name, nearest }) => ({
    code: 'target-parameter-unknown',
    detail: `${name} is no parameter of ${targets.map(({ id }) => id).join(', ')}.${nearest.length === 0 ? '' : ` Did you mean ${either(nearest)}?`}`,
  }));
}

/** Whether an entry names an action does not hang on the place, so any serves. */
function unusedEntries(
  targets: readonly Target[],
  values: ParameterValues,
  actions: readonly ActionRow[],
  entries: readonly IgnoreEntry[],
): readonly Observation[] {
  const anywhere: Place = { partition: 'aws', region: 'us-east-1', accountId: '000000000000' };
  const { unused } = applyIgnore(requirementsOf(targets, values, actions, anywhere), entries);
  return unused.map(({ action, line }) => ({
    code: 'ignore-unused',
    detail: `Line ${line} of ignore names ${action}, which nothing here needs.`,
  }));
}

function notCovered(targets: readonly Target[], values: ParameterValues): readonly string[] {
  const missing = targets.flatMap((target) =>
    missingParameters(target, values).map(
      (name) => `${target.id}: ${name} was not given, so what hangs on it is a guess.`,
    ),
  );
  return [...missing, ...limits];
}

/** What AWS's simulator leaves out (IAM user guide, "Testing IAM policies with the IAM policy simulator"). */
const limits: readonly string[] = [
  'Resource control policies, and the policies of buckets, keys, queues and repositories: they were not seen.',
  'Session policies, VPC endpoint policies, role trust policies and service quotas.',
  'Actions beyond those that are known to be required: no published list of them is complete.',
];
