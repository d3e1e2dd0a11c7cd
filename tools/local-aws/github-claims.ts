import type { Claims } from './token-issuer.ts';

export const githubIssuer = 'https://token.actions.githubusercontent.com';

export interface GitHubRun {
  /** `owner/name`. */
  readonly repository: string;
  readonly ref?: string;
  readonly event?: string;
  readonly environment?: string;
  /** The form of `sub` in repositories that were made, renamed or transferred after 15 July 2026. */
  readonly immutable?: boolean;
  /** A `sub` from a template of the organization's or repository's own. */
  readonly subject?: string;
}

/** The claims of a job's token (GitHub docs, "OpenID Connect reference"). The numbers are made up. */
export function githubClaims(run: GitHubRun): Claims {
  const { repository, ref = 'refs/heads/main', event = 'push', environment, immutable = false } = run;
  const [owner = '', name = ''] = repository.split('/');
  const ids = { repository_owner_id: '123456', repository_id: '456789' };
  const place = immutable ? `${owner}@${ids.repository_owner_id}/${name}@${ids.repository_id}` : repository;
  const workflow = `${repository}/.github/workflows/deploy.yml@${ref}`;
  return {
    sub: run.subject ?? `repo:${place}:${contextOf(ref, event, environment)}`,
    ...(environment === undefined ? {} : { environment }),
    ref,
    ref_type: ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    repository,
    repository_owner: owner,
    ...ids,
    repository_visibility: 'private',
    event_name: event,
    actor: 'octocat',
    actor_id: '583231',
    workflow: 'Deploy',
    workflow_ref: workflow,
    job_workflow_ref: workflow,
    run_id: '1',
    run_number: '1',
    run_attempt: '1',
    runner_environment: 'github-hosted',
    sha: '0123456789abcdef0123456789abcdef01234567',
  };
}

/** An environment goes before the event, the event of a pull request before the ref; a colon inside is written `%3A`. */
function contextOf(ref: string, event: string, environment: string | undefined): string {
  if (environment !== undefined) {
    return `environment:${environment.replaceAll(':', '%3A')}`;
  }
  return event === 'pull_request' ? 'pull_request' : `ref:${ref.replaceAll(':', '%3A')}`;
}
