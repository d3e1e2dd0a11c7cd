import { listed } from '../../credentials/wording.ts';
import type { Observation } from '../../diagnoses/finding.ts';
import type { Dialect } from '../dialects.ts';
import type { AwsAssignment, EnvFile } from '../env-file.ts';
import { observed } from '../env-file.ts';
import { shownName } from '../relevance.ts';
import type { Verdict } from '../verdict.ts';
import { describe, subject, verdictOn } from '../verdict.ts';

/** The judged assignments, with what each loader makes of their lines. */
export type Judged = readonly { readonly assignment: AwsAssignment; readonly verdict: Verdict }[];

export function judged({ effective }: EnvFile): Judged {
  return effective.map((assignment) => ({ assignment, verdict: verdictOn(assignment) }));
}

/** Lines that not every loader reads alike: one finding for all variables that fare alike. */
export function differences(file: EnvFile, all: Judged): readonly Observation[] {
  const groups = grouped(
    all.filter(
      ({ verdict, assignment: { meant } }) =>
        verdict.size > 0 && !isExpression(meant) && !(file.isTemplate && isBlank(meant)),
    ),
    ({ verdict }) => JSON.stringify([...verdict]),
  );
  return groups.map((group) => {
    const members = group.map(({ assignment }) => assignment);
    const wrapped = members.some(({ line, endLine }) => endLine > line) ? ', written over more than one line' : '';
    return observed(
      file,
      'dotenv-dialect',
      'warning',
      span(members),
      `${namesAndLines(members)}${wrapped}: ${describe(group[0]?.verdict ?? new Map<Dialect, never>())}.`,
    );
  });
}

/** Variables whose own lines are well, and that something above them hides from a loader. */
export function hidden(file: EnvFile, all: Judged): readonly Observation[] {
  const cases = all.flatMap(({ assignment, verdict }) => {
    const losers = [...file.readings].filter(([dialect, reading]) => {
      if (reading.broken !== null || verdict.has(dialect)) {
        return false;
      }
      const seen = reading.variables.get(assignment.name);
      return seen === undefined || (seen.value !== null && seen.value !== assignment.meant);
    });
    return losers.length === 0 ? [] : [{ assignment, losers: new Set(losers.map(([dialect]) => dialect)) }];
  });
  return grouped(cases, ({ losers }) => [...losers].join()).map((group) => {
    const members = group.map(({ assignment }) => assignment);
    const losers = group[0]?.losers ?? new Set<Dialect>();
    return observed(
      file,
      'dotenv-dialect',
      'warning',
      span(members),
      `${namesAndLines(members)}: for ${subject(losers)}, something else in the file gets in the way of these lines, such as a quote that is not closed, an indented comment, or a line without \`=\` above them.`,
    );
  });
}

/** Names that are given a value more than once. */
export function duplicates(file: EnvFile): readonly Observation[] {
  return grouped(file.aws, ({ name }) => name).flatMap((group) => {
    const last = group.at(-1);
    if (group.length < 2 || last === undefined) {
      return [];
    }
    const same = group.every(({ meant }) => meant === last.meant);
    const lines = listed(group.slice(0, 10).map(({ line }) => String(line)));
    const which = same ? 'all with the same value' : 'and the loaders take the last value';
    return [
      observed(
        file,
        'dotenv-dialect',
        same ? 'notice' : 'warning',
        last,
        `${shownName(last.name)} is set ${group.length} times, on the lines ${lines}${group.length > 10 ? ' and more' : ''}, ${which}.`,
      ),
    ];
  });
}

/** An expression in the place of a value, which is `env-unexpanded` whatever the loaders make of it. */
function isExpression(meant: string): boolean {
  return isReference(meant) || meant.startsWith('${{');
}

/** What an example file has to be filled in. */
function isBlank(meant: string): boolean {
  return /^<.*>$/.test(meant);
}

/** The value of another variable. */
export function isReference(meant: string): boolean {
  return /^\$(?:[A-Za-z_]\w{0,127}|\{[^{}]{1,256}\})$/.test(meant);
}

export function namesAndLines(members: readonly AwsAssignment[]): string {
  const some = members.slice(0, 6).map(({ name, line, endLine }) => {
    const lines = endLine > line ? `lines ${line} to ${endLine}` : `line ${line}`;
    return `${shownName(name)} (${lines})`;
  });
  return members.length > 6 ? `${some.join(', ')} and ${members.length - 6} more` : listed(some);
}

/** From the first line on, as far as the lines follow each other. */
function span(members: readonly AwsAssignment[]): { line: number; endLine: number } {
  const [first, ...others] = members;
  let endLine = first?.endLine ?? 1;
  for (const other of others) {
    endLine = other.line === endLine + 1 ? other.endLine : endLine;
  }
  return { line: first?.line ?? 1, endLine };
}

function grouped<One>(all: readonly One[], keyOf: (one: One) => string): readonly (readonly One[])[] {
  const groups = new Map<string, One[]>();
  for (const one of all) {
    const key = keyOf(one);
    const group = groups.get(key);
    if (group === undefined) {
      groups.set(key, [one]);
    } else {
      group.push(one);
    }
  }
  return [...groups.values()];
}
