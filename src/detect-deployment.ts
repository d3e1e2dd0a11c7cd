import type { ChosenTargets } from './choose-targets.ts';
import { detect } from './detection/detect.ts';
import type { Detection } from './detection/detection-facts.ts';
import type { Facts } from './facts.ts';
import type { ParameterValues } from './requirements/parameters.ts';
import { openLibrary } from './workflow/library.ts';
import type { Workspace } from './workspace.ts';

/** What is deployed, by the user's word, the steps of the workflow and the files of the workspace. */
export function detectDeployment(
  chosen: ChosenTargets,
  given: ParameterValues,
  facts: Facts,
  workspace: Workspace,
): Detection {
  return detect({
    targets: chosen.builtIn,
    selected: chosen.named,
    auto: chosen.auto,
    given,
    event: facts.event,
    github: facts.github,
    ...(facts.event.inputs === undefined ? {} : { eventInputs: facts.event.inputs }),
    library: openLibrary(workspace.textOrNull),
    files: {
      find: (path) => workspace.find(path),
      glob: (patterns) => workspace.glob(patterns),
      exists: (path) => workspace.exists(path),
    },
    variable: facts.variable,
  });
}
