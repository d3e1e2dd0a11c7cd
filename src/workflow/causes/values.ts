import { isInput } from '../sources.ts';
import { findEntry } from '../workflow.ts';
import { inContext, named, quoted, sentence, where } from '../wording.ts';
import { distinct, grouped, hangingOn, isSure, type Case, type Cause, type Hanging } from './case.ts';

/** Values that come out of nothing: blanks, `env`, outputs of steps and jobs. */
export function valueCauses(found: Case): readonly Cause[] {
  const blanks = hangingOn(found.empty, 'blank');
  const env = hangingOn(found.empty, 'same-block');
  const unset = hangingOn(found.empty, 'unset-env');
  const steps = hangingOn(found.empty, 'step-output');
  const jobs = hangingOn(found.empty, 'job-output');
  return [
    ...blanks.map((each) => cause(found, each, 97, `${where(each.origin.at)} sets ${each.name} to nothing.`)),
    ...grouped(env, ({ origin }) => origin.name).map(([each]) => cause(found, each, 96, besideItself(each))),
    ...unset.map((each) =>
      cause(
        found,
        each,
        90,
        `${inContext('env', each.origin.name)} (${where(each.origin.at)}) is set by no env: around this step, and no step before it has left it in GITHUB_ENV.`,
      ),
    ),
    ...steps.map((each) => stepOutput(found, each)),
    ...oneOfEach(jobs.map((each) => jobOutput(found, each))),
    ...shadowing(found),
  ];
}

/** GitHub docs, "Contexts", context availability: `env` does not hold what is set in the same block. */
function besideItself({ origin }: Hanging<'same-block'>): string {
  const env = inContext('env', origin.name);
  return origin.level === 'step'
    ? `${where(origin.at)} reads ${env}, which is set in the same env: block and is not there yet: move it to the job, or write the expression out.`
    : `${where(origin.at)} reads ${env} in the env: of the ${origin.level}, where the env context does not exist: write the expression out.`;
}

function stepOutput(found: Case, each: Hanging<'step-output'>): Cause {
  const { id, output, from, at } = each.origin;
  const wanted = `steps.${named(id)}.outputs.${named(output)}`;
  if (from === null) {
    return cause(found, each, 95, `${where(at)} reads ${wanted}, and no step around it has the id ${named(id)}.`);
  }
  if (!from.before) {
    return cause(
      found,
      each,
      95,
      `${where(at)} reads ${wanted}, and the step of that id comes later (line ${from.at.line}).`,
    );
  }
  const { step } = from;
  if (keepsCredentials(step.uses, findEntry(step.with, 'output-credentials')?.value ?? null, output)) {
    const text = `${where(at)} reads ${wanted}, and aws-actions/configure-aws-credentials hands its credentials out only with output-credentials: true (line ${from.at.line}).`;
    return cause(found, each, 94, text, from.at);
  }
  const skipped = step.condition === null ? '' : ' was skipped by its if:, or';
  const text = `${where(at)} reads ${wanted}; the step in line ${from.at.line}${skipped} has set no output of that name, or an empty one.`;
  return { ...cause(found, each, 80, text), established: isSure(found) && each.origin.certain && skipped === '' };
}

/** aws-actions/configure-aws-credentials, action.yml: `output-credentials` is off unless it is set. */
function keepsCredentials(uses: string | null, setting: string | null, output: string): boolean {
  const credentials = ['aws-access-key-id', 'aws-secret-access-key', 'aws-session-token'].includes(
    output.toLowerCase(),
  );
  const off = setting === null || setting === 'false' || setting === '';
  return credentials && off && uses?.toLowerCase().startsWith('aws-actions/configure-aws-credentials@') === true;
}

/**
 * Only jobs under `needs:` are in the `needs` context, and an output that holds a masked value is dropped with a line in
 * the log of its job (actions/runner, JobExtension).
 */
function jobOutput(found: Case, each: Hanging<'job-output'>): Cause {
  const { id, output, frame, at } = each.origin;
  const wanted = `needs.${named(id)}.outputs.${named(output)}`;
  const job = frame.workflow.jobs.get(id);
  if (!frame.job.needs.includes(id)) {
    const text = `${where(at)} reads ${wanted}, and job ${quoted(frame.job.id)} does not name ${named(id)} under needs:.`;
    return cause(found, each, 95, text);
  }
  if (job?.uses === null && !job.outputs.dynamic && !job.outputs.entries.has(output)) {
    const text = `${where(at)} reads ${wanted}, and job ${quoted(id)} (line ${job.line}) declares no output of that name.`;
    return cause(found, each, 95, text);
  }
  const text = `GitHub drops an output of a job that holds a masked value, such as a secret or a key, and ${where(at)} reads ${wanted}; the log of job ${quoted(id)} then says "Skip output". Credentials do not pass from job to job that way: fetch them in this job.`;
  return { ...cause(found, each, 85, text), established: false };
}

/** Of the outputs that may have been dropped, one is enough. */
function oneOfEach(causes: readonly Cause[]): readonly Cause[] {
  const [dropped, ...more] = causes.filter(({ established }) => !established);
  const certain = causes.filter(({ established }) => established);
  const explains = [dropped, ...more].flatMap((each) => each?.explains ?? []);
  return dropped === undefined ? certain : [...certain, { ...dropped, explains }];
}

/** The step's own line counts, even when it comes out empty. */
function shadowing(found: Case): readonly Cause[] {
  return found.empty.flatMap(({ name, sources: { winner, shadowed } }) => {
    const [hidden] = shadowed;
    return winner === null || hidden === undefined || isInput(name)
      ? []
      : [
          {
            sentence: `The env: of the ${winner.level} sets ${name} in ${where(winner.at)}, and so hides the one that the ${hidden.level} sets in ${where(hidden.at)}.`,
            established: false,
            weight: 72,
            at: winner.at,
            explains: [name],
          },
        ];
  });
}

function cause(
  found: Case,
  {
    name,
    origin,
  }: { readonly name: string; readonly origin: { readonly at: Cause['at'] & object; readonly certain: boolean } },
  weight: number,
  text: string,
  at: Cause['at'] = origin.at,
): Cause {
  return {
    sentence: sentence(text),
    established: isSure(found) && origin.certain,
    weight,
    at,
    explains: distinct([name]),
  };
}
