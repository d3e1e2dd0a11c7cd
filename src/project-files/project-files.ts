import type { Observation } from '../diagnoses/finding.ts';
import type { FoundFile } from '../files/found-file.ts';
import { amplifyBuildPath, readAmplifyBuild } from './amplify-build.ts';
import { amplifyPaths, readAmplifyOutputs, readLocalAwsInfo, readTeamProviderInfo } from './amplify-files.ts';
import { cdkConfigPath, readCdkConfig } from './cdk-config.ts';
import { ebConfigPath, ebGlobalConfigPath, readEbConfig } from './eb-config.ts';
import type { ProjectReading } from './project-file.ts';
import type { ProjectSetting } from './project-setting.ts';
import { readSamConfig, samConfigPaths } from './sam-config.ts';
import { readServerlessConfig, serverlessPaths } from './serverless-config.ts';

/** What a tool finds its settings in, relative to the workspace. */
export const projectFilePaths: readonly string[] = [
  ebConfigPath,
  ebGlobalConfigPath,
  ...samConfigPaths,
  ...Object.values(amplifyPaths),
  amplifyBuildPath,
  ...serverlessPaths,
  cdkConfigPath,
];

/** All files read, each by its own reader. Files that no reader knows say nothing. */
export interface ProjectFiles {
  readonly settings: readonly ProjectSetting[];
  /** What is wrong with the files themselves. */
  readonly observations: readonly Observation[];
}

/** Reads what was found. A path may stand below a folder: the end of it says which file it is. */
export function readProjectFiles(files: readonly FoundFile[]): ProjectFiles {
  const readings = files.flatMap((file) => {
    const path = file.path.replaceAll('\\', '/');
    const known = projectFilePaths.find((end) => path === end || path.endsWith(`/${end}`));
    const reader = known === undefined ? undefined : readers.get(known);
    return reader === undefined || known === undefined ? [] : [{ known, file, reading: reader(file) }];
  });
  const counting = readings.filter(({ known }) => !isOverlooked(known, readings));
  return {
    settings: withoutHidden(
      counting.flatMap(({ reading }) => foremost(reading.settings)),
      counting,
    ),
    observations: counting.flatMap(({ reading }) => reading.observations),
  };
}

/** What the files tell their tools: for `CredentialFacts`. */
export function projectSettings(files: readonly FoundFile[]): readonly ProjectSetting[] {
  return readProjectFiles(files).settings;
}

interface Read {
  readonly known: string;
  readonly file: FoundFile;
  readonly reading: ProjectReading<unknown>;
}

const readers: ReadonlyMap<string, (file: FoundFile) => ProjectReading<unknown>> = new Map<
  string,
  (file: FoundFile) => ProjectReading<unknown>
>([
  [ebConfigPath, readEbConfig],
  [ebGlobalConfigPath, readEbConfig],
  ...samConfigPaths.map((path) => [path, readSamConfig] as const),
  [amplifyPaths.localAwsInfo, readLocalAwsInfo],
  [amplifyPaths.teamProviderInfo, readTeamProviderInfo],
  [amplifyPaths.outputs, readAmplifyOutputs],
  [amplifyBuildPath, readAmplifyBuild],
  ...serverlessPaths.map((path) => [path, readServerlessConfig] as const),
  [cdkConfigPath, readCdkConfig],
]);

/** Of several files with one name and different ends, a tool takes the first. */
function isOverlooked(known: string, readings: readonly Read[]): boolean {
  return [samConfigPaths, serverlessPaths].some(
    (paths) =>
      paths.includes(known) &&
      paths
        .slice(0, paths.indexOf(known))
        .some((path) => readings.some((other) => other.known === path && other.file.kind !== 'absent')),
  );
}

/** No project has more; a file that does would bury every other finding. */
const mostSettings = 100;

function foremost(settings: readonly ProjectSetting[]): readonly ProjectSetting[] {
  return settings.length <= mostSettings
    ? settings
    : [...settings].sort((one, other) => Number(other.isDefault) - Number(one.isDefault)).slice(0, mostSettings);
}

/** A key in `config.yml`, even one that is `null`, hides the same key in `config.global.yml`. */
function withoutHidden(settings: readonly ProjectSetting[], readings: readonly Read[]): readonly ProjectSetting[] {
  const own = readings.find(({ known, file }) => known === ebConfigPath && file.kind === 'text');
  const hidden = own === undefined ? new Set<string>() : readEbConfig(own.file).facts.globalKeys;
  return settings.filter(
    ({ file, kind, scope }) =>
      !(
        file.endsWith(ebGlobalConfigPath) &&
        scope === 'global' &&
        hidden.has(kind === 'profile' ? 'profile' : 'default_region')
      ),
  );
}
