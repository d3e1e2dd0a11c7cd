import type { Place } from '../place.ts';
import { isInput, type Spot } from '../sources.ts';
import { findEntry, type Step } from '../workflow.ts';
import { quoted, where } from '../wording.ts';
import { isSure, type Case, type Cause } from './case.ts';

/**
 * What the steps that fetch credentials say about variables that nothing sets: such a step leaves them in the
 * environment of the steps after it, in its own job (aws-actions/configure-aws-credentials, README). `null` when the
 * workflow has no such step.
 */
export function fetchingCause(found: Case, place: Place, names: readonly string[]): Cause | null {
  const explains = names.filter((name) => !isInput(name));
  const [{ workflow, job }] = place.frames;
  const { file } = workflow;
  if (explains.length === 0) {
    return null;
  }
  const here = job.steps.findIndex((step) => step === place.step);
  const before = job.steps.filter((step, index) => index < here && fetches(step)).at(-1);
  if (before !== undefined) {
    return fromEarlier(found, before, { file, line: before.line }, explains);
  }
  const later = job.steps.find((step, index) => index > here && fetches(step));
  if (later !== undefined) {
    const at = { file, line: later.line };
    const sentence = `The step that fetches credentials (${where(at)}) comes after this one: put it before.`;
    return { sentence, established: isSure(found), weight: 94, at, explains };
  }
  for (const other of workflow.jobs.values()) {
    const step = other === job ? undefined : other.steps.find(fetches);
    if (step !== undefined) {
      const at = { file, line: step.line };
      const sentence = `Only job ${quoted(other.id)} fetches credentials (${where(at)}), and they do not pass from job to job: fetch them in job ${quoted(job.id)} too.`;
      return { sentence, established: isSure(found), weight: 90, at, explains };
    }
  }
  return null;
}

function fromEarlier(found: Case, step: Step, at: Spot, explains: readonly string[]): Cause {
  const kept = findEntry(step.with, 'output-env-credentials')?.value === 'false';
  const profile = findEntry(step.with, 'aws-profile') !== null;
  if (kept) {
    const sentence = `The step that fetches credentials (${where(at)}) has output-env-credentials: false, so it leaves none in the environment.`;
    return { sentence, established: isSure(found), weight: 94, at, explains };
  }
  const why = profile
    ? 'writes them to a profile, which AWS_PROFILE has to name'
    : step.condition === null
      ? 'has left none behind; its log says why'
      : 'has an if: and may have been skipped';
  const sentence = `The step that fetches credentials (${where(at)}) ${why}.`;
  return { sentence, established: false, weight: 85, at, explains };
}

function fetches({ uses }: Step): boolean {
  return uses?.toLowerCase().startsWith('aws-actions/configure-aws-credentials@') === true;
}
