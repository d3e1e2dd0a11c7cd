import type { Observation } from '../diagnoses/finding.ts';
import type { FoundFile } from '../files/found-file.ts';
import type { EventFacts } from '../github/event.ts';
import type { Deployed, DeployedValue } from '../requirements/deployed.ts';
import type { ParameterValues } from '../requirements/parameters.ts';
import type { Target } from '../requirements/target.ts';
import type { Library } from '../workflow/library.ts';

/** The files of the workspace, by paths relative to it. */
export interface FilePort {
  find(path: string): FoundFile;
  /** Files that any of the patterns matches, sorted. */
  glob(patterns: readonly string[]): readonly string[];
  exists(path: string): boolean;
}

/** What detection goes by. */
export interface DetectionFacts {
  /** Every target of this package. */
  readonly targets: readonly Target[];
  /** Those that the user names, and their own. */
  readonly selected: readonly Target[];
  /** Whether the workflow and the files may choose among `targets`, too. */
  readonly auto: boolean;
  /** What the user gives for parameters. */
  readonly given: ParameterValues;
  readonly event: EventFacts;
  /** GitHub's own variables, by their names: GITHUB_REPOSITORY, GITHUB_SHA and the like; never its tokens. */
  readonly github: Readonly<Record<string, string>>;
  /** What a person filled in to start the run, by name in lower case; left out when nobody knows. */
  readonly eventInputs?: ReadonlyMap<string, string>;
  readonly library: Library;
  readonly files: FilePort;
  /**
   * A variable of this process. Asked only for names that a deploy step reads and that say of no secret; see
   * safe-value.ts.
   */
  readonly variable: (name: string) => string | undefined;
}

/** A region that a deploy step names for itself. */
export interface NamedRegion {
  readonly targetId: string;
  readonly region: DeployedValue;
}

export interface Detection {
  /** What the user names comes first, in their order. */
  readonly deployed: readonly Deployed[];
  readonly observations: readonly Observation[];
  /** What was not looked at, in sentences. */
  readonly notes: readonly string[];
  readonly regions: readonly NamedRegion[];
}
