import type { Finding, Severity } from '../diagnoses/finding.ts';
import type { Report } from './report.ts';
import { clip, clipSentence, plain, plainLines } from './plain.ts';
import { bySeverity } from './tally.ts';
import { count, severities } from './wording.ts';

/** One annotation of the step. Only `message` is masked by the runner: nothing else here comes from the environment. */
export interface Annotation {
  readonly level: Severity;
  readonly title: string;
  readonly message: string;
  readonly file?: string;
  readonly startLine?: number;
  readonly endLine?: number;
}

/** GitHub shows ten of each level for a step; the rest goes to the log only. */
const perLevel = 10;

/** The runner cuts a message at 4096 characters, after masking, which can make a short secret longer. */
const messageLength = 4000;
const adviceLength = 1500;
const addressLength = 500;

/** Errors first. Where a level has more than ten, the tenth says how many more there are. */
export function annotations(report: Report): Annotation[] {
  const sorted = bySeverity(report.findings);
  return severities.flatMap((level) => {
    const ofLevel = sorted.filter((finding) => finding.severity === level);
    return ofLevel.slice(0, perLevel).map((finding, index) => {
      const more = index === perLevel - 1 ? ofLevel.length - perLevel : 0;
      return annotation(
        finding,
        more === 0 ? [] : [`And ${count(more, `more ${level}`, `more ${level}s`)}; see the job summary.`],
      );
    });
  });
}

function annotation(finding: Finding, ending: readonly string[]): Annotation {
  return {
    level: finding.severity,
    title: plain(finding.title),
    message: message(finding, ending),
    ...(finding.location === null ? {} : place(finding.location)),
  };
}

function place({
  file,
  line,
  endLine,
}: NonNullable<Finding['location']>): Pick<Annotation, 'file' | 'startLine' | 'endLine'> {
  return { file: plain(file), startLine: line, endLine };
}

/** The detail gives way first: what to do, and the page that explains the rest, are never cut away by it. */
function message({ detail, remedies, docs }: Finding, ending: readonly string[]): string {
  const advice = remedies.slice(0, 1).map((remedy) => clipSentence(`What to do: ${remedy}`, adviceLength));
  const tail = [...advice, clip(docs, addressLength), ...ending].flatMap(plainLines).join('\n');
  const lead = clipSentence(plainLines(detail).join('\n'), messageLength - tail.length - 1);
  return `${lead}\n${tail}`.trim();
}
