import type { TextFile } from '../files/found-file.ts';
import type { DiagnosisCode } from '../diagnoses/catalogue/index.ts';
import type { Observation } from '../diagnoses/finding.ts';
import type { Assignment } from './assignment.ts';
import { assignments } from './assignment.ts';
import type { Dialect } from './dialects.ts';
import { readAll } from './dialects.ts';
import type { Reading } from './reading.ts';
import type { Relevance } from './relevance.ts';
import { bearsOnAws, relevanceOf } from './relevance.ts';

/** An assignment that bears on AWS. */
export interface AwsAssignment extends Assignment {
  readonly relevance: Relevance;
}

/** What the rules look at. */
export interface EnvFile {
  readonly path: string;
  readonly text: string;
  readonly lines: readonly string[];
  readonly encoding: TextFile['encoding'];
  readonly mode: number | null;
  /** In the order of the file, at most `mostJudged`. */
  readonly aws: readonly AwsAssignment[];
  /** Of `aws` the last one of each name: what the loaders give their program. */
  readonly effective: readonly AwsAssignment[];
  /** How many assignments bear on AWS, those beyond `mostJudged` included. */
  readonly total: number;
  /** Without the byte order mark. */
  readonly readings: ReadonlyMap<Dialect, Reading>;
  /** How many characters of the file were left out for its many lines. */
  readonly left: number;
  /** True for `.env.example` and the like, where values are there to be filled in. */
  readonly isTemplate: boolean;
}

/** A file with more of them is no settings file. */
export const mostJudged = 300;

/** Whoever writes more lines than this writes no settings; the loaders are asked about so many. */
const mostLines = 20_000;

/** The text up to there. */
export function headOf(text: string): string {
  let end = -1;
  for (let lines = 0; lines < mostLines; lines++) {
    end = text.indexOf('\n', end + 1);
    if (end === -1) {
      return text;
    }
  }
  return text.slice(0, end + 1);
}

/** `null` for a file that has nothing to do with AWS. */
export function envFile({ path, text: whole, encoding, mode }: TextFile): EnvFile | null {
  const text = headOf(whole);
  const all = assignments(text).filter(bearsOnAws);
  const aws = all.slice(0, mostJudged).map((assignment) => ({ ...assignment, relevance: relevanceOf(assignment) }));
  if (all.length === 0) {
    return null;
  }
  const last = new Map(aws.map((assignment) => [assignment.name, assignment]));
  const effective = aws.filter((assignment) => last.get(assignment.name) === assignment);
  const isTemplate = /[._-](example|sample|template|tmpl|tpl|dist|default|defaults)$/i.test(path);
  return {
    path,
    text,
    lines: text.split('\n'),
    encoding,
    mode,
    aws,
    effective,
    total: all.length,
    readings: readAll(text),
    left: whole.length - text.length,
    isTemplate,
  };
}

/** A finding about some lines of the file. The run does not sign with the file, so nothing here is an error. */
export function observed(
  file: Pick<EnvFile, 'path'>,
  code: DiagnosisCode,
  severity: 'warning' | 'notice',
  at: { readonly line: number; readonly endLine: number },
  detail: string,
): Observation {
  return { code, severity, detail, location: { file: file.path, line: at.line, endLine: at.endLine } };
}
