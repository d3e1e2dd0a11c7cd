import { listed } from '../credentials/wording.ts';
import type { Assignment } from './assignment.ts';
import type { Dialect, Loader } from './dialects.ts';
import { loaders, namesOf } from './dialects.ts';
import type { Reading } from './reading.ts';

/** What goes wrong with an assignment in a loader. */
export type Trouble =
  | 'refused'
  | 'stops'
  | 'runs'
  | 'fails behind'
  | 'unseen'
  | 'other name'
  | 'quotes'
  | 'carriage return'
  | 'blanks'
  | 'comment'
  | 'rest'
  | 'cut'
  | 'expands'
  | 'escapes'
  | 'other value';

/** The loaders that do not read the value that is meant, and why; the others do. */
export type Verdict = ReadonlyMap<Dialect, Trouble>;

/** Judges the lines by themselves, whatever stands around them in the file. */
export function verdictOn(assignment: Assignment): Verdict {
  return new Map(
    loaders.flatMap((loader) => {
      const trouble = troubleIn(loader, loader.read(assignment.source), assignment);
      return trouble === null ? [] : [[loader.dialect, trouble]];
    }),
  );
}

/** `null` when the loader reads what is meant, and without an error. */
export function troubleIn(
  { dialect }: Pick<Loader, 'dialect'>,
  reading: Reading,
  { name, meant }: Pick<Assignment, 'name' | 'meant'>,
): Trouble | null {
  if (reading.broken !== null) {
    return stopping.has(dialect) ? 'stops' : 'refused';
  }
  const seen = reading.variables.get(name);
  if (seen === undefined) {
    return [...reading.variables.keys()].some((key) => key.includes(name))
      ? 'other name'
      : dialect === 'bash' && reading.complaints.length > 0
        ? 'runs'
        : 'unseen';
  }
  if (seen.value === null) {
    return 'expands';
  }
  if (seen.value === meant) {
    return reading.complaints.length > 0 && shells.has(dialect) ? 'fails behind' : null;
  }
  return difference(seen.value, meant);
}

/** These keep what they have read before the line that stops them. */
export const stopping: ReadonlySet<Dialect> = new Set<Dialect>(['bash', 'export-xargs', 'export-cat', 'github-env']);
export const shells: ReadonlySet<Dialect> = new Set<Dialect>(['bash', 'export-xargs', 'export-cat']);

function difference(value: string, meant: string): Trouble {
  const core = value.trim();
  if (core === meant) {
    return /[\r\n]/.test(value) ? 'carriage return' : 'blanks';
  }
  const unquoted = core.replace(/^["'`]/, '');
  if (unquoted.replace(/["'`]$/, '') === meant) {
    return 'quotes';
  }
  if (meant !== '' && unquoted.startsWith(meant)) {
    return unquoted.includes('#', meant.length) ? 'comment' : 'rest';
  }
  if (meant === '') {
    return core.startsWith('#') ? 'comment' : 'rest';
  }
  if (meant.startsWith(unquoted)) {
    return meant[unquoted.length] === '$' ? 'expands' : 'cut';
  }
  return meant.includes('$') ? 'expands' : meant.includes('\\') ? 'escapes' : 'other value';
}

/** What the loaders make of it, for the end of a sentence: troubles in a fixed order, then who reads it well. */
export function describe(verdict: Verdict): string {
  const clean = new Set(loaders.map(({ dialect }) => dialect).filter((dialect) => !verdict.has(dialect)));
  const well =
    clean.size === 0
      ? 'no loader reads what is meant'
      : `${subject(clean)} ${namesOf(clean).length === 1 ? 'reads' : 'read'} it as it is meant`;
  return [...describeTroubles(verdict), well].join('; ');
}

/** One clause for each kind of trouble; empty when every loader reads what is meant. */
export function describeTroubles(verdict: Verdict): readonly string[] {
  return (Object.keys(verbs) as Trouble[]).flatMap((trouble) => {
    const affected = new Set([...verdict].flatMap(([dialect, its]) => (its === trouble ? [dialect] : [])));
    return affected.size === 0 ? [] : [`${subject(affected)} ${verb(trouble, affected)}`];
  });
}

export function subject(dialects: ReadonlySet<Dialect>): string {
  return listed(namesOf(dialects));
}

function verb(trouble: Trouble, dialects: ReadonlySet<Dialect>): string {
  return verbs[trouble][namesOf(dialects).length === 1 ? 0 : 1];
}

/** For one loader and for several. */
const verbs: Readonly<Record<Trouble, readonly [string, string]>> = {
  refused: ['refuses the whole file', 'refuse the whole file'],
  stops: ['stops at the line with an error', 'stop at the line with an error'],
  runs: ['runs it as a command', 'run it as a command'],
  unseen: ['does not see the variable', 'do not see the variable'],
  'other name': ['makes a variable of another name of it', 'make a variable of another name of it'],
  quotes: ['keeps the quotes in the value', 'keep the quotes in the value'],
  'carriage return': [
    'keeps the carriage return of a Windows line end in the value',
    'keep the carriage return of a Windows line end in the value',
  ],
  blanks: ['keeps the blanks in the value', 'keep the blanks in the value'],
  comment: ['keeps the comment in the value', 'keep the comment in the value'],
  rest: ['keeps what stands behind the value', 'keep what stands behind the value'],
  cut: ['cuts the value', 'cut the value'],
  expands: [
    'puts something else in the place of `$` and what follows',
    'put something else in the place of `$` and what follows',
  ],
  escapes: ['takes backslashes for escapes', 'take backslashes for escapes'],
  'other value': ['reads another value', 'read another value'],
  'fails behind': [
    'reads the value and fails on what stands behind it, which ends a step of a workflow, where bash runs with `-e`',
    'read the value and fail on what stands behind it, which ends a step of a workflow, where bash runs with `-e`',
  ],
};
