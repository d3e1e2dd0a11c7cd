import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { readEvent, type EventFacts } from '../../src/github/event.ts';

/** A run as the case files describe it; what a case leaves out is a push to org/app that runs step `check` of job `deploy`. */
export interface Situation {
  readonly name: string;
  readonly event?: {
    readonly name?: string;
    readonly actions?: boolean;
    readonly fork?: boolean;
    readonly visibility?: string;
    readonly actor?: string;
    readonly triggeringActor?: string;
    readonly author?: string;
    readonly forkedRepository?: boolean;
    readonly inputs?: Readonly<Record<string, string>>;
    readonly workflowRef?: string;
    readonly idTokenUrl?: boolean;
    readonly idTokenRequestToken?: boolean;
  };
  readonly job?: string;
  readonly step?: string;
  /** Text of the workflow that the event started, `.github/workflows/deploy.yml`. */
  readonly workflow?: string;
  /** Text of `.github/workflows/called.yml`. */
  readonly called?: string;
  readonly files?: Readonly<Record<string, string>>;
  /** The variables or inputs that are empty, and those that are not. */
  readonly empty?: readonly string[];
  readonly arrived?: readonly string[];
  /** What is to come out: whether it is established, the first sentence, how many, `file:line`, and the blocks to paste. */
  readonly established?: boolean;
  readonly first?: string | null;
  /** How many sentences there are. */
  readonly count?: number;
  readonly line?: string | null;
  /** `file:line | permissions: | ...` */
  readonly grants?: readonly string[];
}

export function situations(file: string): readonly Situation[] {
  return parse(readFileSync(join(import.meta.dirname, 'cases', file), 'utf8')) as Situation[];
}

export function caseFiles(): readonly string[] {
  return readdirSync(join(import.meta.dirname, 'cases')).sort();
}

export function filesOf({ workflow, called, files }: Situation): ReadonlyMap<string, string> {
  const all: Record<string, string | undefined> = {
    '.github/workflows/deploy.yml': workflow,
    '.github/workflows/called.yml': called,
    ...files,
  };
  return new Map(Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

/** The facts of the run, read as a real one's are. */
export function eventOf({ event = {}, job = 'deploy', step = 'check' }: Situation): EventFacts {
  const actor = event.actor ?? 'octocat';
  const payload = {
    repository: { full_name: 'org/app', visibility: event.visibility, fork: event.forkedRepository ?? false },
    inputs: event.inputs,
    pull_request: {
      user: { login: event.author ?? actor },
      head: { repo: { full_name: event.fork === true ? 'stranger/app' : 'org/app' } },
      base: { repo: { full_name: 'org/app' } },
    },
  };
  return readEvent(
    {
      GITHUB_ACTIONS: String(event.actions ?? true),
      GITHUB_EVENT_NAME: event.name ?? 'push',
      GITHUB_ACTOR: actor,
      GITHUB_TRIGGERING_ACTOR: event.triggeringActor ?? actor,
      GITHUB_REPOSITORY: 'org/app',
      GITHUB_WORKFLOW_REF: event.workflowRef ?? 'org/app/.github/workflows/deploy.yml@refs/heads/main',
      GITHUB_JOB: job,
      GITHUB_ACTION: step,
      ...(event.idTokenUrl === true ? { ACTIONS_ID_TOKEN_REQUEST_URL: 'https://example.com' } : {}),
      ...(event.idTokenRequestToken === true ? { ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'eyJ' } : {}),
    },
    JSON.stringify(payload),
  );
}
