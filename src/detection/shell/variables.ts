import type { Part } from './marks.ts';
import { beginning, behind, literal, type Word } from './word.ts';

/** A variable that a script has set: what it holds, or `null` when that is not known. */
type Held = readonly Part[] | null;

const mostParts = 8;
const longest = 1000;

/**
 * The variables that the script itself sets, in the order in which it runs. What is set under a condition, in a loop or
 * by a command is not known from there on.
 */
export class Variables {
  readonly #held = new Map<string, Held>();
  #isAnySet = false;

  /** Takes `NAME=value` words off the beginning; they count when nothing else is left. */
  static assignment(word: Word): { readonly name: string; readonly value: Word } | null {
    const [whole, name, append] = /^([A-Za-z_]\w{0,200})(\+?)=/.exec(beginning(word)) ?? [];
    return whole === undefined || name === undefined || append === '+' || word.isGlob
      ? null
      : { name, value: behind(word, whole.length) };
  }

  set(name: string, value: Word | null, isCertain: boolean): void {
    const filled = value === null || !isCertain ? null : this.fill(value);
    this.#held.set(name, filled === null || !isKept(filled) ? null : filled.parts);
  }

  /** From here on any variable may have any value. */
  forget(): void {
    this.#isAnySet = true;
    this.#held.clear();
  }

  /** The word with the values of the script's own variables in their places. */
  fill(word: Word): Word {
    if (!word.parts.some(({ kind }) => kind === 'variable')) {
      return word;
    }
    return { ...word, parts: word.parts.flatMap((part) => (part.kind === 'variable' ? this.#valueOf(part) : [part])) };
  }

  /** What a command that is built into the shell does to variables. */
  run(program: string, args: readonly Word[], isCertain: boolean): void {
    if (['source', '.', 'eval'].includes(program)) {
      this.forget();
    } else if (
      ['export', 'declare', 'typeset', 'local', 'readonly', 'unset', 'read', 'mapfile', 'getopts'].includes(program)
    ) {
      for (const arg of args) {
        this.#declare(program, arg, isCertain);
      }
    } else if (program === 'printf' && literal(args[0]) === '-v') {
      this.set(literal(args[1]) ?? '', null, true);
    }
  }

  #declare(program: string, arg: Word, isCertain: boolean): void {
    const assigned = Variables.assignment(arg);
    const name = literal(arg);
    if (assigned !== null) {
      this.set(assigned.name, assigned.value, isCertain);
    } else if (name === null) {
      this.forget();
    } else if (['unset', 'read', 'mapfile', 'getopts'].includes(program)) {
      this.set(name, null, true);
    }
  }

  #valueOf(part: Part & { readonly kind: 'variable' }): readonly Part[] {
    const held = this.#held.get(part.name);
    if (held === null || (held === undefined && this.#isAnySet)) {
      return [{ kind: 'unknown' }];
    }
    return held === undefined ? [part] : held.length === 0 && part.otherwise !== null ? textOf(part.otherwise) : held;
  }
}

/** Values that grow from line to line are not followed. */
function isKept({ parts, isGlob }: Word): boolean {
  const length = parts.reduce((sum, part) => sum + (part.kind === 'text' ? part.text.length : 0), 0);
  return !isGlob && parts.length <= mostParts && length <= longest && !parts.some(({ kind }) => kind === 'unknown');
}

function textOf(text: string): readonly Part[] {
  return [{ kind: 'text', text }];
}
