import { actionCatalogue, type ActionCatalogue } from './authorization/policy-files/action-catalogue.ts';
import { InputError } from './input-error.ts';
import { valueOf, type RawInputs } from './inputs.ts';
import type { ServiceAuthorizationData } from './requirements/service-authorization.ts';
import { parseTargetList } from './requirements/target-selection.ts';
import { checkTargetSchema } from './requirements/target-schema.ts';
import { completeTarget, parseTarget, type Target, type TargetFile } from './requirements/target.ts';
import { WorkspaceError, type Workspace } from './workspace.ts';

/** What the `targets` input asks for. */
export interface ChosenTargets {
  /** The targets that the user names, built-in ones first. */
  readonly named: readonly Target[];
  /** Whether the workflow and the files decide, too. */
  readonly auto: boolean;
  /** Every target of this package. */
  readonly builtIn: readonly Target[];
}

/**
 * Reads the `targets` input and the target files. Throws InputError for a name that is none, and for a file of the
 * user's that cannot be used: its message names the file, the line, and what may stand there.
 */
export function chooseTargets(raw: RawInputs, workspace: Workspace): ChosenTargets {
  const builtIn = builtInTargets(workspace);
  const known = builtIn.map(({ id }) => id);
  const { ids, paths, auto } = parseTargetList(valueOf(raw, 'targets'), known);
  return {
    named: [
      ...ids.flatMap((id) => builtIn.find((target) => target.id === id) ?? []),
      ...paths.map((path) => readOwn(path, workspace)),
    ],
    auto,
    builtIn,
  };
}

/** All files of targets/ as one text in JSON, which `npm run generate` makes: reading the YAML would take a tenth of a second. */
function builtInTargets(workspace: Workspace): readonly Target[] {
  return (JSON.parse(workspace.readPackaged('data/targets.json')) as readonly TargetFile[]).map(completeTarget);
}

/** The table of all IAM actions is a megabyte, so it is read only when the user names actions of their own. */
export function allActions(workspace: Workspace): ActionCatalogue {
  return actionCatalogue(
    JSON.parse(workspace.readPackaged('data/service-authorization.json')) as ServiceAuthorizationData,
  );
}

/** What the simulator would answer wrongly, such as an action that does not exist, is told before it is asked. */
function readOwn(path: string, workspace: Workspace): Target {
  try {
    return parseTarget(workspace.read(path), path, checkTargetSchema, allActions(workspace));
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
