import type { EventFacts } from '../github/event.ts';
import type { Library } from './library.ts';
import { findStep } from './step-name.ts';
import type { CompositeAction, Job, Step, Workflow } from './workflow.ts';
import { actionFolder, calledPath, workflowPath } from './workflow-path.ts';

/** A job in its file. */
export interface Frame {
  readonly workflow: Workflow;
  readonly job: Job;
}

/** A composite action that this step stands in. */
export interface ActionFrame {
  /** `null` when the action's file is not in the workspace. */
  readonly action: CompositeAction | null;
  readonly step: Step | null;
  /** The step that uses the action. */
  readonly user: Step;
}

/** Where this step stands. */
export interface Place {
  /** This job, then the job that calls its workflow, and so on up to the workflow that the event started. */
  readonly frames: readonly [Frame, ...Frame[]];
  /** The step of the job: this one, or the one that uses the composite action. `null` when it was not found. */
  readonly step: Step | null;
  /** The outermost first; empty when the step stands in the job itself. */
  readonly actions: readonly ActionFrame[];
}

export type Located =
  /** `alone` is false when the job could as well be another one of the same name. */
  | { readonly kind: 'found'; readonly place: Place; readonly alone: boolean }
  /** The job is in a workflow of another repository, which one of these jobs calls. */
  | { readonly kind: 'elsewhere'; readonly calls: readonly [Frame, ...Frame[]] }
  /** The files do not show it: there is no workflow file, it is not readable, or it is not the one that ran. */
  | { readonly kind: 'unknown'; readonly why: 'no-file' | 'unreadable' | 'other-repository' | 'no-job' };

const mostCalls = 200;
const deepest = 10;

/**
 * Finds this job and step. GITHUB_WORKFLOW_REF names the file that the event started, also in a reusable workflow, whose
 * job GITHUB_JOB is then in a file that this one calls (GitHub docs, "Reusing workflow configurations", `github`
 * context).
 */
export function locate(event: EventFacts, library: Library): Located {
  const path = workflowPath(event.workflowRef);
  const own = event.workflowRef.toLowerCase().startsWith(`${event.repository.toLowerCase()}/`);
  const started = path === null || !own ? null : library.workflow(path);
  if (path === null || started === null) {
    const there = path !== null && own && library.text(path) !== null;
    return { kind: 'unknown', why: path !== null && !own ? 'other-repository' : there ? 'unreadable' : 'no-file' };
  }
  const search: Search = { event, library, found: [], elsewhere: [], left: mostCalls };
  searchIn(search, started, []);
  const places = search.found.map((frames) => placeIn(frames, event.action, library));
  const withStep = places.filter(({ step }) => step !== null);
  const [place, second] = withStep.length > 0 ? withStep : places;
  if (place !== undefined) {
    return {
      kind: 'found',
      place,
      alone: second === undefined && (place.step !== null || search.elsewhere.length === 0),
    };
  }
  const [call, ...calls] = search.elsewhere;
  return call === undefined ? { kind: 'unknown', why: 'no-job' } : { kind: 'elsewhere', calls: [call, ...calls] };
}

interface Search {
  readonly event: EventFacts;
  readonly library: Library;
  readonly found: [Frame, ...Frame[]][];
  readonly elsewhere: Frame[];
  left: number;
}

function searchIn(search: Search, workflow: Workflow, callers: readonly Frame[]): void {
  const job = workflow.jobs.get(search.event.job);
  if (job !== undefined && job.uses === null) {
    search.found.push([{ workflow, job }, ...callers]);
  }
  for (const caller of workflow.jobs.values()) {
    const uses = caller.uses?.value ?? null;
    if (uses === null || search.left <= 0 || callers.length >= deepest) {
      continue;
    }
    search.left -= 1;
    const path = calledPath(uses, search.event.repository);
    const called = path === null ? null : search.library.workflow(path);
    const frame = { workflow, job: caller };
    if (called === null) {
      search.elsewhere.push(frame);
    } else if (!callers.some((each) => each.workflow === called) && called !== workflow) {
      searchIn(search, called, [frame, ...callers]);
    }
  }
}

function placeIn(frames: readonly [Frame, ...Frame[]], name: string, library: Library): Place {
  const [first, ...rest] = name.split('.');
  const step = findStep(frames[0].job.steps, first ?? '');
  const actions: ActionFrame[] = [];
  let user = step;
  for (const part of rest.slice(0, deepest)) {
    if (user === null) {
      break;
    }
    const folder = user.uses === null ? null : actionFolder(user.uses);
    const action = folder === null ? null : library.action(folder);
    const inner = action === null ? null : findStep(action.steps, part);
    actions.push({ action, step: inner, user });
    user = inner;
  }
  return { frames, step, actions };
}
