import type { Reference } from './expression.ts';
import { readTemplate, type Template } from './template.ts';
import { findEntry, type Block, type Entry, type Job, type Step, type Workflow } from './workflow.ts';

/** A line of a file that the run was started from. */
export interface Spot {
  readonly file: string;
  readonly line: number;
}

/** One place where a variable or an input of a step gets its value. Never the value itself, only what it refers to. */
export interface Source {
  readonly level: 'with' | 'step' | 'job' | 'workflow';
  /** Position of its block in the row of blocks, 0 for the most specific one. */
  readonly rank: number;
  readonly key: string;
  readonly at: Spot;
  readonly template: Template;
}

export interface Sources {
  /** The place that counts; `null` when no place fills it. */
  readonly winner: Source | null;
  /** Places that would count if the winner were not there, the nearest first. */
  readonly shadowed: readonly Source[];
  /** False when a block is an expression as a whole or the step is not known, so that more may fill it. */
  readonly told: boolean;
}

/**
 * Where an AWS variable, or an input of the step, gets its value from: the step's `with:` for an input; for a variable
 * the step's `env:`, then the job's, then the workflow's (GitHub docs, "Variables reference" and "Workflow syntax",
 * `env`: the most specific one counts). A name with a lower-case letter or a hyphen is taken for an input.
 */
export function secretSources(
  workflow: Pick<Workflow, 'file' | 'env'>,
  place: { readonly job: Pick<Job, 'env'>; readonly step: Step | null },
  name: string,
): Sources {
  const { file, env } = workflow;
  const { job, step } = place;
  return isInput(name)
    ? sourcesIn([{ level: 'with', file, block: step?.with ?? null }], name)
    : sourcesIn(
        [
          { level: 'step', file, block: step?.env ?? null },
          { level: 'job', file, block: job.env },
          { level: 'workflow', file, block: env },
        ],
        name,
      );
}

export function isInput(name: string): boolean {
  return /[a-z-]/.test(name);
}

/** A block that may fill the name; `null` when it is there but not known. */
export interface Level {
  readonly level: Source['level'];
  readonly file: string;
  readonly block: Block | null;
}

/** The same for any row of blocks, the most specific first. */
export function sourcesIn(levels: readonly Level[], name: string): Sources {
  const found: Source[] = [];
  let told = true;
  levels.forEach(({ level, file, block }, rank) => {
    const entry = block === null ? null : lookUp(block, name);
    if (entry !== null) {
      found.push(sourceFrom(file, level, entry, rank));
    }
    told &&= found.length > 0 || (block !== null && !block.dynamic);
  });
  const [winner, ...shadowed] = found;
  return { winner: winner ?? null, shadowed, told };
}

export function sourceFrom(file: string, level: Source['level'], entry: Entry, rank = 0): Source {
  const unreadable: Template = { kind: 'unreadable', blank: false, references: [], emptyWithIt: [] };
  const template = entry.value === null ? unreadable : readTemplate(entry.value);
  return { level, rank, key: entry.key, at: { file, line: entry.line }, template };
}

/** Inputs are compared without case, variables as they are written. */
function lookUp(block: Block, name: string): Entry | null {
  return isInput(name) ? findEntry(block, name) : (block.entries.get(name) ?? null);
}

/** `secrets.NAME` with the name, when the reference is one into that context and its name is told. */
export function nameIn(reference: Reference, context: string): string | null {
  return reference.context === context && reference.path?.length === 1 ? (reference.path[0] ?? null) : null;
}
