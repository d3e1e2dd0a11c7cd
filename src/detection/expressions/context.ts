import { readTemplate } from '../../workflow/template.ts';
import { type Entry, findEntry, type Job, noBlock, type Step } from '../../workflow/workflow.ts';
import type { DetectionFacts } from '../detection-facts.ts';
import { isReadable, isTold } from '../safe-value.ts';
import { caller, fileOf, outer, type Scope } from '../steps/step-at.ts';
import { evaluate } from './evaluate.ts';
import { github } from './github.ts';
import { plain, type Told, unknown } from './value.ts';

const deepest = 12;
/** Together, in characters: an expression may name others many times over. */
const most = 1024 * 1024;

/** Fills in expressions and variables where steps stand. */
export interface Resolver {
  /** A text of a step: a value under `with:`, a script's `${{ }}`. */
  text(text: string, scope: Scope, line: number): Told;
  /** A variable as the step's script has it. */
  variable(name: string, scope: Scope): Told;
  /** Whether nothing gives the variable a value, so that a script's own default counts. */
  isUnset(name: string, scope: Scope): boolean;
}

/**
 * Looks into the contexts as far as files and event tell: `env`, `inputs` and `github`. `secrets`, `vars`, `matrix` and
 * the outputs of steps and jobs are not known (GitHub docs, "Contexts reference"). A variable that this process has is
 * taken from it where it is the same in the step: in this job, when nothing sets it anew.
 */
