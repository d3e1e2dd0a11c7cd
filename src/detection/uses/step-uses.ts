import type { StepAt } from '../steps/step-at.ts';
import { type Budget, StepCommands, type UseFacts } from './step-commands.ts';
import type { CommandUse, Use } from './use.ts';

const mostUses = 5000;
/** Together, for all steps: a step may be repeated by an alias, and a script may name another many times. */
const mostCharacters = 2 * 1024 * 1024;
const mostScripts = 300;

/** Reads the actions that steps use and the commands that they run, in their order. */
export class UseReader {
  readonly #facts: UseFacts;
  readonly #budget: Budget = { characters: mostCharacters, scripts: mostScripts };
  /** The commands of each job, so that one finds those before and behind it. */
  readonly #jobs = new Map<string, CommandUse[]>();

  constructor(facts: UseFacts) {
    this.#facts = facts;
  }

  read(steps: readonly StepAt[]): readonly Use[] {
    const uses: Use[] = [];
    for (const step of steps) {
      const { uses: action, run, line } = step.step;
      if (action !== null) {
        const name = (action.slice(0, 300).split('@')[0] ?? '').toLowerCase();
        uses.push({ kind: 'action', name, step, isCertain: step.isCertain, spot: { file: step.file, line } });
      }
      if (run !== null && uses.length < mostUses) {
        const [{ workflow, job }] = step.scope.frames;
        const key = JSON.stringify([workflow.file, job.id]);
        const commands = this.#jobs.get(key) ?? [];
        this.#jobs.set(key, commands);
        const found = new StepCommands(step, this.#facts, commands, this.#budget).read(run);
        commands.push(...found);
        uses.push(...found);
      }
    }
    return uses;
  }
}
