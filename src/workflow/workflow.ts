/** One key with its value, as a workflow or action file writes them. */
export interface Entry {
  readonly key: string;
  /** `null` when the value is a list or a map, where a text was to be. */
  readonly value: string | null;
  /** Line of the key, from 1. */
  readonly line: number;
}

/** A map of texts such as `env:` and `with:`. */
export interface Block {
  readonly entries: ReadonlyMap<string, Entry>;
  /** Line of the word that opens the block; `null` when the file has no such block. */
  readonly line: number | null;
  /** True when the whole block is one expression, so that its keys are not known. */
  readonly dynamic: boolean;
}

/** The `permissions:` of a workflow or a job. Names that are not listed in a map have no access. */
export type Permissions =
  | { readonly kind: 'all'; readonly level: 'read' | 'write'; readonly line: number }
  | { readonly kind: 'map'; readonly levels: ReadonlyMap<string, Entry>; readonly line: number }
  | { readonly kind: 'unreadable'; readonly line: number };

/** What a job that calls a reusable workflow passes on under `secrets:`. */
export type PassedSecrets =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'inherit'; readonly line: number }
  | { readonly kind: 'mapping'; readonly block: Block };

export interface Step {
  readonly line: number;
  readonly id: string | null;
  readonly name: string | null;
  readonly uses: string | null;
  readonly run: string | null;
  readonly condition: string | null;
  /** `continue-on-error:` as it is written; left out when the step has none. */
  readonly continueOnError?: string;
  readonly with: Block;
  readonly env: Block;
}

export interface Job {
  readonly id: string;
  readonly line: number;
  /** The reusable workflow that the job calls instead of having steps, with the line of `uses:`. */
  readonly uses: Entry | null;
  readonly secrets: PassedSecrets;
  readonly with: Block;
  readonly permissions: Permissions | null;
  /** The name of the environment, which may be an expression. */
  readonly environment: Entry | null;
  readonly env: Block;
  readonly outputs: Block;
  readonly defaults: Block;
  readonly needs: readonly string[];
  /** Line of `container:`. */
  readonly container: number | null;
  readonly steps: readonly Step[];
}

/** An input or secret that a file declares. */
export interface Declared {
  readonly name: string;
  readonly line: number;
  readonly required: boolean;
  readonly default: Entry | null;
}

/** `on: workflow_call:`. Names are in lower case: GitHub compares them without case. */
export interface CallTrigger {
  readonly line: number;
  readonly secrets: ReadonlyMap<string, Declared>;
  readonly inputs: ReadonlyMap<string, Declared>;
}

/** A workflow file, as far as secrets and permissions hang on it. */
export interface Workflow {
  /** Path in the repository, with forward slashes. */
  readonly file: string;
  readonly triggers: readonly string[];
  readonly call: CallTrigger | null;
  /** `on: workflow_dispatch: inputs:`, names in lower case. */
  readonly dispatchInputs: ReadonlyMap<string, Declared>;
  readonly permissions: Permissions | null;
  readonly env: Block;
  /** `defaults: run:`. */
  readonly defaults: Block;
  readonly jobs: ReadonlyMap<string, Job>;
}

/** An `action.yml` with `runs.using: composite`. */
export interface CompositeAction {
  readonly file: string;
  /** Names in lower case. */
  readonly inputs: ReadonlyMap<string, Declared>;
  readonly steps: readonly Step[];
}

export const noBlock: Block = { entries: new Map(), line: null, dynamic: false };

/** The entry of that name without regard to case, as GitHub compares the names of inputs and secrets. */
export function findEntry(block: Block, name: string): Entry | null {
  const wanted = name.toLowerCase();
  for (const entry of block.entries.values()) {
    if (entry.key.toLowerCase() === wanted) {
      return entry;
    }
  }
  return null;
}
