import type { DiagnosisCode, RemedyContext } from './catalogue/index.ts';
import { catalogue } from './catalogue/index.ts';

/** `error` can fail a run; `warning` and `notice` never do by themselves. */
export type Severity = 'error' | 'warning' | 'notice';

/** Lines count from 1; `file` is relative to the workspace, with forward slashes. */
export interface Location {
  readonly file: string;
  readonly line: number;
  readonly endLine: number;
}

/** What a stage of the pipeline has established, before it is put into words for a person. */
export interface Observation {
  readonly code: DiagnosisCode;
  /** What was seen here: name, length, position, code of the answer. Never a secret value or a piece of one. */
  readonly detail: string;
  /** Only where this occurrence weighs less, or more, than the catalogue says. */
  readonly severity?: Severity;
  readonly location?: Location;
}

/** One entry of the report's `findings`. */
export interface Finding {
  readonly code: DiagnosisCode;
  readonly severity: Severity;
  readonly title: string;
  readonly detail: string;
  readonly remedies: readonly string[];
  readonly docs: string;
  readonly location: Location | null;
}

/** What is known of the surroundings of the run, and decides which remedies are worth showing. */
export interface Situation {
  readonly remedyContexts: ReadonlySet<RemedyContext>;
  /** Base address of the diagnosis pages, without a slash at the end. */
  readonly docsBase: string;
  /** Where this step stands in the workflow file, when it could be found. */
  readonly location: Location | null;
}

/** GitHub matches annotations with files by the path in the repository, which has no `./` in front. */
function plainPath(location: Location | null): Location | null {
  return location === null ? null : { ...location, file: location.file.replace(/^(?:\.\/)+/, '') };
}

/**
 * Puts an observation into words from the catalogue. Remedies for `any` surroundings come last, after those for the
 * surroundings that hold here; when none of them holds, every remedy of the entry is shown rather than none.
 */
export function explain(observation: Observation, situation: Situation): Finding {
  const diagnosis = catalogue[observation.code];
  const remedies = Object.entries(diagnosis.remedies) as [RemedyContext, string][];
  const fitting = remedies.filter(([context]) => context !== 'any' && situation.remedyContexts.has(context));
  const general = remedies.filter(([context]) => context === 'any');
  const chosen = fitting.length + general.length > 0 ? [...fitting, ...general] : remedies;
  return {
    code: observation.code,
    severity: observation.severity ?? diagnosis.severity,
    title: diagnosis.title,
    detail: observation.detail,
    remedies: chosen.map(([, text]) => text),
    docs: `${situation.docsBase}/${observation.code}.md`,
    location: plainPath(observation.location ?? situation.location),
  };
}
