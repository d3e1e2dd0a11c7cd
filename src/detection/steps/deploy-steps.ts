import type { Library } from '../../workflow/library.ts';
import { type Frame, locate, type Place } from '../../workflow/place.ts';
import { actionFolder, calledPath } from '../../workflow/workflow-path.ts';
import type { Job, Step } from '../../workflow/workflow.ts';
import type { DetectionFacts } from '../detection-facts.ts';
import type { Scope, StepAt } from './step-at.ts';

/** The steps that may deploy, in the order in which they are looked at: a group counts when those before it deploy nothing. */
export interface DeploySteps {
  readonly groups: readonly (() => readonly StepAt[])[];
  /** The steps of this job before this one. */
  readonly earlier: () => readonly StepAt[];
  /** This step, and those that use the actions it stands in. */
  readonly own: readonly Step[];
  /** The steps of this job that are still to come. */
  readonly later: readonly Step[];
}

const mostSteps = 1000;
const mostJobs = 50;
const deepest = 5;

/**
 * Finds the steps of this job behind this one, with those of the composite actions of this repository that they use; then
 * the steps of the jobs that need this one, and of the reusable workflows of this repository that those call; and for a
 * step that runs because something has failed, the steps before it.
 */
export function deploySteps(facts: DetectionFacts): DeploySteps {
  const { event, library } = facts;
  const located = event.inActions ? locate(event, library) : null;
  if (located?.kind !== 'found') {
    return { groups: [], earlier: () => [], own: [], later: [] };
  }
  const { place, alone } = located;
  const { frames, step, actions } = place;
  const own = [...actions.flatMap((frame) => frame.step ?? []), ...(step === null ? [] : [step])];
  const afterFailure = own.some(({ condition }) => condition?.includes('failure()') === true);
  const collector = new Collector(library, own, event.repository);
  const steps = frames[0].job.steps;
  return {
    groups: [
      () => collector.here(place, 'later', alone),
      () => collector.needing(frames),
      ...(afterFailure ? [() => collector.here(place, 'earlier', false)] : []),
    ],
    earlier: () => collector.here(place, 'earlier', false),
    own,
    later: step === null ? steps : steps.slice(steps.indexOf(step) + 1),
  };
}

class Collector {
  readonly #library: Library;
  readonly #own: readonly Step[];
  readonly #repository: string;
  #left = mostSteps;

  constructor(library: Library, own: readonly Step[], repository: string) {
    this.#library = library;
    this.#own = own;
    this.#repository = repository;
  }

  /** From the innermost action that this step stands in to the job. */
  here({ frames, step, actions }: Place, which: 'later' | 'earlier', isCertain: boolean): readonly StepAt[] {
    const users = actions.flatMap(({ action, user }) => (action === null ? [] : [{ action, user }]));
    const top: Scope = { frames, actions: [], step: null, isOwnJob: true };
    const inner = actions.flatMap((frame, index) =>
      frame.action === null
        ? []
        : this.#expand(part(frame.action.steps, frame.step, which), {
            scope: { ...top, actions: users.slice(0, index + 1) },
            file: frame.action.file,
            isCertain,
            depth: index + 1,
          }),
    );
    const { workflow, job } = frames[0];
    const rest = part(job.steps, step, which);
    return [...inner, ...this.#expand(rest, { scope: top, file: workflow.file, isCertain, depth: 0 })];
  }

  /** The jobs that wait for this one, or for a job that does; also for those that call its workflow. */
  needing(frames: Place['frames']): readonly StepAt[] {
    return frames.flatMap(({ workflow, job }, index) => {
      const callers = frames.slice(index + 1);
      return dependants(job, workflow.jobs).flatMap((each) => this.#job([{ workflow, job: each }, ...callers], 0));
    });
  }

  #job(frames: readonly [Frame, ...Frame[]], depth: number): readonly StepAt[] {
    const [{ workflow, job }] = frames;
    const scope: Scope = { frames, actions: [], step: null, isOwnJob: false };
    if (job.uses === null) {
      return this.#expand(job.steps, { scope, file: workflow.file, isCertain: false, depth: 0 });
    }
    const path = calledPath(job.uses.value ?? '', this.#repository);
    const called = path === null || depth >= deepest ? null : this.#library.workflow(path);
    return [...(called?.jobs.values() ?? [])]
      .slice(0, mostJobs)
      .flatMap((inner) =>
        called === null || this.#left <= 0 ? [] : this.#job([{ workflow: called, job: inner }, ...frames], depth + 1),
      );
  }

  #expand(steps: readonly Step[], at: At): readonly StepAt[] {
    return steps.flatMap((step): readonly StepAt[] => {
      this.#left -= 1;
      if (this.#left < 0) {
        return [];
      }
      const mayFail = (step.continueOnError ?? 'false').trim() !== 'false';
      const isCertain = at.isCertain && !mayFail && this.#runsAlways(step.condition);
      const folder = step.uses === null ? null : actionFolder(step.uses);
      const action = folder === null || at.depth >= deepest ? null : this.#library.action(folder);
      if (action === null) {
        return [{ step, file: at.file, scope: { ...at.scope, step }, isCertain }];
      }
      const actions = [...at.scope.actions, { action, user: step }];
      return this.#expand(action.steps, {
        scope: { ...at.scope, actions },
        file: action.file,
        isCertain,
        depth: at.depth + 1,
      });
    });
  }

  /** A condition that holds whenever nothing has failed, or that this very step has, too. */
  #runsAlways(condition: string | null): boolean {
    const plain = bare(condition);
    return harmless.has(plain) || this.#own.some((step) => bare(step.condition) === plain);
  }
}

interface At {
  readonly scope: Scope;
  readonly file: string;
  readonly isCertain: boolean;
  readonly depth: number;
}

const harmless: ReadonlySet<string> = new Set(['', 'true', 'success()', 'always()', '!cancelled()']);

function bare(condition: string | null): string {
  const text = (condition ?? '').slice(0, 2000).trim();
  return text.startsWith('${{') && text.indexOf('}}') === text.length - 2 ? text.slice(3, -2).trim() : text;
}

function part(steps: readonly Step[], step: Step | null, which: 'later' | 'earlier'): readonly Step[] {
  const at = step === null ? -1 : steps.indexOf(step);
  return which === 'later' ? steps.slice(at + 1) : steps.slice(0, Math.max(0, at));
}

function dependants(job: Job, jobs: ReadonlyMap<string, Job>): readonly Job[] {
  const found = new Set([job.id]);
  for (let before = 0; before < found.size && found.size < mostJobs;) {
    before = found.size;
    for (const each of jobs.values()) {
      if (each.needs.some((id) => found.has(id))) {
        found.add(each.id);
      }
    }
  }
  return [...jobs.values()].filter(({ id }) => id !== job.id && found.has(id)).slice(0, mostJobs);
}
