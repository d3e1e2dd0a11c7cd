import type { Severity } from '../../../diagnoses/finding.ts';
import { textOf } from '../../../files/found-file.ts';
import type { FormatProblem, ProblemKind } from '../parsed-file.ts';
import { sentenceOf } from '../parsed-file.ts';
import type { FileKind, FileLintContext, Note } from './context.ts';
import { fileKinds } from './context.ts';
import { sentenceCase, tools } from './words.ts';

/**
 * What makes botocore refuse a file: a warning even where the run signs with something else, because the AWS CLI reads
 * both files before it does anything, whatever is set beside them. It is an error when the profile that the run signs
 * with is not to be had by the JavaScript SDK either.
 */
export function format(context: FileLintContext): readonly Note[] {
  return fileKinds.flatMap((kind) => {
    const file = context.files[kind].path;
    const { botocore, javascript } = context.fileViews;
    const refused = javascript[kind].parsed.problems.map((problem) => ({
      code: 'file-parse-error' as const,
      severity: weigh(problem, kind, context),
      file,
      line: problem.line,
      say: () => `${sentenceOf(problem)} ${sentenceCase(tools.javascript)} see nothing of the file because of it.`,
    }));
    const lines = textOf(context.files[kind]).split('\n');
    const stopping = botocore[kind].parsed.problems.map((problem, index) => ({
      code: 'file-parse-error' as const,
      severity: weigh(problem, kind, context),
      file,
      line: problem.line,
      say: () => (index === 0 ? inFull(problem, lines) : sentenceOf(problem)),
    }));
    return [...refused, ...stopping];
  });
}

/** Other lines of the file than those of the profile in question do not explain why it is not there. */
function weigh(problem: FormatProblem, kind: FileKind, { fails, chain, headers }: FileLintContext): Severity {
  const concerns = problem.kind === 'no-header' || headers[kind].some(({ meant }) => chain.has(meant.name));
  return fails && concerns ? 'error' : 'warning';
}

function inFull(problem: FormatProblem, lines: readonly string[]): string {
  return `${sentenceOf(problem)}${guess(problem, lines)} ${sentenceCase(tools.botocore)} stop at it with ConfigParseError, "Unable to parse config file", even when keys are set in the environment; ${tools.javascript} ${others[problem.kind]}.`;
}

/** What such a line commonly is. Only kinds of text are named, never the text. */
function guess({ kind, line }: FormatProblem, lines: readonly string[]): string {
  const text = (lines[line - 1] ?? '').trim();
  if (kind === 'no-header' && /^(export|set|setx)\s/i.test(text)) {
    return ' It is a command for a shell, not a line of this file.';
  }
  if (kind === 'no-divider' && /^\[/.test(text)) {
    return ' The closing bracket is missing.';
  }
  if (kind === 'no-divider' && /^[A-Za-z0-9+/]{16,}={0,2}$/.test(text)) {
    return ' It may be the rest of the value above, which has to be on one line.';
  }
  return kind === 'no-header' && text.startsWith('{') ? ' It looks like JSON.' : '';
}

/** What the JavaScript SDK does instead. */
const others: Readonly<Record<ProblemKind, string>> = {
  'utf-16': 'see nothing of the file',
  'byte-order-mark': 'do not mind it',
  undecodable: 'put a replacement character in their place',
  'no-header': 'pass over the line',
  'no-divider': 'pass over the line',
  'no-name': 'pass over the line',
  'section-twice': 'put the sections together, and the last of two values wins',
  'setting-twice': 'take the last value',
  'nested-without-divider': 'pass over the line',
  'refused-name': 'see nothing of the file',
};

/** Whether a family reads anything of the file. */
export function isRead(kind: FileKind, { files, fileViews }: FileLintContext): boolean {
  const file = files[kind];
  return file.kind === 'text' && file.encoding !== 'utf-16' && fileViews.javascript[kind].parsed.problems.length === 0;
}
