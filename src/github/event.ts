/** What the run's event says about secrets. GitHub gives forks' and Dependabot's pull requests none by design. */
export interface EventFacts {
  /** True in a GitHub Actions job. */
  readonly inActions: boolean;
  readonly name: string;
  readonly forkPullRequest: boolean;
  readonly dependabot: boolean;
  /** `github-hosted`, `self-hosted`, or empty outside a runner. */
  readonly runnerEnvironment: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the event. `payload` is the text of GITHUB_EVENT_PATH, or `null` when there is none; a payload that is not the
 * expected JSON tells nothing, and is not an error.
 */
export function readEvent(environment: Environment, payload: string | null): EventFacts {
  const name = environment['GITHUB_EVENT_NAME'] ?? '';
  return {
    inActions: environment['GITHUB_ACTIONS'] === 'true',
    name,
    forkPullRequest: isPullRequest(name) && isFork(payload),
    dependabot: environment['GITHUB_ACTOR'] === 'dependabot[bot]',
    runnerEnvironment: environment['RUNNER_ENVIRONMENT'] ?? '',
  };
}

/** `pull_request_target` runs in the base repository's context and does get secrets (GitHub docs, "Events that trigger workflows"). */
function isPullRequest(name: string): boolean {
  return name === 'pull_request' || name === 'pull_request_review' || name === 'pull_request_review_comment';
}

function isFork(payload: string | null): boolean {
  const pullRequest = member(parse(payload), 'pull_request');
  const head = member(member(member(pullRequest, 'head'), 'repo'), 'full_name');
  const base = member(member(member(pullRequest, 'base'), 'repo'), 'full_name');
  return typeof head === 'string' && typeof base === 'string' && head !== base;
}

function parse(payload: string | null): unknown {
  try {
    return payload === null ? null : (JSON.parse(payload) as unknown);
  } catch {
    return null;
  }
}

function member(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}
