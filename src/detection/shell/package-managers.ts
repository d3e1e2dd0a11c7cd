import { type Arguments, readArguments } from './arguments.ts';
import type { Started } from './launchers.ts';
import { literal, type Word } from './word.ts';

/** A command that goes on, in another folder where one is named. */
export interface Further {
  readonly words: readonly Word[];
  readonly folder: Word | null;
}

/** What a package manager's command starts: words that go on, or a script; `null` for anything else. */
export function packageManager(program: string, args: readonly Word[]): Started | Further | null {
  const manager = managers.get(program);
  if (manager === undefined) {
    return null;
  }
  const head = leading(program, args);
  const folder = folderIn(head.options);
  const whole = manager.starts.length === 0 ? wholeScript(head.options) : null;
  if (whole !== null) {
    return whole;
  }
  const [first, ...rest] = head.rest;
  const word = literal(first);
  if (first === undefined || word === null) {
    return null;
  }
  if (manager.starts.length === 0) {
    return { words: head.rest, folder };
  }
  if (manager.starts.includes(word)) {
    const inner = leading('npx', rest);
    return wholeScript(inner.options) ?? { words: inner.rest, folder };
  }
  if (manager.runs.includes(word)) {
    return script(program, rest, folder, false);
  }
  if (named.has(word) && manager.named) {
    return { kind: 'script', name: first, words: behindDashes(rest), folder, orProgram: false };
  }
  return manager.bare && !own.has(word) ? script(program, head.rest, folder, true) : null;
}

interface Manager {
  /** Words behind which a program comes; none for those that only start programs. */
  readonly starts: readonly string[];
  /** Words behind which the name of a script comes. */
  readonly runs: readonly string[];
  /** Whether the name of a script may come at once. */
  readonly bare: boolean;
  /** Whether `start` and the like are scripts. */
  readonly named: boolean;
}

/** From the references of npm, pnpm, Yarn and Bun. */
const managers: ReadonlyMap<string, Manager> = new Map([
  ['npx', { starts: [], runs: [], bare: false, named: false }],
  ['bunx', { starts: [], runs: [], bare: false, named: false }],
  ['pnpx', { starts: [], runs: [], bare: false, named: false }],
  ['npm', { starts: ['exec', 'x'], runs: ['run', 'run-script', 'rum', 'urn'], bare: false, named: true }],
  ['pnpm', { starts: ['dlx', 'exec'], runs: ['run', 'run-script'], bare: true, named: true }],
  ['yarn', { starts: ['dlx', 'exec'], runs: ['run'], bare: true, named: true }],
  ['bun', { starts: ['x'], runs: ['run'], bare: true, named: false }],
]);

const named: ReadonlySet<string> = new Set(['start', 'stop', 'test', 'restart']);
/** Words that are the manager's own. */
const own: ReadonlySet<string> = new Set([
  'install',
  'i',
  'add',
  'ci',
  'build',
  'publish',
  'audit',
  'version',
  'global',
  'config',
  'cache',
  'set',
  'init',
  'workspaces',
]);
const folderOptions: ReadonlySet<string> = new Set([
  '--prefix',
  '-C',
  '--dir',
  '--cwd',
  '-w',
  '--workspace',
  '--filter',
  '-F',
]);

/** The options before the first other word, and what comes from that word on. */
function leading(
  program: string,
  args: readonly Word[],
): { readonly options: Arguments['options']; readonly rest: readonly Word[] } {
  const { positions, options } = readArguments(program === 'bunx' || program === 'pnpx' ? 'npx' : program, args, []);
  const [first] = positions;
  const from = first === undefined ? args.length : args.indexOf(first);
  return { options: options.filter(({ word }) => args.indexOf(word) < from), rest: args.slice(from) };
}

/** `-c 'script'`. */
function wholeScript(options: Arguments['options']): Started | null {
  const script = options.find(({ name }) => name === '-c' || name === '--call')?.values[0];
  return script === undefined ? null : { kind: 'shell', script };
}

function folderIn(options: Arguments['options']): Word | null {
  return options.find(({ name }) => folderOptions.has(name))?.values[0] ?? null;
}

/** npm takes its own options behind the name too, up to `--`; the others pass on what follows the name. */
function script(program: string, args: readonly Word[], folder: Word | null, orProgram: boolean): Started | null {
  const { options, rest } = leading(program, args);
  const [name, ...behind] = rest;
  if (name === undefined) {
    return null;
  }
  const more = program === 'npm' ? folderIn(readArguments(program, behind, []).options) : null;
  const words = program === 'npm' ? behindDashes(behind) : behind.filter((word) => literal(word) !== '--');
  return { kind: 'script', name, words, folder: folder ?? folderIn(options) ?? more, orProgram };
}

/** npm passes on the words before `--` that are no options of its own, and everything behind it. */
function behindDashes(words: readonly Word[]): readonly Word[] {
  const dashes = words.findIndex((word) => literal(word) === '--');
  const before = dashes < 0 ? words : words.slice(0, dashes);
  return [...readArguments('npm', before, []).positions, ...(dashes < 0 ? [] : words.slice(dashes + 1))];
}
