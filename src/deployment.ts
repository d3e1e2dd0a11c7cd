import { allActions, type ChosenTargets, chooseTargets } from './choose-targets.ts';
import type { Observation } from './diagnoses/finding.ts';
import type { NamedRegion } from './detection/detection-facts.ts';
import { detectDeployment } from './detect-deployment.ts';
import type { Facts } from './facts.ts';
import { type Derived, nothingDerived, planTemplates, type PlannedTemplates } from './plan-templates.ts';
import { readPolicyFiles, type PolicyFiles } from './policy-files.ts';
import { actionRequirements, parseActions, type ActionRow } from './requirements/actions.ts';
import { parseContext, type UserContext } from './requirements/context.ts';
import { type Deployed, isCertainIn } from './requirements/deployed.ts';
import { expand } from './requirements/expand.ts';
import { applyIgnore, parseIgnore, type IgnoreEntry } from './requirements/ignore.ts';
import {
  missingParameters,
  parseParameters,
  unknownParameters,
  type ParameterValues,
} from './requirements/parameters.ts';
import { fillPlace, type Place } from './requirements/placeholder.ts';
import { probesFor, readsFor, type PlannedRead } from './requirements/probe.ts';
import type { Requirement } from './requirements/requirement.ts';
import { rolesFor, type PlannedRole } from './requirements/roles.ts';
import type { Target } from './requirements/target.ts';
import { either } from './similar-names.ts';
import { mergeRequirements } from './templates/merge-requirements.ts';
import type { Workspace } from './workspace.ts';

/** What is deployed, as far as the inputs and the workspace tell, ready to be asked about. */
export interface Deployment {
  /** The targets, `templates` and `actions` when the user names some. */
  readonly targetIds: readonly string[];
  readonly deployed: readonly Deployed[];
  /** Regions that deploy steps name for themselves. */
  readonly regions: readonly NamedRegion[];
  readonly observations: readonly Observation[];
  /** What to say when permissions are to be checked and nothing tells of what; empty otherwise. */
  readonly undetected: readonly Observation[];
  readonly context: UserContext;
  readonly notCovered: readonly string[];
  /** `null` without the policy-files input. */
  readonly files: PolicyFiles | null;
  readonly templates: PlannedTemplates;
  readonly requirements: (place: Place, derived?: Derived) => readonly Requirement[];
  readonly reads: (place: Place) => readonly PlannedRead[];
  readonly roles: (place: Place) => readonly PlannedRole[];
}

/** Reads the inputs that say what is deployed. Throws InputError for the first that cannot be used. */
export function planDeployment(facts: Facts, workspace: Workspace): Deployment {
  const raw = facts.inputs;
  const chosen = chooseTargets(raw, workspace);
  const given = parseParameters(raw.parameters);
  const actions = readActions(raw.actions, workspace);
  const ignored = parseIgnore(raw.ignore);
  const context = parseContext(raw.context);
  const files = readPolicyFiles(raw['policy-files'], workspace, () => allActions(workspace));
  const detection = detectDeployment(chosen, given, facts, workspace);
  const known = new Map([...chosen.builtIn, ...chosen.named].map((target) => [target.id, target]));
  const instances = detection.deployed.flatMap((deployed): readonly Instance[] => {
    const target = known.get(deployed.targetId);
    return target === undefined ? [] : [{ deployed, target, valuesAt: (place) => valuesAt(deployed, place) }];
  });
  const templates = planTemplates(raw.templates, instances, workspace);
  const requirements = (place: Place, derived = nothingDerived): readonly Requirement[] =>
    applyIgnore(
      mergeRequirements([
        ...instances.flatMap(({ deployed, target, valuesAt: at }) =>
          expand(target, at(place), place, isCertainIn(deployed, place.region)),
        ),
        ...derived.requirements,
        ...actionRequirements(actions, place),
      ]),
      ignored,
    ).requirements;
  const targets = [...new Set(instances.map(({ target }) => target))];
  return {
    targetIds: [
      ...targets.map(({ id }) => id),
      ...(templates.files.length === 0 ? [] : ['templates']),
      ...(actions.length > 0 ? ['actions'] : []),
    ],
    deployed: detection.deployed,
    regions: detection.regions,
    observations: [
      ...detection.observations,
      ...(targets.length === 0 ? [] : unknownNames(given, targets)),
      ...unusedEntries(ignored, () => requirements(anywhere, templates.derive(anywhere, new Map()))),
      ...(files?.observations ?? []),
    ],
    undetected:
      targets.length === 0 && actions.length === 0 && templates.files.length === 0 ? [nothingDetected(chosen)] : [],
    context,
    notCovered: [...detection.notes, ...notCovered(instances), ...(files?.notCovered ?? [])],
    files,
    templates,
    requirements,
    reads: (place) =>
      instances.flatMap(({ deployed, target, valuesAt: at }) => {
        const certain = isCertainIn(deployed, place.region);
        return [...probesFor(target, at(place), place, certain), ...readsFor(target, at(place), place, certain)];
      }),
    roles: (place) =>
      instances.flatMap(({ deployed, target, valuesAt: at }) =>
        rolesFor(target, at(place), place, isCertainIn(deployed, place.region)),
      ),
  };
}

