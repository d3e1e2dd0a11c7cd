import { catalogue } from './diagnoses/catalogue/index.ts';
import type { Observation } from './diagnoses/finding.ts';
import type { LogEvidence } from './explain/evidence.ts';
import type { LogExplanation, LogObservation } from './explain/explanation.ts';
import { createLogReader } from './explain/log-reader.ts';

/** What a log tells of why the deployment failed. */
export interface ExplainedLog {
  readonly observations: readonly Observation[];
  readonly notCovered: readonly string[];
}

/** A log holds no more different refusals than people want to read about. */
const mostNamed = 5;

/**
 * Reads a log to its end, or until the run's time is used up, and gives its AWS errors their true names. `file` is how
 * findings call the log; `null` for one that has no name, such as standard input. Rejects when the log cannot be read.
 */
export async function explainLog(
  lines: AsyncIterable<string>,
  file: string | null,
  evidence: LogEvidence,
  deadline: AbortSignal,
): Promise<ExplainedLog> {
  const reader = createLogReader(evidence);
  for await (const line of lines) {
    if (deadline.aborted) {
      break;
    }
    reader.push(line);
  }
  const explanation = reader.finish();
  const found = explanation.observations.map((observation) => observationOf(observation, file));
  const unknown = unknownRefusals(explanation, file);
  return {
    observations: [
      ...found,
      ...unknown,
      ...(found.length + unknown.length === 0 ? [nothingFound(explanation, file)] : []),
    ],
    notCovered: [
      ...(deadline.aborted ? [`The log after line ${explanation.linesRead}: the time of this run was used up.`] : []),
      ...otherErrors(explanation),
      ...(explanation.truncated ? ['More different failures than are listed: only the first ones are kept.'] : []),
    ],
  };
}

function observationOf(
  { code, detail, severity, line, occurrences }: LogObservation,
  file: string | null,
): Observation {
  const again = occurrences === 1 ? '' : ` It is there ${occurrences} times.`;
  const at = file === null ? `Line ${line}: ` : '';
  return {
    code,
    severity: severity ?? catalogue[code].severity,
    detail: `${at}${detail}${again}`,
    ...placeOf(file, line),
  };
}

/** What looks like a refusal and has no name here is said to be unknown, and never guessed at. */
function unknownRefusals({ unknown }: LogExplanation, file: string | null): readonly Observation[] {
  const [first] = unknown;
  if (first === undefined) {
    return [];
  }
  const told = unknown
    .slice(0, mostNamed)
    .map(({ line, code, message }) => `line ${line}: ${code === null ? '' : `${code}: `}${message}`);
  const more = unknown.length > mostNamed ? ` There are ${unknown.length - mostNamed} more.` : '';
  return [
    {
      code: 'aws-error-unknown',
      severity: 'warning',
      detail: `AWS may have refused something in a way that is not known here: ${told.join('; ')}.${more}`,
      ...placeOf(file, first.line),
    },
  ];
}

function nothingFound({ linesRead, otherAwsErrors }: LogExplanation, file: string | null): Observation {
  const others = otherAwsErrors.reduce((sum, { count }) => sum + count, 0);
  const also = others === 0 ? '' : ` It holds ${others} AWS ${others === 1 ? 'error' : 'errors'} of other kinds.`;
  return {
    code: 'log-nothing-found',
    detail: `${file ?? 'The log'} has ${linesRead} ${linesRead === 1 ? 'line' : 'lines'}, and none of them is known to be a failure of credentials or permissions.${also}`,
    ...placeOf(file, Math.max(1, linesRead)),
  };
}

function otherErrors({ otherAwsErrors }: LogExplanation): readonly string[] {
  if (otherAwsErrors.length === 0) {
    return [];
  }
  const named = otherAwsErrors.slice(0, mostNamed).map(({ code, line }) => `${code} (line ${line})`);
  const more = otherAwsErrors.length > mostNamed ? `, and ${otherAwsErrors.length - mostNamed} more` : '';
  return [`AWS errors that are not about credentials or permissions: ${named.join(', ')}${more}.`];
}

function placeOf(file: string | null, line: number): Pick<Observation, 'location'> {
  return file === null ? {} : { location: { file, line, endLine: line } };
}
