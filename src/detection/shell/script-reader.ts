import { joinPath } from '../folder.ts';
import { Blocks } from './blocks.ts';
import type { Marks } from './marks.ts';
import type { ScriptLine, Shell } from './script-line.ts';
import { type ScriptPlace, type Token, tokensOf } from './tokens.ts';
import { Variables } from './variables.ts';
import { literal, type Word } from './word.ts';

/** A command of a script, with the script's own variables filled in. */
export interface Command {
  readonly words: readonly [Word, ...Word[]];
  /** Where it runs, below the workspace; `null` when the script does not tell. */
  readonly folder: string | null;
  /** Whether something in the script decides whether it runs. */
  readonly isConditional: boolean;
}

export interface ScriptFacts {
  readonly shell: Shell;
  readonly folder: string | null;
  readonly place: ScriptPlace;
  /** What a word comes to; `null` when that is not known. */
  readonly valueOf: (word: Word) => string | null;
}

const mostCommands = 2000;

const joints: ReadonlySet<string> = new Set([';', ';;', ';&', ';;&', '&', '|', '|&', '&&', '||', '(', ')']);
/** What these end with decides and is no failure of the step. */
const tests: ReadonlySet<string> = new Set([
  '[',
  '[[',
  'test',
  'grep',
  'egrep',
  'diff',
  'git',
  'command',
  'which',
  'type',
]);

/** Turns the lines of one script into commands, with the state that a shell keeps. */
export class ScriptReader {
  readonly commands: Command[] = [];
  readonly #facts: ScriptFacts;
  readonly #marks: Marks;
  readonly #blocks = new Blocks();
  readonly #variables = new Variables();
  #folder: string | null;
  /** Whether what stands to the left in this list of commands decides. */
  #isDecided = false;
  #isTest = false;

  constructor(facts: ScriptFacts, marks: Marks) {
    this.#facts = facts;
    this.#marks = marks;
    this.#folder = facts.folder;
  }

  read(line: ScriptLine): void {
    const tokens = tokensOf(line, this.#marks, this.#facts.shell, this.#facts.place);
    this.#readInner(
      line,
      tokens.some((token) => isOperator(token, '&&') || isOperator(token, '||')),
    );
    let words: Word[] = [];
    this.#isDecided = false;
    for (let index = 0; index < tokens.length && this.commands.length < mostCommands; index += 1) {
      const token = tokens[index] as Token;
      if (token.kind === 'word' && this.#facts.shell === 'powershell' && isBrace(token.word)) {
        this.#command(words);
        words = [];
        this.#brace(token.word);
      } else if (token.kind === 'word') {
        words.push(token.word);
      } else if (!joints.has(token.text)) {
        words = withoutDescriptor(words);
        index += 1;
      } else if (token.text === '(' && words.length === 1 && isOperator(tokens[index + 1], ')')) {
        this.#blocks.beginFunction();
        words = [];
        index += 1;
      } else {
        if (token.text !== ')' || !this.#blocks.isInCase) {
          this.#command(words);
        }
        words = [];
        this.#joint(token.text);
      }
    }
    this.#command(words);
  }

  #readInner(line: ScriptLine, isDecided: boolean): void {
    for (const inner of line.inner) {
      const folder = this.#folder;
      this.#blocks.enter('paren', folder, isDecided);
      this.read(inner);
      this.#blocks.leave(['paren']);
      this.#folder = folder;
    }
  }

  /** PowerShell's statements have their commands in braces, and the keywords stand before those. */
  #brace(word: Word): void {
    if (literal(word) === '{') {
      this.#blocks.enter('brace', this.#folder, true);
    } else {
      this.#blocks.leave(['brace']);
    }
  }

  #joint(operator: string): void {
    if (operator === '(') {
      this.#blocks.enter('paren', this.#folder, this.#facts.shell === 'cmd');
    } else if (operator === ')') {
      const folder = this.#blocks.leave(['paren']);
      this.#folder = folder === undefined ? this.#folder : folder;
    }
    this.#isDecided =
      operator === '||' || (operator === '&&' ? this.#isDecided || this.#isTest : operator === '|' && this.#isDecided);
  }

  #command(given: readonly Word[]): void {
    const [first, ...rest] = given;
    if (first === undefined) {
      return;
    }
    const reserved = this.#facts.shell === 'posix' ? this.#blocks.take(literal(first) ?? '', this.#folder) : 'none';
    if (reserved === 'words') {
      this.#variables.set(literal(rest[0]) ?? '', null, true);
      return;
    }
    if (reserved === 'command') {
      this.#command(rest);
      return;
    }
    const assigned = given.map((word) => Variables.assignment(word));
    if (assigned.every((each) => each !== null)) {
      assigned.forEach(({ name, value }) => {
        this.#variables.set(name, value, this.#isCertain);
      });
      return;
    }
    if (this.#facts.shell === 'powershell' && literal(rest[0]) === '=' && first.parts.length === 1) {
      const [part] = first.parts;
      const value = rest.length === 2 ? (rest[1] ?? null) : null;
      this.#variables.set(part?.kind === 'variable' ? part.name : '', value, this.#isCertain);
      return;
    }
    this.#run([this.#variables.fill(first), ...rest.map((word) => this.#variables.fill(word))]);
  }

  #run(words: readonly [Word, ...Word[]]): void {
    const program = literal(words[0]) ?? '';
    const [, second, third] = words;
    this.#isTest = tests.has(program);
    this.commands.push({ words, folder: this.#folder, isConditional: this.#blocks.isConditional || this.#isDecided });
    if (isChange(program)) {
      this.#enterFolder(literal(second)?.toLowerCase() === '/d' ? third : second);
    } else if (program === 'popd' || program === 'Pop-Location') {
      this.#folder = null;
    } else if (this.#facts.shell === 'cmd' && program.toLowerCase() === 'set' && second !== undefined) {
      const assigned = Variables.assignment(second);
      this.#variables.set(assigned?.name ?? '', assigned?.value ?? null, this.#isCertain);
    } else {
      this.#variables.run(program, words.slice(1), this.#isCertain);
    }
  }

  get #isCertain(): boolean {
    return !this.#isDecided && !this.#blocks.isConditional && !this.#blocks.isSubshell;
  }

  #enterFolder(word: Word | undefined): void {
    const path = word === undefined ? null : this.#facts.valueOf(word);
    const open = this.#isDecided || this.#blocks.isConditional;
    this.#folder = path === null || open || this.#folder === null ? null : joinPath(this.#folder, path);
  }
}

function isChange(program: string): boolean {
  return ['cd', 'chdir', 'pushd', 'set-location', 'push-location'].includes(program.toLowerCase());
}

/** `2>&1`: the library takes the number for a word. */
function withoutDescriptor(words: Word[]): Word[] {
  const last = words.at(-1);
  return /^[0-9&]$/.test(literal(last) ?? '') ? words.slice(0, -1) : words;
}

function isBrace(word: Word): boolean {
  const text = literal(word);
  return text === '{' || text === '}';
}

function isOperator(token: Token | undefined, text: string): boolean {
  return token?.kind === 'operator' && token.text === text;
}
