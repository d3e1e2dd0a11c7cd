import { joinPath } from '../folder.ts';
import type { ProjectFiles } from '../files/project-tree.ts';
import { branchAt, valueAt } from '../files/project-tree.ts';
import { asText } from '../expressions/value.ts';
import type { Resolver } from '../expressions/context.ts';
import { startedBy } from '../shell/launchers.ts';
import { programName } from '../shell/program-name.ts';
import { type Command, readScript } from '../shell/script.ts';
import type { Shell } from '../shell/script-line.ts';
import type { ScriptPlace } from '../shell/tokens.ts';
import type { Word } from '../shell/word.ts';
import type { StepAt } from '../steps/step-at.ts';
import type { StepDetails } from '../steps/step-details.ts';
import type { CommandUse, Use } from './use.ts';
import { wordValue } from './word-value.ts';

export interface UseFacts {
  readonly files: ProjectFiles;
  readonly resolver: Resolver;
  readonly details: (file: string, step: StepAt['step']) => StepDetails;
}

/** Scripts that run scripts: `npm run deploy` that runs `npm run deploy:prod`. */
const deepest = 3;
const mostUses = 5000;
/** Together, for all steps: a step may be repeated by an alias, and a script may name another many times. */
const mostCharacters = 2 * 1024 * 1024;
const mostScripts = 300;
const longestName = 60;

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
        const found = new StepReader(step, this.#facts, commands, this.#budget).read(run);
        commands.push(...found);
        uses.push(...found);
      }
    }
    return uses;
  }
}

/** What is left to read. */
interface Budget {
  characters: number;
  scripts: number;
}

/** What surrounds a script. */
interface Around {
  readonly isCertain: boolean;
  /** The name of the package's script, and where the step runs it. */
  readonly script: string | null;
  readonly spot: CommandUse['spot'] | null;
  readonly depth: number;
}

class StepReader {
  readonly #step: StepAt;
  readonly #facts: UseFacts;
  readonly #job: readonly CommandUse[];
  readonly #budget: Budget;
  readonly #found: CommandUse[] = [];

  constructor(step: StepAt, facts: UseFacts, job: readonly CommandUse[], budget: Budget) {
    this.#step = step;
    this.#facts = facts;
    this.#job = job;
    this.#budget = budget;
  }

