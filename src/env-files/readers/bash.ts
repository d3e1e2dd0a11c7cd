import type { Notes, Reader } from '../reading.ts';
import { notes, skip } from '../reading.ts';
import type { ShellWord } from './bash-words.ts';
import { readLogicalLine } from './bash-words.ts';
import { readonlyNames } from './export-words.ts';

/**
 * `set -a; . ./.env` in bash: the file is a script. Assignments are followed, expansions leave a value open, a line
 * that bash would run as a command is reported, and where syntax begins whose effect only running it would tell, the
 * reading ends. Source: Bash Reference Manual, "Shell Operation"; measured with bash 5.2.
 */
export const readBash: Reader = (text) => {
  const noted = notes();
  let at = 0;
  let line = 1;
  while (at < text.length) {
    const start = skipEmptyLines(text, at);
    line += start.lines;
    at = start.at;
    const logical = readLogicalLine(text, at, line);
    if (logical.problem !== null) {
      return noted.stop(logical.problem.line, logical.problem.sentence);
    }
    for (const command of logical.commands) {
      const outcome = run(command, noted);
      if (outcome === 'unknown') {
        return noted.stop(command[0]?.line ?? line, 'what it does can only be told by running it');
      }
      if (outcome === 'abandoned') {
        break;
      }
    }
    at = logical.end;
    line = logical.endLine;
  }
  return noted.done();
};

/** Over lines that are empty or nothing but a comment, which there may be many of. */
function skipEmptyLines(text: string, from: number): { at: number; lines: number } {
  let at = from;
  for (let lines = 0; ; lines++) {
    const first = skip(text, at, (code) => code === 32 || code === 9);
    const end = text[first] === '#' ? text.indexOf('\n', first) : first;
    if (text[end] !== '\n') {
      return { at, lines };
    }
    at = end + 1;
  }
}

/** `abandoned` leaves out the rest of the logical line, as bash does after an assignment that it does not allow. */
type Outcome = 'done' | 'abandoned' | 'unknown';

function run(command: readonly ShellWord[], { variables, complain }: Notes): Outcome {
  const first = command.findIndex((word) => word.assigns === null);
  const assignments = first === -1 ? command : command.slice(0, first);
  if (first === -1) {
    return assignAll(assignments, { variables, complain });
  }
  const [name, ...parameters] = command.slice(first);
  const text = name?.text ?? null;
  if (text === null || (name?.quoted === false && reserved.has(text)) || opaque.has(text)) {
    return 'unknown';
  }
  if (declaring.has(text)) {
    return declare(parameters, { variables, complain });
  }
  if (text === 'unset' || text === 'set') {
    if (parameters.some((word) => word.text === null || /^[-+]/.test(word.text))) {
      return 'unknown';
    }
    for (const word of text === 'unset' ? parameters : []) {
      variables.delete(word.text ?? '');
    }
    return 'done';
  }
  if (text !== ':' && text !== 'true') {
    complain(name?.line ?? 1, 'bash runs a part of it as a command');
  }
  return 'done';
}

type Store = Pick<Notes, 'variables' | 'complain'>;

function assignAll(words: readonly ShellWord[], store: Store): Outcome {
  for (const word of words) {
    if (word.assigns !== null && !assign(word, word.assigns, word.text, store)) {
      return 'abandoned';
    }
  }
  return 'done';
}

/** `export`, `readonly` and the like: words that are no name are reported, the others count. */
function declare(words: readonly ShellWord[], store: Store): Outcome {
  for (const word of words) {
    if (word.assigns !== null) {
      assign(word, word.assigns, word.text, store);
      continue;
    }
    if (word.text === null || /^-(?!x$)./.test(word.text)) {
      return 'unknown';
    }
    const [, name, added, value] = /^([A-Za-z_][A-Za-z0-9_]*)(?:(\+?)=([^]*))?$/.exec(word.text) ?? [];
    if (name === undefined && word.text !== '-x') {
      store.complain(word.line, '`export` takes a word of it for a name that cannot be');
    } else if (name !== undefined && value !== undefined) {
      assign(word, { name, adds: added === '+' }, value, store);
    }
  }
  return 'done';
}

function assign(
  word: ShellWord,
  { name, adds }: { readonly name: string; readonly adds: boolean },
  value: string | null,
  { variables, complain }: Store,
): boolean {
  if (readonlyNames.has(name)) {
    complain(word.line, 'bash does not let that variable be set');
    return false;
  }
  const before = adds ? (variables.get(name)?.value ?? null) : '';
  variables.set(name, { value: value === null || before === null ? null : before + value, line: word.line });
  return true;
}

const declaring: ReadonlySet<string> = new Set(['export', 'readonly', 'declare', 'typeset']);

const reserved: ReadonlySet<string> = new Set(
  'if then elif else fi for while until do done case esac select function time coproc in { } ! [['.split(' '),
);

/** Builtins that can change what follows. */
const opaque: ReadonlySet<string> = new Set(
  '. source eval exec exit return read mapfile readarray printf let getopts trap alias unalias shopt enable cd local logout builtin command wait test ['.split(
    ' ',
  ),
);
