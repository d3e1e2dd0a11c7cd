import type { Observation } from '../../diagnoses/finding.ts';
import type { Dialect } from '../dialects.ts';
import { namesOf, readAll } from '../dialects.ts';
import type { EnvFile } from '../env-file.ts';
import { observed } from '../env-file.ts';
import type { Reading, Stumble } from '../reading.ts';
import { shownName } from '../relevance.ts';
import { shells, stopping, subject } from '../verdict.ts';

const firstLine = { line: 1, endLine: 1 };

/** UTF-16, and a byte order mark before the first name. */
export function encoding(file: EnvFile): readonly Observation[] {
  if (file.encoding === 'utf-16') {
    return [
      observed(
        file,
        'dotenv-dialect',
        'warning',
        firstLine,
        'The file is UTF-16, as `>` of Windows PowerShell 5.1 writes it. The loaders take it for UTF-8, and refuse it or find none of its variables. Save it as UTF-8 without a byte order mark.',
      ),
    ];
  }
  if (file.encoding === 'utf-8') {
    return [];
  }
  // What a mark does, it does to the first lines.
  const head = file.text.slice(0, 4096);
  const unmarked = readAll(head);
  const losers = [...readAll(`\uFEFF${head}`)].flatMap(([dialect, reading]) => {
    const plain = unmarked.get(dialect);
    return plain !== undefined && isSame(plain, reading) ? [] : [dialect];
  });
  return losers.length === 0
    ? []
    : [
        observed(
          file,
          'dotenv-dialect',
          'warning',
          firstLine,
          `The file begins with a byte order mark, which belongs to the first name, or breaks the first line, for ${subject(new Set(losers))}. Save it as UTF-8 without one.`,
        ),
      ];
}

function isSame(one: Reading, other: Reading): boolean {
  return (
    one.broken?.line === other.broken?.line &&
    one.complaints.length === other.complaints.length &&
    [...one.variables].every(([name, { value }]) => other.variables.get(name)?.value === value)
  );
}

/** Lines about something else that make a loader refuse the file, or stop, so that it costs the AWS variables too. */
export function breakingLines(file: EnvFile): readonly Observation[] {
  const stumbles = [...file.readings].flatMap(([dialect, { broken }]) =>
    broken === null || isJudged(file, broken.line) || isComment(file, broken.line) ? [] : [{ dialect, ...broken }],
  );
  return byLine(file, stumbles).map(({ line, reasons }) => {
    const parts = reasons.map(({ sentence, dialects }) => {
      const stops = [...dialects].every((dialect) => stopping.has(dialect));
      const one = namesOf(dialects).length === 1;
      const what = stops ? `stop${one ? 's' : ''} there` : `refuse${one ? 's' : ''} the whole file`;
      return `${subject(dialects)} ${what}, because ${sentence}`;
    });
    const detail = `Line ${line} costs the AWS variables, too: ${parts.join('; ')}.`;
    return observed(file, 'dotenv-dialect', 'warning', { line, endLine: line }, detail);
  });
}

/** The first line about something else that a shell reports as an error. */
export function failingLines(file: EnvFile): readonly Observation[] {
  const stumbles = [...file.readings].flatMap(([dialect, { complaints }]) => {
    const first = complaints.find(({ line }) => !isJudged(file, line) && !isComment(file, line));
    return shells.has(dialect) && first !== undefined ? [{ dialect, ...first }] : [];
  });
  return byLine(file, stumbles).map(({ line, reasons }) => {
    const parts = reasons.map(({ sentence, dialects }) => `with ${subject(dialects)}, ${sentence}`);
    const detail = `Line ${line} is an error that ends a step of a workflow, where bash runs with \`-e\`: ${parts.join('; ')}.`;
    return observed(file, 'dotenv-dialect', 'notice', { line, endLine: line }, detail);
  });
}

/** A comment line is skipped by all but two. */
export function comments(file: EnvFile): readonly Observation[] {
  const { broken } = file.readings.get('github-env') ?? { broken: null };
  return broken === null || !isComment(file, broken.line) || file.aws.length === 0
    ? []
    : [
        observed(
          file,
          'dotenv-dialect',
          'notice',
          { line: broken.line, endLine: broken.line },
          `Line ${broken.line} is a comment, at which \`cat .env >> "$GITHUB_ENV"\` fails the step, and \`export $(cat .env)\` exports its words or reports them as an error. The other loaders skip it.`,
        ),
      ];
}

interface LineOfStumbles {
  readonly line: number;
  readonly reasons: readonly { readonly sentence: string; readonly dialects: ReadonlySet<Dialect> }[];
}

/** By line, and there by what is said of it and whether the loader keeps what it has read before. */
function byLine(
  file: EnvFile,
  stumbles: readonly (Stumble & { readonly dialect: Dialect })[],
): readonly LineOfStumbles[] {
  const lines = file.aws.length === 0 ? [] : [...new Set(stumbles.map(({ line }) => line))];
  return lines.map((line) => {
    const reasons = new Map<string, { sentence: string; dialects: Set<Dialect> }>();
    for (const { dialect, sentence } of stumbles.filter((stumble) => stumble.line === line)) {
      const key = `${String(stopping.has(dialect))} ${sentence}`;
      const reason = reasons.get(key) ?? { sentence, dialects: new Set<Dialect>() };
      reasons.set(key, reason);
      reason.dialects.add(dialect);
    }
    return { line, reasons: [...reasons.values()] };
  });
}

function isComment({ lines }: EnvFile, line: number): boolean {
  return (lines[line - 1] ?? '').trimStart().startsWith('#');
}

/** Every loader reads the last line without a line end; what comes behind the file does not. */
export function openEnd(file: EnvFile): readonly Observation[] {
  const last = file.aws.find(({ endLine, source }) => !source.endsWith('\n') && endLine === file.lines.length);
  return file.text.endsWith('\n') || last === undefined
    ? []
    : [
        observed(
          file,
          'dotenv-dialect',
          'notice',
          last,
          `The file does not end with a line end. The loaders read ${shownName(last.name)} all the same, but a \`while read\` loop leaves it out, and what is written behind it, as after \`cat .env >> "$GITHUB_ENV"\`, becomes a part of its value.`,
        ),
      ];
}

function isJudged({ effective }: EnvFile, line: number): boolean {
  return effective.some((assignment) => line >= assignment.line && line <= assignment.endLine);
}
