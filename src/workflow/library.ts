import { readAction } from './read-action.ts';
import { readWorkflow } from './read-workflow.ts';
import type { CompositeAction, Workflow } from './workflow.ts';

/** The text of a file of the workspace by its path with forward slashes, or `null` when it cannot be read. */
export type ReadFile = (path: string) => string | null;

/** The workflow and action files of the workspace, each read at most once. */
export interface Library {
  /** `null` when there is no such file, or it is no workflow, or enough has been read already. */
  readonly workflow: (path: string) => Workflow | null;
  /** The composite action in a folder of the repository; `null` when there is none. */
  readonly action: (folder: string) => CompositeAction | null;
  readonly text: (path: string) => string | null;
}

/** Together; a repository of a hundred workflows is looked through without a pause that anybody feels. */
const mostCharacters = 1024 * 1024;

export function openLibrary(read: ReadFile): Library {
  let left = mostCharacters;
  const texts = new Map<string, string | null>();
  const workflows = new Map<string, Workflow | null>();
  const text = (path: string): string | null => {
    const known = texts.get(path);
    if (known !== undefined) {
      return known;
    }
    const found = left > 0 ? read(path) : null;
    const kept = found === null || found.length > left ? null : found;
    left -= kept?.length ?? 0;
    texts.set(path, kept);
    return kept;
  };
  const workflow = (path: string): Workflow | null => {
    const known = workflows.get(path);
    if (known !== undefined) {
      return known;
    }
    const found = text(path);
    const made = found === null ? null : readWorkflow(found, path);
    workflows.set(path, made);
    return made;
  };
  const action = (folder: string): CompositeAction | null => {
    for (const name of ['action.yml', 'action.yaml']) {
      const path = folder === '' ? name : `${folder}/${name}`;
      const found = text(path);
      if (found !== null) {
        return readAction(found, path);
      }
    }
    return null;
  };
  return { workflow, action, text };
}
