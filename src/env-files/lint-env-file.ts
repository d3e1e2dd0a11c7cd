import type { FoundFile } from '../files/found-file.ts';
import type { Observation } from '../diagnoses/finding.ts';
import type { EnvFile } from './env-file.ts';
import { envFile, mostJudged, observed } from './env-file.ts';
import { differences, duplicates, hidden, judged } from './rules/dialects.ts';
import { otherSettings, wrongNames } from './rules/names.ts';
import { holdsSecret, valueRules } from './rules/values.ts';
import { breakingLines, comments, encoding, failingLines, openEnd } from './rules/whole-file.ts';

/** More findings than this about one file help nobody. */
const mostFindings = 20;

/**
 * What can go wrong when a `.env` file hands credentials to AWS tools: lines that loaders read differently, values that
 * are no credentials, names that nobody reads. Warnings and notices only, because the run does not sign with the file.
 * No detail holds a value or a piece of one. A file that is not there, or sets nothing that bears on AWS, gives none.
 */
export function lintEnvFile(file: FoundFile): readonly Observation[] {
  switch (file.kind) {
    case 'absent':
      return [];
    case 'unreadable':
      return [
        {
          code: file.denied ? 'file-permissions' : 'file-unreadable',
          severity: 'warning',
          detail: `${file.path} ${file.why}.`,
          location: { file: file.path, line: 1, endLine: 1 },
        },
      ];
    case 'text': {
      const relevant = envFile(file);
      return relevant === null ? [] : limited(file.path, findings(relevant));
    }
  }
}

function findings(file: EnvFile): readonly Observation[] {
  const all = file.encoding === 'utf-16' ? [] : judged(file);
  const ofLoaders =
    file.encoding === 'utf-16'
      ? []
      : [
          ...differences(file, all),
          ...hidden(file, all),
          ...breakingLines(file),
          ...failingLines(file),
          ...comments(file),
          ...openEnd(file),
        ];
  return [
    ...encoding(file),
    ...permissions(file),
    ...ofLoaders,
    ...duplicates(file),
    ...valueRules(file, all),
    ...wrongNames(file),
    ...otherSettings(file),
    ...tooMany(file),
  ];
}

/** No tool looks at the mode, and a file out of the repository always has an open one, so it is only mentioned. */
function permissions(file: EnvFile): readonly Observation[] {
  const { mode } = file;
  return mode === null || (mode & 0o077) === 0 || !holdsSecret(file)
    ? []
    : [
        observed(
          file,
          'file-permissions',
          'notice',
          { line: 1, endLine: 1 },
          `${file.path} holds credentials, and other users of the machine may ${(mode & 0o022) === 0 ? 'read' : 'change'} it (mode ${mode.toString(8).padStart(4, '0')}).`,
        ),
      ];
}

function tooMany(file: EnvFile): readonly Observation[] {
  const details = [
    ...(file.total > mostJudged
      ? [`The file has ${file.total} assignments that bear on AWS; only the first ${mostJudged} were looked at.`]
      : []),
    ...(file.left > 0
      ? [
          `Only the first ${file.lines.length - 1} lines of the file were looked at; ${file.left} characters follow them.`,
        ]
      : []),
  ];
  return details.map((detail) => observed(file, 'file-unreadable', 'notice', { line: 1, endLine: 1 }, detail));
}

/** Warnings have precedence where there are too many; what is kept is in the order of the lines. */
function limited(path: string, all: readonly Observation[]): readonly Observation[] {
  const byWeight = [...all].sort((one, other) => weight(one) - weight(other) || lineOf(one) - lineOf(other));
  const kept = byWeight.slice(0, mostFindings).sort((one, other) => lineOf(one) - lineOf(other));
  const left = all.length - kept.length;
  return left === 0
    ? kept
    : [
        ...kept,
        {
          code: 'dotenv-dialect',
          severity: 'notice',
          detail: `${path} has ${left} more such findings, which are left out here.`,
          location: { file: path, line: 1, endLine: 1 },
        },
      ];
}

function weight({ severity }: Observation): number {
  return severity === 'warning' ? 0 : 1;
}

function lineOf({ location }: Observation): number {
  return location?.line ?? 0;
}
