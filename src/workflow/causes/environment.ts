import { readTemplate } from '../template.ts';
import { secretsReader } from '../job-secrets.ts';
import type { Frame, Place } from '../place.ts';
import type { Job, Workflow } from '../workflow.ts';
import { inContext, listed, quoted, where } from '../wording.ts';
import { distinct, hangingOn, isSure, placeOf, someSecretArrived, type Case, type Cause } from './case.ts';

/**
 * Secrets of an environment reach only the jobs that name it, and a calling job cannot pass them (GitHub docs, "Secrets
 * reference"; "Reuse workflows", warning on environment secrets).
 */
export function environmentCauses(found: Case): readonly Cause[] {
  const place = placeOf(found);
  const hanging = hangingOn(found.empty, 'secret').filter(({ origin }) => origin.certain);
  if (place === null || hanging.length === 0) {
    return [];
  }
  const secrets: Secrets = {
    names: distinct(hanging.map(({ origin }) => origin.name.toUpperCase())),
    shown: listed(distinct(hanging.map(({ origin }) => inContext('secrets', origin.name)))),
    explains: distinct(hanging.map(({ name }) => name)),
  };
  const { environment } = place.frames[0].job;
  if (environment === null) {
    return without(found, place, secrets);
  }
  return environment.value?.includes('${{') === true ? computed(found, place, secrets) : another(found, place, secrets);
}

interface Secrets {
  /** In upper case. */
  readonly names: readonly string[];
  readonly shown: string;
  readonly explains: readonly string[];
}

function without(found: Case, place: Place, secrets: Secrets): readonly Cause[] {
  const [{ workflow, job }, ...callers] = place.frames;
  const at = { file: workflow.file, line: job.line };
  const readers = readersOf(found, place, secrets.names);
  const [other] = readers.filter((reader) => isPlain(reader.job));
  const { explains, shown } = secrets;
  if (other !== undefined) {
    const line = where({ file: other.workflow.file, line: other.job.line });
    const sentence = `Job ${quoted(job.id)} names no environment:, and job ${quoted(other.job.id)} (${line}) reads ${shown} in environment ${quoted(other.job.environment?.value ?? '')}: the secrets of an environment reach only the jobs that name it.`;
    const alone = readers.every((reader) => reader.job.environment !== null) && other.workflow === workflow;
    return [{ sentence, established: isSure(found) && alone, weight: 90, at, explains }];
  }
  if (someSecretArrived(found)) {
    return [];
  }
  const calls =
    callers.length === 0
      ? ''
      : ' The job that calls cannot pass them: the called job has to name the environment itself.';
  const sentence = `Job ${quoted(job.id)} (${where(at)}) names no environment:, so it does not get the secrets of one; if ${shown} ${secrets.names.length === 1 ? 'is' : 'are'} stored in an environment, add environment: with its name to the job.${calls}`;
  return [{ sentence, established: false, weight: 60, at, explains }];
}

/** An expression may name nothing, or an environment that does not have the secrets. */
function computed(found: Case, place: Place, secrets: Secrets): readonly Cause[] {
  const [{ workflow, job }] = place.frames;
  const at = { file: workflow.file, line: job.environment?.line ?? job.line };
  const references = readTemplate(job.environment?.value ?? '').references.map(({ context, path }) =>
    [context, ...(path ?? ['...'])].slice(0, 4).join('.'),
  );
  const [reference] = references.filter((text) => /^[a-z]+(?:\.[A-Za-z0-9_-]{1,40})+$/.test(text));
  const from = reference === undefined ? 'an expression' : `what ${reference} says`;
  const sentence = `The environment of job ${quoted(job.id)} is ${from} (${where(at)}): where that is empty, or the name of another environment, ${secrets.shown} ${secrets.names.length === 1 ? 'is' : 'are'} empty too.`;
  return someSecretArrived(found) ? [] : [{ sentence, established: false, weight: 66, at, explains: secrets.explains }];
}

function another(found: Case, place: Place, secrets: Secrets): readonly Cause[] {
  const [{ workflow, job }] = place.frames;
  const own = job.environment?.value ?? '';
  const [other] = readersOf(found, place, secrets.names).filter(
    (reader) => isPlain(reader.job) && reader.job.environment?.value?.toLowerCase() !== own.toLowerCase(),
  );
  if (other === undefined) {
    return [];
  }
  const at = { file: workflow.file, line: job.environment?.line ?? job.line };
  const line = where({ file: other.workflow.file, line: other.job.line });
  const sentence = `Job ${quoted(job.id)} runs in environment ${quoted(own)}, and job ${quoted(other.job.id)} (${line}) reads ${secrets.shown} in environment ${quoted(other.job.environment?.value ?? '')}: each environment has its own secrets.`;
  return [{ sentence, established: false, weight: 70, at, explains: secrets.explains }];
}

/** The other jobs of the workspace that read all of these secrets, those of the same file first. */
function readersOf(found: Case, place: Place, names: readonly string[]): readonly Frame[] {
  const [{ workflow, job }] = place.frames;
  const [first] = names;
  const files = first === undefined ? [] : (found.used.secrets.get(first) ?? []).map(({ file }) => file);
  const others = distinct(files)
    .slice(0, 20)
    .map((file) => found.library.workflow(file))
    .filter((each): each is Workflow => each !== null && each !== workflow);
  const read = secretsReader();
  return [workflow, ...others].flatMap((each) =>
    [...each.jobs.values()]
      .filter((other) => other !== job && hasAll(read(other), names))
      .map((other) => ({ workflow: each, job: other })),
  );
}

function hasAll(known: ReadonlySet<string>, names: readonly string[]): boolean {
  return names.every((name) => known.has(name));
}

function isPlain({ environment }: Job): boolean {
  return environment?.value != null && !environment.value.includes('${{');
}
