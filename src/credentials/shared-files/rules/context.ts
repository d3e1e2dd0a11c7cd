import type { DiagnosisCode } from '../../../diagnoses/catalogue/index.ts';
import type { Severity } from '../../../diagnoses/finding.ts';
import type { ProfileSource } from '../profile-source.ts';
import type { RegionJudgement } from '../../region-name.ts';
import { nothingParsed } from '../parsed-file.ts';
import { profileSource } from '../profile-source.ts';
import type { Family, SharedFiles, SharedView } from '../shared-files.ts';
import type { FileView } from '../file-view.ts';
import { fileViewsOf } from '../file-view.ts';
import { together } from '../view.ts';
import { circlesOf } from './circles.ts';
import type { HeaderLine } from './header-lines.ts';
import { headerLines } from './header-lines.ts';
import { judging, naming } from './naming.ts';
import type { Readings } from './readings.ts';
import { readingsOf } from './readings.ts';

/** How the run uses the files. */
export interface SharedFileUse {
  /** The profile that the run signs with; `null` when it signs with something else. */
  readonly profile: string | null;
  /** True when the run signs with keys of inputs or variables, or with anything else beside the files. */
  readonly environmentKeys: boolean;
  /** The profile whose `region` the run takes; `null` when the region comes from elsewhere. */
  readonly regionProfile: string | null;
  /** True on a machine that others may use too, where the mode of a file counts. */
  readonly selfHosted: boolean;
  /** True when the endpoint is a stand-in for AWS, which takes keys of any shape. */
  readonly standIn: boolean;
}

/** Something to say about one line. `say` is called only for what is shown in the end. */
export interface Note {
  readonly code: DiagnosisCode;
  readonly severity: Severity;
  readonly file: string;
  readonly line: number;
  readonly say: () => string;
}

export type FileKind = keyof SharedFiles;

export interface FileLintContext {
  readonly files: SharedFiles;
  readonly use: SharedFileUse;
  /** Files with so many sections that nothing is said of any profile, and the views are empty. */
  readonly crowded: readonly FileKind[];
  /** What each family sees; botocore's goes on behind the problems that stop the real one. */
  readonly views: Readonly<Record<Family, SharedView>>;
  readonly fileViews: Readonly<Record<Family, Readonly<Record<FileKind, FileView>>>>;
  /** Each setting by its line, as each family reads it. */
  readonly readings: Readonly<Record<Family, Readonly<Record<FileKind, Readings>>>>;
  readonly headers: Readonly<Record<FileKind, readonly HeaderLine[]>>;
  /** The profiles that this run goes through, from the one that it signs with to the one that holds keys. */
  readonly chain: ReadonlySet<string>;
  /** The sso-sessions that those name. */
  readonly sessions: ReadonlySet<string>;
  /** True when a profile of the chain is missing or holds no credentials for the JavaScript SDK, so that this run fails for certain. */
  readonly fails: boolean;
  /** The circles of `source_profile`, by the first profile of each. */
  readonly circles: Readonly<Record<Family, ReadonlyMap<string, number>>>;
  /** What is wrong with a region. Of those that no profile of the run has, the first two hundred are judged. */
  readonly judgeRegion: (name: string, used: boolean) => RegionJudgement | null;
  /** A name in quotes for a sentence, or its length where it might be a secret. */
  readonly named: (name: string) => string;
}

export type FileRule = (context: FileLintContext) => readonly Note[];

/** Files of large organizations have some hundreds. */
export const mostSections = 5000;

export const fileKinds: readonly FileKind[] = ['config', 'credentials'];

export function fileLintContext(files: SharedFiles, use: SharedFileUse): FileLintContext {
  const fileViews = { botocore: fileViewsOf('botocore', files), javascript: fileViewsOf('javascript', files) };
  const crowded = fileKinds.filter((kind) =>
    Object.values(fileViews).some((views) => views[kind].parsed.headers.size > mostSections),
  );
  const examined = crowded.length === 0 ? fileViews : { botocore: noViews, javascript: noViews };
  const views = {
    botocore: together('botocore', examined.botocore.config, examined.botocore.credentials),
    javascript: together('javascript', examined.javascript.config, examined.javascript.credentials),
  };
  const chain = chainOf(views.javascript, crowded.length === 0 ? use.profile : null);
  const kinds = [...chain].map((name) => sourceInRun(views.javascript, name, use).kind);
  const sessions = [...chain].flatMap(
    (name) => views.javascript.profiles.get(name)?.values.get('sso_session')?.value ?? [],
  );
  return {
    files,
    use,
    crowded,
    views,
    fileViews,
    readings: { botocore: byLine(examined.botocore), javascript: byLine(examined.javascript) },
    headers: {
      config: headerLines('config', files.config, examined),
      credentials: headerLines('credentials', files.credentials, examined),
    },
    chain,
    sessions: new Set(sessions),
    fails: kinds.includes('missing') || kinds.includes('empty'),
    circles: { botocore: circlesOf(views.botocore), javascript: circlesOf(views.javascript) },
    judgeRegion: judging(),
    named: naming(files),
  };
}

const nothing: FileView = { file: '', profiles: new Map(), ssoSessions: new Map(), parsed: nothingParsed };

const noViews: Readonly<Record<FileKind, FileView>> = { config: nothing, credentials: nothing };

/**
 * The source of a profile in the part that it has in this run. Within a chain of roles, and in a profile that names
 * itself as its source, keys go before a role; so they do here for profiles that the run does not use.
 */
export function sourceInRun(view: SharedView, name: string, use: SharedFileUse): ProfileSource {
  const itself = view.profiles.get(name)?.values.get('source_profile')?.value === name;
  return profileSource(view, name, name !== use.profile || itself);
}

/** How much a flaw weighs that does not touch this run. Where nothing signs at all, the files may be why. */
export function idle({ use }: FileLintContext): Severity {
  return use.profile === null && !use.environmentKeys ? 'warning' : 'notice';
}

function byLine(views: Readonly<Record<FileKind, FileView>>): Readonly<Record<FileKind, Readings>> {
  return { config: readingsOf(views.config), credentials: readingsOf(views.credentials) };
}

function chainOf(view: SharedView, start: string | null): ReadonlySet<string> {
  const chain = new Set<string>();
  let next = start;
  while (next !== null && !chain.has(next)) {
    const source = profileSource(view, next, chain.size > 0);
    chain.add(next);
    next = source.kind === 'role' ? (source.sourceProfile?.value ?? null) : null;
  }
  return chain;
}
