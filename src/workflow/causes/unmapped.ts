import { meantVariable } from '../../credentials/near-names.ts';
import { findEntry, type Block, type Entry, type Job, type Step } from '../workflow.ts';
import { isInput, type Spot } from '../sources.ts';
import type { Place } from '../place.ts';
import { listed, named, quoted, sentence, where } from '../wording.ts';
import { fetchingCause } from './fetching.ts';
import { isSure, placeOf, type Case, type Cause } from './case.ts';

/** Variables and inputs that nothing fills: the right value may stand elsewhere, or under another name. */
export function unmappedCauses(found: Case): readonly Cause[] {
  const place = placeOf(found);
  const missing = found.empty.filter(({ sources }) => sources.winner === null && sources.told).map(({ name }) => name);
  if (place === null || missing.length === 0) {
    return [];
  }
  const near = missing.flatMap((name) => misnamed(found, place, name));
  const elsewhere = left(missing, near).flatMap((name) => setElsewhere(found, place, name));
  const open = left(missing, [...near, ...elsewhere]);
  const fetching = fetchingCause(found, place, open);
  const plain = fetching === null ? open : open.filter(isInput);
  return [...near, ...elsewhere, ...(fetching === null ? [] : [fetching]), ...nowhere(found, place, plain)];
}

function left(names: readonly string[], causes: readonly Cause[]): readonly string[] {
  return names.filter((name) => !causes.some(({ explains }) => explains.includes(name)));
}

/** The value stands at the right place under a name that nobody reads. */
function misnamed(found: Case, place: Place, name: string): readonly Cause[] {
  const [{ workflow, job }] = place.frames;
  const inner = place.actions.at(-1);
  const step = inner === undefined ? place.step : inner.step;
  const file = inner?.action?.file ?? workflow.file;
  const blocks = isInput(name)
    ? [{ file, block: step?.with }]
    : [
        { file, block: step?.env },
        { file: workflow.file, block: job.env },
        { file: workflow.file, block: workflow.env },
      ];
  for (const each of blocks) {
    const entry = each.block === undefined ? null : nearEntry(each.block, name);
    if (entry !== null) {
      const at = { file: each.file, line: entry.line };
      const [verb, kind] = isInput(name) ? ['gives', 'input'] : ['sets', 'variable'];
      const text = `${where(at)} ${verb} ${named(entry.key)}; the ${kind} is called ${name}.`;
      return [fact(found, text, 95, at, [name])];
    }
  }
  return [];
}

/** A key that was probably meant to be this name. Inputs are judged by the variables that they are named after. */
function nearEntry(block: Block, name: string): Entry | null {
  const wanted = asVariable(name);
  for (const entry of block.entries.values()) {
    const key = isInput(name) ? asVariable(entry.key) : entry.key;
    if (key !== name && (meantVariable(key) ?? key) === wanted && entry.key.toLowerCase() !== name) {
      return entry;
    }
  }
  return null;
}

function asVariable(name: string): string {
  const upper = name.slice(0, 100).toUpperCase().replaceAll('-', '_');
  return upper.startsWith('AWS_') ? upper : `AWS_${upper}`;
}

/** The `env:` of a step ends with it, that of a job with the job, and none goes to a called workflow. */
function setElsewhere(found: Case, place: Place, name: string): readonly Cause[] {
  if (isInput(name)) {
    return [];
  }
  const [{ workflow, job }, ...callers] = place.frames;
  const { file } = workflow;
  const inStep = entryInSteps(job.steps, name);
  if (inStep !== null) {
    const at = { file, line: inStep.line };
    return [
      fact(
        found,
        `${name} is set for another step only (${where(at)}), and the env: of a step ends with it: move it to the env: of the job.`,
        92,
        at,
        [name],
      ),
    ];
  }
  for (const caller of callers) {
    const entry = caller.workflow.env.entries.get(name);
    if (entry !== undefined) {
      const at = { file: caller.workflow.file, line: entry.line };
      return [
        fact(
          found,
          `${name} is set in the env: of the calling workflow (${where(at)}), and GitHub does not pass that on to the workflow that is called.`,
          92,
          at,
          [name],
        ),
      ];
    }
  }
  for (const other of workflow.jobs.values()) {
    const entry = other.env.entries.get(name) ?? entryInSteps(other.steps, name);
    if (entry !== null) {
      const at = { file, line: entry.line };
      return [
        fact(
          found,
          `${name} is set for job ${quoted(other.id)} only (${where(at)}), and no variable passes from job to job.`,
          91,
          at,
          [name],
        ),
      ];
    }
  }
  return [];
}

function entryInSteps(steps: readonly Step[], name: string): Entry | null {
  for (const step of steps) {
    const entry = step.env.entries.get(name);
    if (entry !== undefined) {
      return entry;
    }
  }
  return null;
}

function nowhere(found: Case, place: Place, names: readonly string[]): readonly Cause[] {
  const inputs = names.filter(isInput);
  const variables = names.filter((name) => !isInput(name));
  const [{ workflow, job }] = place.frames;
  const inner = place.actions.at(-1);
  const step = inner === undefined ? place.step : inner.step;
  const file = inner?.action?.file ?? workflow.file;
  const at = { file, line: step?.line ?? job.line };
  const beside = found.arrived.find(({ sources }) => sources.winner !== null)?.sources.winner?.at ?? null;
  return [
    ...(inputs.length === 0 || step === null ? [] : [fact(found, notGiven(step.with, inputs, at), 60, at, inputs)]),
    ...(variables.length === 0 ? [] : [fact(found, notSet(job, variables, at, beside), 60, beside ?? at, variables)]),
  ];
}

function notGiven(block: Block, inputs: readonly string[], at: Spot): string {
  const others = inputs.every((name) => findEntry(block, name) === null);
  return `The step in ${where(at)} gives no ${listed(inputs, 'or')} under with:${others ? '' : ' that is filled'}.`;
}

function notSet(job: Job, variables: readonly string[], at: Spot, beside: Spot | null): string {
  const added =
    beside === null ? '' : ` Add ${variables.length === 1 ? 'it' : 'them'} beside the one in ${where(beside)}.`;
  return `Neither the env: of the step in ${where(at)}, nor that of job ${quoted(job.id)}, nor that of the workflow sets ${listed(variables, 'or')}, and no step before it has left ${variables.length === 1 ? 'it' : 'them'} behind.${added}`;
}

function fact(found: Case, text: string, weight: number, at: Spot, explains: readonly string[]): Cause {
  return {
    sentence: sentence(text),
    established: isSure(found),
    weight,
    at,
    explains,
  };
}
