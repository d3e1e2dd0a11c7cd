import type { Located } from '../place.ts';
import { inContext, listed, quoted, shownFile, where } from '../wording.ts';
import { workflowPath } from '../workflow-path.ts';
import { distinct, hangingOn, placeOf, someSecretArrived, type Case, type Cause } from './case.ts';

/** What is left when the files are in order: where the secrets are stored. None of it can be seen from a run. */
export function storedCauses(found: Case): readonly Cause[] {
  return found.located.kind === 'found' ? [...ofSecrets(found), ...untold(found)] : unplaced(found);
}

function ofSecrets(found: Case): readonly Cause[] {
  const secrets = hangingOn(found.empty, 'secret').filter(({ origin }) => origin.certain);
  const [first] = secrets;
  if (first === undefined) {
    return [];
  }
  const { at } = first.origin;
  const explains = distinct(secrets.map(({ name }) => name));
  const shown = distinct(secrets.map(({ origin }) => inContext('secrets', origin.name)));
  const one = shown.length === 1;
  const environment = placeOf(found)?.frames[0].job.environment?.value ?? null;
  const known = environment !== null && !environment.includes('${{');
  const places = listed([
    'the repository',
    'its organization',
    ...(known ? [`environment ${quoted(environment)}`] : []),
  ]);
  const told = `${listed(shown)} (${where(at)})`;
  const arrived = someSecretArrived(found);
  const sentence = arrived
    ? `Other secrets have arrived in this job, so it does get secrets: ${told} ${one ? 'is' : 'are'} not stored under ${one ? 'that name' : 'these names'}, or empty.`
    : `GitHub has no value for ${told} in this job: look in the settings of ${places} for the ${one ? 'name' : 'names'}.`;
  return [
    { sentence, established: false, weight: arrived ? 74 : 50, at, explains },
    organization(found, explains),
    {
      sentence:
        'Secrets of the repository and the organization are read when a run is queued: one that was stored later reaches only a new run.',
      established: false,
      weight: 10,
      at,
      explains,
    },
  ];
}

/** GitHub docs, "Secrets": the access policy of an organization secret names all, private or selected repositories. */
function organization({ event }: Case, explains: readonly string[]): Cause {
  const policy =
    event.visibility === 'public'
      ? 'does not reach this public repository while its access policy is private repositories only'
      : 'reaches this repository only if its access policy includes it';
  return { sentence: `A secret of the organization ${policy}.`, established: false, weight: 20, at: null, explains };
}

/** Expressions that cannot be followed, and blocks and steps that the files do not show. */
function untold(found: Case): readonly Cause[] {
  const certain = new Set(
    found.empty.filter(({ origins }) => origins.some((origin) => origin.certain)).map(({ name }) => name),
  );
  const open = found.empty.filter(
    ({ name, sources, origins }) => !certain.has(name) && (origins.length > 0 || !sources.told),
  );
  const names = open.map(({ name }) => name);
  const at = open.find(({ origins }) => origins.length > 0)?.origins[0]?.at ?? null;
  const read = distinct(hangingOn(open, 'secret').map(({ origin }) => inContext('secrets', origin.name)));
  const from = at === null ? '' : ` in ${where(at)}`;
  const reads = read.length === 0 ? '' : `; it reads ${listed(read)}`;
  const sentence = `What fills ${listed(names)}${from} cannot be told from the files${reads}.`;
  return names.length === 0 ? [] : [{ sentence, established: false, weight: 40, at, explains: names }];
}

/** The job was not found in the files of the workspace, so only what holds for every job can be said. */
function unplaced(found: Case): readonly Cause[] {
  const { located, event, names } = found;
  const hint = (sentence: string, weight: number, at: Cause['at'] = null): Cause => ({
    sentence,
    established: false,
    weight,
    at,
    explains: names,
  });
  const general = [
    hint(
      'The secret is not stored under the name that the workflow reads, or the step does not hand it over under env: or with:.',
      45,
    ),
    hint('A secret of an environment reaches only the jobs that name that environment:.', 40),
    organization(found, names),
  ];
  if (located.kind !== 'elsewhere') {
    return [
      hint(
        'In a workflow that another one calls, secrets are there only if the calling job passes them with secrets: inherit or one by one.',
        42,
      ),
      ...general,
      hint(whyUnknown(event, located.kind === 'unknown' ? located.why : 'no-file'), 15),
    ];
  }
  const { calls } = located;
  const silent = calls.filter(({ job }) => job.secrets.kind === 'nothing');
  const [call] = silent;
  const passing =
    call === undefined
      ? hint(
          `Job ${quoted(event.job)} is in a workflow of another repository, and the job that calls it passes only the secrets that it has itself.`,
          48,
        )
      : hint(
          `Job ${quoted(event.job)} is in a workflow of another repository, which job ${quoted(call.job.id)} (${where({ file: call.workflow.file, line: call.job.uses?.line ?? call.job.line })}) calls without secrets:; GitHub then passes none.`,
          calls.length === silent.length ? 88 : 70,
          { file: call.workflow.file, line: call.job.uses?.line ?? call.job.line },
        );
  return [passing, ...general];
}

function whyUnknown(event: Case['event'], why: Extract<Located, { readonly kind: 'unknown' }>['why']): string {
  const path = workflowPath(event.workflowRef);
  const file = path === null ? 'The workflow file of this run' : shownFile(path);
  switch (why) {
    case 'no-file':
      return `${file} tells more when it is in the workspace: run actions/checkout before this step.`;
    case 'unreadable':
      return `${file} in the workspace could not be read as a workflow, so it tells no more.`;
    case 'other-repository':
      return 'The workflow file of this run is in another repository, so it tells no more.';
    case 'no-job':
      return `Neither ${file} in the workspace nor what it calls has a job ${quoted(event.job)}, so it is another version than the one that ran.`;
  }
}