  read(run: string): readonly CommandUse[] {
    const details = this.#facts.details(this.#step.file, this.#step.step);
    const shell = this.#shell(details);
    if (shell !== null) {
      const place = { file: this.#step.file, line: details.scriptLine, isFolded: details.isFolded };
      const around = { isCertain: this.#step.isCertain, script: null, spot: null, depth: 0 };
      this.#take(this.#commands(run, shell, this.#folder(details), place), around);
    }
    return this.#found;
  }

  #commands(script: string, shell: Shell, folder: string | null, place: ScriptPlace): readonly Command[] {
    this.#budget.characters -= script.length;
    this.#budget.scripts -= place.file === this.#step.file ? 0 : 1;
    if (this.#budget.characters < 0 || this.#budget.scripts < 0) {
      return [];
    }
    return readScript(script, { shell, folder, place, valueOf: (word) => this.#valueOf(word) });
  }

  #valueOf(word: Word): string | null {
    return wordValue(word, this.#step.scope, this.#facts.resolver)?.value ?? null;
  }

  #take(commands: readonly Command[], around: Around): void {
    for (const command of commands) {
      const started = startedBy(command.words);
      const isCertain = around.isCertain && !command.isConditional;
      const inside = { ...around, isCertain, spot: around.spot ?? command.words[0].spot, depth: around.depth + 1 };
      if (started?.kind === 'program') {
        this.#push(started.program, started.words, this.#folderOf(command, started.folder), inside);
      } else if (started?.kind === 'shell') {
        this.#shellScript(started.script, command, inside);
      } else if (started?.kind === 'script' && !this.#packageScript(started, command, inside) && started.orProgram) {
        const folder = this.#folderOf(command, started.folder);
        this.#push(programName(this.#valueOf(started.name) ?? ''), started.words, folder, inside);
      }
    }
  }

  /** The folder of a command, or the one below it that a launcher is told. */
  #folderOf({ folder }: Command, named: Word | null): string | null {
    const inner = named === null ? '' : this.#valueOf(named);
    return folder === null || inner === null ? null : joinPath(folder, inner);
  }

  #push(program: string, words: readonly Word[], folder: string | null, { isCertain, script, spot }: Around): void {
    if (this.#found.length < mostUses) {
      const at = spot ?? { file: this.#step.file, line: this.#step.step.line };
      this.#found.push({
        kind: 'command',
        program,
        words,
        step: this.#step,
        isCertain,
        spot: at,
        script,
        folder,
        job: this.#job,
      });
    }
  }

  #shellScript(word: Word, { folder }: Command, around: Around): void {
    const text = around.depth > deepest ? null : this.#valueOf(word);
    if (text !== null) {
      this.#take(this.#commands(text, 'posix', folder, { ...placeOf(word), isFolded: true }), around);
    }
  }

  /** Whether package.json has such a script. npm and Yarn run `pre...` and `post...` with it. */
  #packageScript(
    started: { readonly name: Word; readonly words: readonly Word[]; readonly folder: Word | null },
    command: Command,
    around: Around,
  ): boolean {
    const name = this.#valueOf(started.name);
    const folder = this.#folderOf(command, started.folder);
    const path = folder === null ? null : joinPath(folder, 'package.json');
    if (name === null || path === null || around.depth > deepest) {
      return false;
    }
    const scripts = branchAt(this.#facts.files.tree(path), '/scripts');
    if (scripts === null || !scripts.children.has(name)) {
      return false;
    }
    for (const each of [`pre${name}`, name, `post${name}`]) {
      const script = valueAt(scripts.children.get(each) ?? null, '');
      if (script !== null) {
        const place = { file: path, line: script.line, isFolded: true };
        const commands = this.#commands(script.value, 'posix', folder, place);
        const told = { ...around, script: around.script ?? each.slice(0, longestName) };
        this.#take(each === name ? withMore(commands, started.words) : commands, told);
      }
    }
    return true;
  }

  /** GitHub docs, "Workflow syntax", `jobs.<job_id>.steps[*].shell`; `null` for a shell that is no shell, such as python. */
  #shell({ shell, runsOn }: StepDetails): Shell | null {
    const { frames, actions } = this.#step.scope;
    const [{ job, workflow }] = frames;
    const inherited =
      actions.length > 0 ? null : (job.defaults.entries.get('shell') ?? workflow.defaults.entries.get('shell'))?.value;
    const given = this.#filled(shell ?? inherited ?? '') ?? '';
    const name = programName(given.trim().split(/\s/)[0] ?? '').toLowerCase();
    if (name === '') {
      return /windows/i.test(runsOn) ? 'powershell' : 'posix';
    }
    return shells.get(name) ?? null;
  }

  #folder({ workingDirectory }: StepDetails): string | null {
    const { frames, actions } = this.#step.scope;
    const [{ job, workflow }] = frames;
    const [own, above] = [job.defaults, workflow.defaults].map(
      ({ entries }) => entries.get('working-directory')?.value,
    );
    const given = workingDirectory ?? (actions.length > 0 ? '' : (own ?? above ?? ''));
    const told = this.#filled(given);
    return told === null ? null : joinPath('', told);
  }

  #filled(text: string): string | null {
    const { resolver } = this.#facts;
    const told = resolver.text(text, this.#step.scope, this.#step.step.line);
    return told.known ? asText(told.value) : null;
  }
}

const shells: ReadonlyMap<string, Shell> = new Map<string, Shell>([
  ...['bash', 'sh', 'dash', 'zsh', 'ksh', 'ash'].map((name): [string, Shell] => [name, 'posix']),
  ['pwsh', 'powershell'],
  ['powershell', 'powershell'],
  ['cmd', 'cmd'],
]);

function placeOf({ spot }: Word): { readonly file: string; readonly line: number } {
  return { file: spot.file, line: spot.line };
}

/** What follows the name of a script goes to its last command. */
function withMore(commands: readonly Command[], words: readonly Word[]): readonly Command[] {
  return commands.map((command, index) =>
    index < commands.length - 1 ? command : { ...command, words: [...command.words, ...words] },
  );
}
