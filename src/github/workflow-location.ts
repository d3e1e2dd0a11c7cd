import type { Location } from '../diagnoses/finding.ts';
import { readWorkflow } from '../workflow/read-workflow.ts';
import { findStep } from '../workflow/step-name.ts';
import { workflowPath } from '../workflow/workflow-path.ts';

export { workflowPath } from '../workflow/workflow-path.ts';

/** How the runner names the workflow, the job and this step. */
export interface StepIdentity {
  /** `owner/repo/.github/workflows/deploy.yml@refs/heads/main` (GITHUB_WORKFLOW_REF). */
  readonly workflowRef: string;
  /** The job's key in the workflow file (GITHUB_JOB). */
  readonly job: string;
  /** The step's `id`, or a name made of the action's: `__self`, `__owner_repo`, `__owner_repo_2` (GITHUB_ACTION). */
  readonly step: string;
}

/**
 * Where this step, or else its job, stands in the workflow file; `null` when neither is there, as in a reusable
 * workflow, whose jobs are in another file. A step within a composite action stands where the action is used.
 */
export function locateStep(workflow: string, identity: StepIdentity): Location | null {
  const file = workflowPath(identity.workflowRef);
  const job = file === null ? undefined : readWorkflow(workflow, file)?.jobs.get(identity.job);
  if (file === null || job === undefined) {
    return null;
  }
  const line = findStep(job.steps, identity.step.split('.')[0] ?? '')?.line ?? job.line;
  return { file, line, endLine: line };
}