export function resolver(facts: DetectionFacts, ownSteps: readonly Step[], later: readonly Step[]): Resolver {
  const overridden = new Set(ownSteps.flatMap(({ env }) => [...env.entries.keys()]));
  const ownWritten = writtenBy(later);
  const written = new Map<Job, ReadonlySet<string>>();
  const isSetAnew = (name: string, { frames: [{ job }], isOwnJob }: Scope): boolean => {
    const names = isOwnJob ? ownWritten : (written.get(job) ?? writtenBy(job.steps));
    written.set(job, names);
    return names.has(name);
  };
  let left = most;

  const text = (value: string, scope: Scope, line: number, isStepEnv: boolean, depth: number): Told => {
    left -= value.length;
    return depth > deepest || left < 0
      ? unknown
      : evaluate(value.trim(), { file: fileOf(scope), line }, (context, path) =>
          lookUp(context, path, scope, isStepEnv, depth + 1),
        );
  };

  const lookUp = (context: string, path: readonly string[], scope: Scope, isStepEnv: boolean, depth: number): Told => {
    const [name] = path;
    if (context === 'github') {
      const [event, inputs, input] = path;
      return event === 'event' && inputs === 'inputs' && input !== undefined
        ? named(fromInputs(input, scope, depth), `inputs.${input}`)
        : github(path, facts, scope);
    }
    if (name === undefined || path.length !== 1) {
      return unknown;
    }
    switch (context) {
      case 'env':
        return named(fromEnv(name, scope, isStepEnv, depth), `env.${name}`);
      case 'inputs':
        return named(fromInputs(name, scope, depth), `inputs.${name}`);
      default:
        return unknown;
    }
  };

  /** From the step outwards; a composite action's steps have the `env:` of the step that uses it. */
  const fromEnv = (name: string, scope: Scope, isStepEnv: boolean, depth: number): Told => {
    if (!isTold(name)) {
      return unknown;
    }
    for (let at: Scope | null = scope; at !== null; at = outer(at)) {
      const block = isStepEnv && at === scope ? null : (at.step?.env ?? null);
      const entry = block?.entries.get(name);
      if (block?.dynamic === true) {
        return unknown;
      }
      if (entry !== undefined) {
        return inBlock(entry, at, true, depth);
      }
    }
    return fromJob(name, scope, depth);
  };

  const fromJob = (name: string, scope: Scope, depth: number): Told => {
    const [{ job, workflow }] = scope.frames;
    const top: Scope = { ...scope, actions: [], step: null };
    const blocks = [job.env, workflow.env];
    const block = blocks.find(({ entries, dynamic }) => dynamic || entries.has(name));
    const entry = block?.entries.get(name) ?? null;
    if (isSetAnew(name, scope) || (entry !== null && readsSecrets(entry))) {
      return unknown;
    }
    const told = entry === null ? unknown : inBlock(entry, top, false, depth);
    const isSame = scope.isOwnJob && !overridden.has(name) && isReadable(name);
    const held = isSame ? facts.variable(name) : undefined;
    if (held === undefined || (told.known && told.value === held)) {
      return told;
    }
    return plain(held, entry === null ? null : { file: workflow.file, line: entry.line });
  };

  const inBlock = (entry: Entry, scope: Scope, isStepEnv: boolean, depth: number): Told =>
    entry.value === null ? unknown : text(entry.value, scope, entry.line, isStepEnv, depth);

  const fromInputs = (name: string, scope: Scope, depth: number): Told => {
    const user = outer(scope);
    const calling = caller(scope);
    const given = user === null ? calling?.frames[0].job.with : user.step?.with;
    const from = user ?? calling;
    if (given === undefined || from === null) {
      return fromEvent(name, scope);
    }
    const entry = findEntry(given, name);
    if (entry !== null) {
      return entry.value === null ? unknown : text(entry.value, from, entry.line, false, depth);
    }
    const declared = user === null ? scope.frames[0].workflow.call?.inputs : scope.actions.at(-1)?.action.inputs;
    const fallback = declared?.get(name.toLowerCase())?.default ?? null;
    if (given.dynamic || declared?.has(name.toLowerCase()) !== true) {
      return unknown;
    }
    return fallback === null ? plain('', null) : inBlock(fallback, scope, false, depth);
  };

  /** Inputs are empty unless a person started the run; `filledInputs` tells whether the default counts. */
  const fromEvent = (name: string, scope: Scope): Told => {
    const key = name.toLowerCase();
    const { filledInputs } = facts.event;
    const filled = facts.eventInputs?.get(key);
    const declared = scope.frames.at(-1)?.workflow.dispatchInputs.get(key);
    if (filledInputs === null) {
      return plain('', null);
    }
    if (filled !== undefined) {
      return plain(filled, null);
    }
    return filledInputs.includes(key) || declared?.default?.value == null
      ? unknown
      : plain(declared.default.value, { file: fileOf(scope), line: declared.default.line });
  };

  return {
    text: (value, scope, line) => text(value, scope, line, false, 0),
    variable: (name, scope) =>
      name.startsWith('GITHUB_') ? github([name], facts, scope) : named(fromEnv(name, scope, false, 0), `$${name}`),
    isUnset: (name, scope) => {
      const [{ job, workflow }] = scope.frames;
      const blocks = [job.env, workflow.env, ...actionScopes(scope).map(({ step }) => step?.env ?? noBlock)];
      return (
        scope.isOwnJob &&
        isReadable(name) &&
        !overridden.has(name) &&
        !isSetAnew(name, scope) &&
        !blocks.some(({ entries, dynamic }) => dynamic || entries.has(name)) &&
        facts.variable(name) === undefined
      );
    },
  };
}

/** The words of the scripts that set variables for the steps behind them, the names of those among them. */
function writtenBy(steps: readonly Step[]): ReadonlySet<string> {
  const scripts = steps.flatMap(({ run }) => (run?.includes('GITHUB_ENV') === true ? [run] : []));
  return new Set(scripts.flatMap((run) => run.match(/[A-Za-z_]\w{0,200}/g) ?? []));
}

/** The scope, and those of the steps that use the actions it stands in. */
function actionScopes(scope: Scope): readonly Scope[] {
  const above = outer(scope);
  return above === null ? [scope] : [scope, ...actionScopes(above)];
}

function readsSecrets({ value }: Entry): boolean {
  return value === null || readTemplate(value).references.some(({ context }) => context === 'secrets');
}

/** The outermost name is the one that a reader of the step sees. */
function named(told: Told, via: string): Told {
  return told.known ? { ...told, via: /^[\w$.-]{1,100}$/.test(via) ? via : null } : told;
}