/** A deployment with its target. */
export interface Instance {
  readonly deployed: Deployed;
  readonly target: Target;
  /** The parameters without their origins. */
  readonly valuesAt: (place: Place) => ParameterValues;
}

/** What the CDK writes into its manifest names account and region by placeholders where it does not know them. */
function valuesAt({ values }: Deployed, place: Place): ParameterValues {
  return new Map(
    [...values].map(([name, { value, origin }]) => [name, origin.kind === 'file' ? fillPlace(value, place) : value]),
  );
}

function readActions(text: string, workspace: Workspace): readonly ActionRow[] {
  return text.trim() === '' ? [] : parseActions(text, allActions(workspace));
}

function nothingDetected({ builtIn }: ChosenTargets): Observation {
  return {
    code: 'targets-not-detected',
    detail: `No step of the workflow and no file in the workspace tells what is deployed, so no permission was checked; set targets to ${either(builtIn.map(({ id }) => id))}.`,
  };
}

function unknownNames(values: ParameterValues, targets: readonly Target[]): readonly Observation[] {
  return unknownParameters(values, targets).map(({ name, nearest }) => ({
    code: 'target-parameter-unknown',
    detail: `${name} is no parameter of ${targets.map(({ id }) => id).join(', ')}.${nearest.length === 0 ? '' : ` Did you mean ${either(nearest)}?`}`,
  }));
}

/** Whether an entry names an action does not hang on the place, so any serves. */
const anywhere: Place = { partition: 'aws', region: 'us-east-1', accountId: '000000000000' };

function unusedEntries(
  entries: readonly IgnoreEntry[],
  requirements: () => readonly Requirement[],
): readonly Observation[] {
  return (entries.length === 0 ? [] : applyIgnore(requirements(), entries).unused).map(({ action, line }) => ({
    code: 'ignore-unused',
    detail: `Line ${line} of ignore names ${action}, which nothing here needs.`,
  }));
}

function notCovered(instances: readonly Instance[]): readonly string[] {
  const missing = instances.flatMap(({ target, valuesAt: at }) =>
    missingParameters(target, at(anywhere)).map(
      (name) => `${target.id}: ${name} was not given, so what hangs on it is a guess.`,
    ),
  );
  return [...new Set([...missing, ...limits])];
}

/** What AWS's simulator leaves out (IAM user guide, "Testing IAM policies with the IAM policy simulator"). */
const limits: readonly string[] = [
  'Resource control policies, and the policies of buckets, keys, queues and repositories: they were not seen.',
  'Session policies, VPC endpoint policies, service quotas, and the trust policies of roles that could not be read.',
  'Actions beyond those that are known to be required: no published list of them is complete.',
];
