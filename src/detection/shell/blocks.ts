/** A construct of a script that holds commands: what is in its body may not run. */
interface OpenBlock {
  readonly kind: 'if' | 'loop' | 'case' | 'brace' | 'paren';
  /** Where the words stand that may not be reached. */
  inBody: boolean;
  /** The folder to go back to, for a subshell. */
  readonly folder: string | null;
}

/**
 * Follows the compound commands of a script (POSIX, Shell Command Language, 2.9.4), as far as it takes to tell whether a
 * command runs for certain.
 */
export class Blocks {
  readonly #open: OpenBlock[] = [];
  /** Set between `name()` and the brace of its body. */
  #isFunctionNext = false;

  get isConditional(): boolean {
    return this.#open.some(({ inBody }) => inBody);
  }

  get isSubshell(): boolean {
    return this.#open.some(({ kind }) => kind === 'paren');
  }

  /** Whether a closing parenthesis ends the pattern of a case. */
  get isInCase(): boolean {
    return this.#open.at(-1)?.kind === 'case';
  }

  beginFunction(): void {
    this.#isFunctionNext = true;
  }

  enter(kind: OpenBlock['kind'], folder: string | null, inBody: boolean): void {
    if (this.#open.length < deepest) {
      this.#open.push({ kind, inBody, folder });
    }
  }

  /** The folder to go back to; `undefined` when nothing of the kind was open. */
  leave(kinds: readonly OpenBlock['kind'][]): string | null | undefined {
    const top = this.#open.at(-1);
    if (top === undefined || !kinds.includes(top.kind)) {
      return undefined;
    }
    this.#open.pop();
    return top.folder;
  }

  /** What a reserved word at the beginning of a command does; whether the rest of the words is a command of its own. */
  take(word: string, folder: string | null): 'command' | 'words' | 'none' {
    switch (word) {
      case 'if':
        this.enter('if', folder, false);
        return 'command';
      case 'while':
      case 'until':
        this.enter('loop', folder, false);
        return 'command';
      case 'for':
      case 'select':
        this.enter('loop', folder, false);
        return 'words';
      case 'case':
        this.enter('case', folder, true);
        return 'words';
      case 'then':
      case 'else':
      case 'elif':
      case 'do':
        this.#reachBody();
        return 'command';
      case 'fi':
      case 'done':
      case 'esac':
        this.leave(['if', 'loop', 'case']);
        return 'command';
      case '{':
        this.enter('brace', folder, this.#isFunctionNext);
        this.#isFunctionNext = false;
        return 'command';
      case '}':
        this.leave(['brace']);
        return 'command';
      case 'function':
        this.beginFunction();
        return 'words';
      case '!':
        return 'command';
      default:
        return 'none';
    }
  }

  #reachBody(): void {
    const top = this.#open.at(-1);
    if (top !== undefined) {
      top.inBody = true;
    }
  }
}

const deepest = 100;
