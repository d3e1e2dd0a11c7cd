import type { TargetOrigin, TargetSign } from '../../requirements/target.ts';
import { type Arguments, readArguments } from '../shell/arguments.ts';
import { habitsOf } from '../shell/flags.ts';
import { programName } from '../shell/program-name.ts';
import { literal } from '../shell/word.ts';
import type { ActionUse, CommandUse, Matched, Use } from '../uses/use.ts';

/** A use that is what a sign or an origin speaks of. */
export type Match = { readonly kind: 'action'; readonly use: ActionUse } | (Matched & { readonly kind: 'command' });

/** Compares a use with `action` or `command`; `null` when it is another one, or nothing of the kind is named. */
export function matchUse(use: Use, { action, command }: TargetSign | TargetOrigin): Match | null {
  if (use.kind === 'action') {
    return action?.toLowerCase() === use.name ? { kind: 'action', use } : null;
  }
  const words = command === undefined ? null : wordsOf(command);
  if (words === null || command === undefined || words.program !== use.program) {
    return null;
  }
  const { positions, options } = argumentsOf(use, words.rest);
  const isIt =
    words.rest.every((word, index) => literal(positions[index]) === word) &&
    !options.some(
      ({ name, values }) => (name === '--help' || name === '-h' || name === '--version') && values.length === 0,
    ) &&
    literal(positions.at(-1)) !== 'help';
  return isIt ? { kind: 'command', use, command, positions: positions.slice(words.rest.length), options } : null;
}

/** Whether two signs name the same action or command. */
export function isSameSign(one: Match, other: Match): boolean {
  return one.kind === 'action'
    ? other.kind === 'action' && one.use.name === other.use.name
    : other.kind === 'command' && one.command === other.command;
}

/** How a person calls it: `aws-actions/aws-lambda-deploy`, `sam deploy`. */
export function nameOf(match: Match): string {
  return match.kind === 'action' ? match.use.name : match.command;
}

const parsed = new WeakMap<CommandUse, Map<string, Arguments>>();

/** What a sign expects matters for the words of programs that are not known. */
function argumentsOf(use: CommandUse, expected: readonly string[]): Arguments {
  const all = parsed.get(use) ?? new Map<string, Arguments>();
  parsed.set(use, all);
  const key = habitsOf(use.program, false).isKnown ? '' : expected.join(' ');
  const found = all.get(key) ?? readArguments(use.program, use.words, expected);
  all.set(key, found);
  return found;
}

const known = new Map<string, { readonly program: string; readonly rest: readonly string[] }>();

/** A sign may be written with the name of a package or an alias. Signs come from target files, so there are few. */
function wordsOf(command: string): { readonly program: string; readonly rest: readonly string[] } {
  const [first = '', ...rest] = command.split(' ');
  const words = known.get(command) ?? { program: programName(first), rest };
  if (known.size < 1000) {
    known.set(command, words);
  }
  return words;
}
