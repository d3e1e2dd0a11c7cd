import { readArguments } from './arguments.ts';
import { programName } from './program-name.ts';
import { packageManager } from './package-managers.ts';
import { Variables } from './variables.ts';
import { literal, type Word } from './word.ts';

/** What a command comes to when everything that only starts it is taken off. */
export type Started =
  | {
      readonly kind: 'program';
      readonly program: string;
      readonly words: readonly Word[];
      /** The folder to run in when it is not that of the command. */
      readonly folder: Word | null;
    }
  /** A script of package.json, or, where there is none of that name, a program. */
  | {
      readonly kind: 'script';
      readonly name: Word;
      readonly words: readonly Word[];
      /** The folder of package.json when it is not that of the command. */
      readonly folder: Word | null;
      readonly orProgram: boolean;
    }
  /** A whole script as one word: `bash -c`. */
  | { readonly kind: 'shell'; readonly script: Word };

const mostLaunchers = 12;

/** Takes launchers off the beginning of a command, one after the other. `null` when no program is left. */
export function startedBy(words: readonly Word[]): Started | null {
  let rest = words;
  let folder: Word | null = null;
  for (let count = 0; count < mostLaunchers; count += 1) {
    while (rest[0] !== undefined && Variables.assignment(rest[0]) !== null) {
      rest = rest.slice(1);
    }
    const [first, ...args] = rest;
    const name = literal(first);
    if (first === undefined || name === null || name === '') {
      return null;
    }
    const program = programName(name);
    const started = packageManager(program, args) ?? shellScript(program, args);
    if (started !== null && 'kind' in started) {
      return started;
    }
    const inner = started?.words ?? launched(program, args);
    folder = started?.folder ?? folder;
    if (inner === null) {
      return { kind: 'program', program, words: args, folder };
    }
    rest = inner;
  }
  return null;
}

function shellScript(program: string, args: readonly Word[]): Started | null {
  const at = shells.has(program) ? args.findIndex((arg) => /^-[a-z]{0,4}c$/.test(literal(arg) ?? '')) : -1;
  const script = args[at + 1];
  return at < 0 || script === undefined ? null : { kind: 'shell', script };
}

const shells: ReadonlySet<string> = new Set(['bash', 'sh', 'dash', 'zsh', 'ksh']);

/** What a launcher starts; `null` for a program that is none. */
function launched(program: string, args: readonly Word[]): readonly Word[] | null {
  if (/^python(?:\d(?:\.\d+)?)?$|^py$/.test(program)) {
    const at = args.findIndex((arg) => literal(arg) === '-m');
    return at < 0 ? null : args.slice(at + 1);
  }
  if (program === 'node') {
    const at = args.findIndex((arg) => /node_modules[\\/]/.test(literal(arg) ?? ''));
    return at < 0 ? null : [named(args[at] as Word), ...args.slice(at + 1)];
  }
  const own = simple.get(program);
  if (own !== undefined) {
    return behindOptions(program, args, own);
  }
  const words = runners.get(program);
  if (words !== undefined) {
    const { positions } = readArguments(program, args, words);
    const at = positions.findIndex((word) => words.includes(literal(word) ?? ''));
    return at < 0 ? null : behindOptions(program, args.slice(args.indexOf(positions[at] as Word) + 1), 0);
  }
  const dashes = wrappers.has(program) ? args.findIndex((arg) => literal(arg) === '--') : -1;
  return dashes < 0 ? null : args.slice(dashes + 1);
}

/** Launchers with options of their own, and how many words they take before the command. */
const simple: ReadonlyMap<string, number> = new Map([
  ...['sudo', 'env', 'time', 'nohup', 'exec', 'command', 'nice', 'stdbuf', 'chronic', 'call', 'winpty', 'ionice'].map(
    (name) => [name, 0] as const,
  ),
  ...['cross-env', 'cross-env-shell', 'uvx', 'unbuffer', 'setsid'].map((name) => [name, 0] as const),
  ['timeout', 1],
]);

/** Launchers with a word of their own before the command. */
const runners: ReadonlyMap<string, readonly string[]> = new Map([
  ['poetry', ['run']],
  ['pipenv', ['run']],
  ['pdm', ['run']],
  ['rye', ['run']],
  ['hatch', ['run']],
  ['uv', ['run']],
  ['pipx', ['run']],
  ['bundle', ['exec']],
  ['mise', ['exec', 'x']],
  ['asdf', ['exec']],
  ['devbox', ['run']],
]);

/** Launchers that have the command behind `--`. */
const wrappers: ReadonlySet<string> = new Set([
  'dotenv',
  'dotenvx',
  'doppler',
  'aws-vault',
  'op',
  'infisical',
  'chamber',
  'teller',
  'sops',
  'direnv',
  'env-cmd',
]);

/** The words from the first on that is no option, no value of one, and no assignment, without `count` of them. */
function behindOptions(program: string, args: readonly Word[], count: number): readonly Word[] {
  const { positions } = readArguments(program, args, []);
  const command = positions.filter((word) => Variables.assignment(word) === null)[count];
  return command === undefined ? [] : args.slice(args.indexOf(command));
}

/** `node_modules/aws-cdk/bin/cdk`, with or without the ending of a script. */
function named(word: Word): Word {
  return { ...word, parts: [{ kind: 'text', text: programName((literal(word) ?? '').replace(/\.[cm]?js$/, '')) }] };
}
