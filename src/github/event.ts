/** What the run's event and environment say about secrets and tokens. Texts are empty where the runner sets none. */
export interface EventFacts {
  /** True in a GitHub Actions job. */
  readonly inActions: boolean;
  /** `push`, `pull_request`, ... In a reusable workflow it is the event of the workflow that calls. */
  readonly name: string;
  /** A pull request from a fork, whose run gets no secrets by design. */
  readonly forkPullRequest: boolean;
  /** Started by Dependabot, so that its own store of secrets is used. Also when a person has run it again. */
  readonly dependabot: boolean;
  /** `github-hosted`, `self-hosted`, or empty outside a runner. */
  readonly runnerEnvironment: string;
  /** Who started the run first; its privileges count in every attempt. */
  readonly actor: string;
  /** Who started this attempt. */
  readonly triggeringActor: string;
  /** `owner/name`, and the ids that stay when they are renamed. */
  readonly repository: string;
  readonly repositoryId: string;
  readonly repositoryOwner: string;
  readonly repositoryOwnerId: string;
  /** As the payload says; `null` when it does not. */
  readonly visibility: 'public' | 'private' | 'internal' | null;
  /** Whether the repository of the run is itself a fork: secrets are not copied into forks. */
  readonly repositoryIsFork: boolean;
  /** `refs/heads/main`, `refs/tags/v1`, `refs/pull/1/merge`. */
  readonly ref: string;
  /** Source branch, in runs for pull requests only. */
  readonly headRef: string;
  /** `owner/repo/.github/workflows/deploy.yml@refs/heads/main`: the file that the event started. */
  readonly workflowRef: string;
  /** The job's key in its workflow file. */
  readonly job: string;
  /** The step's id, or the name that the runner made of its action. */
  readonly action: string;
  /** `https://github.com`, or the address of another GitHub. */
  readonly serverUrl: string;
  /** Names, in lower case, of the inputs that a person filled in; `null` unless the event is `workflow_dispatch`. */
  readonly filledInputs: readonly string[] | null;
  /** What the person filled in, by name in lower case; texts, numbers and booleans as text. Only for `workflow_dispatch`. */
  readonly inputs?: ReadonlyMap<string, string>;
  /** Whether the two variables are there with which a job asks for an OIDC token. Never their values. */
  readonly idTokenUrl: boolean;
  readonly idTokenRequestToken: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

const mostInputs = 100;

/**
 * Reads the event. `payload` is the text of GITHUB_EVENT_PATH, or `null` when there is none; a payload that is not the
 * expected JSON tells nothing, and is not an error. Variables as in GitHub docs, "Variables reference".
 */
export function readEvent(environment: Environment, payload: string | null): EventFacts {
  const read = (name: string): string => environment[name] ?? '';
  const name = read('GITHUB_EVENT_NAME');
  const event = parse(payload);
  return {
    inActions: read('GITHUB_ACTIONS') === 'true',
    name,
    forkPullRequest: isPullRequest(name) && isFromFork(event),
    dependabot: isLimitedDependabot(name, read('GITHUB_ACTOR'), event),
    runnerEnvironment: read('RUNNER_ENVIRONMENT'),
    actor: read('GITHUB_ACTOR'),
    triggeringActor: read('GITHUB_TRIGGERING_ACTOR'),
    repository: read('GITHUB_REPOSITORY'),
    repositoryId: read('GITHUB_REPOSITORY_ID'),
    repositoryOwner: read('GITHUB_REPOSITORY_OWNER'),
    repositoryOwnerId: read('GITHUB_REPOSITORY_OWNER_ID'),
    visibility: visibilityOf(member(event, 'repository')),
    repositoryIsFork: member(member(event, 'repository'), 'fork') === true,
    ref: read('GITHUB_REF'),
    headRef: read('GITHUB_HEAD_REF'),
    workflowRef: read('GITHUB_WORKFLOW_REF'),
    job: read('GITHUB_JOB'),
    action: read('GITHUB_ACTION'),
    serverUrl: read('GITHUB_SERVER_URL'),
    filledInputs: name === 'workflow_dispatch' ? filledInputs(event) : null,
    ...(name === 'workflow_dispatch' ? { inputs: inputValues(event) } : {}),
    idTokenUrl: read('ACTIONS_ID_TOKEN_REQUEST_URL') !== '',
    idTokenRequestToken: read('ACTIONS_ID_TOKEN_REQUEST_TOKEN') !== '',
  };
}

/** `pull_request_target` runs in the base repository's context and does get secrets (GitHub docs, "Events that trigger workflows"). */
function isPullRequest(name: string): boolean {
  return name === 'pull_request' || name === 'pull_request_review' || name === 'pull_request_review_comment';
}

function isFromFork(event: unknown): boolean {
  const pullRequest = member(event, 'pull_request');
  const head = member(member(member(pullRequest, 'head'), 'repo'), 'full_name');
  const base = member(member(member(pullRequest, 'base'), 'repo'), 'full_name');
  return typeof head === 'string' && typeof base === 'string' && head !== base;
}

/**
 * The events for which GitHub uses the Dependabot secrets, and, for `pull_request_target`, only when Dependabot opened
 * the pull request. GITHUB_ACTOR stays Dependabot when somebody runs it again, and so do the limits (GitHub docs,
 * "Troubleshooting Dependabot on GitHub Actions"; "Contexts", `github.actor`).
 */
function isLimitedDependabot(name: string, actor: string, event: unknown): boolean {
  if (actor !== dependabot) {
    return false;
  }
  const author = member(member(member(event, 'pull_request'), 'user'), 'login');
  return name === 'pull_request_target' ? author === dependabot : name === '' || limitedEvents.has(name);
}

const dependabot = 'dependabot[bot]';

const limitedEvents: ReadonlySet<string> = new Set([
  'pull_request',
  'pull_request_review',
  'pull_request_review_comment',
  'push',
  'create',
  'deployment',
  'deployment_status',
]);

function visibilityOf(repository: unknown): EventFacts['visibility'] {
  const visibility = member(repository, 'visibility');
  if (visibility === 'public' || visibility === 'private' || visibility === 'internal') {
    return visibility;
  }
  const isPrivate = member(repository, 'private');
  return typeof isPrivate === 'boolean' ? (isPrivate ? 'private' : 'public') : null;
}

function filledInputs(event: unknown): readonly string[] | null {
  if (typeof event !== 'object' || event === null) {
    return null;
  }
  const inputs = member(event, 'inputs');
  return typeof inputs === 'object' && inputs !== null
    ? Object.entries(inputs)
        .filter(([, value]) => value !== '' && value !== null)
        .slice(0, mostInputs)
        .map(([name]) => name.toLowerCase())
    : [];
}

function parse(payload: string | null): unknown {
  try {
    return payload === null ? null : (JSON.parse(payload) as unknown);
  } catch {
    return null;
  }
}

function member(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;
}

function inputValues(event: unknown): ReadonlyMap<string, string> {
  const inputs = member(event, 'inputs');
  const entries = typeof inputs === 'object' && inputs !== null ? Object.entries(inputs).slice(0, mostInputs) : [];
  return new Map(
    entries.flatMap(([name, value]) =>
      ['string', 'number', 'boolean'].includes(typeof value) && value !== ''
        ? [[name.toLowerCase(), String(value)] as const]
        : [],
    ),
  );
}
