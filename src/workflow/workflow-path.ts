/** Path of the workflow file within the repository, or `null` when the reference is not of that form. */
export function workflowPath(workflowRef: string): string | null {
  const path = /^[^/]+\/[^/]+\/(\.github\/workflows\/[^@]+)@/.exec(workflowRef)?.[1];
  return path === undefined || path.includes('..') ? null : path;
}

/**
 * Path of a reusable workflow of the same repository, from the `uses:` of a job: `./.github/workflows/deploy.yml`, or
 * the same with the repository's own name and a ref. `null` for the workflows of others and for what is no workflow.
 */
export function calledPath(uses: string, repository: string): string | null {
  const local = /^\.\/(\.github\/workflows\/[^/@]{1,200})$/.exec(uses)?.[1];
  if (local !== undefined) {
    return local;
  }
  const own = /^([^/@]{1,100}\/[^/@]{1,100})\/(\.github\/workflows\/[^/@]{1,200})@/.exec(uses);
  return own?.[1]?.toLowerCase() === repository.toLowerCase() ? (own[2] ?? null) : null;
}

/** The folder of an action of the same repository, from the `uses:` of a step; empty for the repository itself. */
export function actionFolder(uses: string): string | null {
  const path = /^\.(?:\/(.{0,200}))?$/.exec(uses)?.[1] ?? (uses === '.' ? '' : null);
  return path === null || path.split('/').includes('..') ? null : path.replace(/\/$/, '');
}
