import { isMap, isScalar, isSeq, LineCounter, parseDocument, type YAMLMap } from 'yaml';
import type { Location } from '../diagnoses/finding.ts';

/** How the runner names the workflow, the job and this step. */
export interface StepIdentity {
  /** `owner/repo/.github/workflows/deploy.yml@refs/heads/main` (GITHUB_WORKFLOW_REF). */
  readonly workflowRef: string;
  /** The job's key in the workflow file (GITHUB_JOB). */
  readonly job: string;
  /** The step's `id`, or a name made of the action's: `__self`, `__owner_repo`, `__owner_repo_2` (GITHUB_ACTION). */
  readonly step: string;
}

/** Path of the workflow file within the repository, or `null` when the reference is not of that form. */
export function workflowPath(workflowRef: string): string | null {
  const path = /^[^/]+\/[^/]+\/(\.github\/workflows\/[^@]+)@/.exec(workflowRef)?.[1];
  return path === undefined || path.includes('..') ? null : path;
}

/**
 * Where this step, or else its job, stands in the workflow file; `null` when neither is there, as in a reusable
 * workflow, whose jobs are in another file. The file is foreign text: what is not the expected YAML tells nothing.
 */
export function locateStep(workflow: string, identity: StepIdentity): Location | null {
  const file = workflowPath(identity.workflowRef);
  const lines = new LineCounter();
  const document = parseDocument(workflow, { lineCounter: lines, logLevel: 'silent' });
  if (file === null || document.errors.length > 0 || !isMap(document.contents)) {
    return null;
  }
  const jobs = document.contents.get('jobs', true);
  const pair = isMap(jobs)
    ? jobs.items.find((item) => isScalar(item.key) && String(item.key.value) === identity.job)
    : undefined;
  const job = pair?.value;
  if (pair === undefined || !isScalar(pair.key) || !isMap(job)) {
    return null;
  }
  const range = findStep(job, identity.step)?.range ?? pair.key.range;
  if (!range) {
    return null;
  }
  const line = lines.linePos(range[0]).line;
  return { file, line, endLine: line };
}

function findStep(job: YAMLMap, step: string): YAMLMap | undefined {
  const steps = job.get('steps', true);
  const maps = isSeq(steps) ? steps.items.filter(isMap) : [];
  const byId = maps.find((candidate) => candidate.get('id') === step);
  if (byId !== undefined) {
    return byId;
  }
  const { name, ordinal } = generatedName(step);
  return maps.filter((candidate) => generatedFrom(candidate.get('uses')).includes(name))[ordinal - 1];
}

/** The runner numbers equal names from the second on: `__self`, `__self_2`. */
function generatedName(step: string): { readonly name: string; readonly ordinal: number } {
  const numbered = /^(.+)_(\d+)$/.exec(step);
  return numbered?.[1] !== undefined && numbered[2] !== undefined
    ? { name: letters(numbered[1]), ordinal: Number(numbered[2]) }
    : { name: letters(step), ordinal: 1 };
}

/**
 * `./` and `./path` become `__self`; `owner/repo@ref` becomes `__owner_repo` with special characters removed (GitHub
 * docs, "Variables reference", GITHUB_ACTION). Which are special is not said, so only letters and digits are compared.
 */
function generatedFrom(uses: unknown): readonly string[] {
  if (typeof uses !== 'string') {
    return [];
  }
  if (uses.startsWith('./') || uses === '.') {
    return ['self'];
  }
  const path = uses.split('@')[0] ?? '';
  return [letters(path), letters(path.split('/').slice(0, 2).join('/'))];
}

function letters(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, '');
}
