import type { Resolver } from '../expressions/context.ts';
import { branchAt, type ProjectFiles, valueAt } from '../files/project-tree.ts';
import { joinPath } from '../folder.ts';
import { startedBy } from '../shell/launchers.ts';
import { programName } from '../shell/program-name.ts';
import { type Command, readScript } from '../shell/script.ts';
import type { Shell } from '../shell/script-line.ts';
import type { ScriptPlace } from '../shell/tokens.ts';
import type { Word } from '../shell/word.ts';
import type { StepAt } from '../steps/step-at.ts';
import type { StepDetails } from '../steps/step-details.ts';
import { folderOf, shellOf } from './step-shell.ts';
import type { CommandUse } from './use.ts';
import { wordValue } from './word-value.ts';

export interface UseFacts {
  readonly files: ProjectFiles;
  readonly resolver: Resolver;
  readonly details: (file: string, step: StepAt['step']) => StepDetails;
}

/** Scripts that run scripts: `npm run deploy` that runs `npm run deploy:prod`. */
const deepest = 3;
const mostUses = 5000;
const longestName = 60;

/** What is left to read. */
export interface Budget {
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

/** Reads the script of one step, and the scripts that it runs. */
export class StepCommands {
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
    const shell = shellOf(details, this.#step, this.#facts.resolver);
    if (shell !== null) {
      const place = { file: this.#step.file, line: details.scriptLine, isFolded: details.isFolded };
      const around = { isCertain: this.#step.isCertain, script: null, spot: null, depth: 0 };
      this.#take(this.#commands(run, shell, folderOf(details, this.#step, this.#facts.resolver), place), around);
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
}

function placeOf({ spot }: Word): { readonly file: string; readonly line: number } {
  return { file: spot.file, line: spot.line };
}

/** What follows the name of a script goes to its last command. */
function withMore(commands: readonly Command[], words: readonly Word[]): readonly Command[] {
  return commands.map((command, index) =>
    index < commands.length - 1 ? command : { ...command, words: [...command.words, ...words] },
  );
}
