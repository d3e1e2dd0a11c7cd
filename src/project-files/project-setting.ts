/** A tool that reads the file, or for which the file was written. */
export type ProjectTool = 'eb-cli' | 'sam-cli' | 'cdk' | 'amplify' | 'amplify-cli' | 'serverless';

/** What a file of the project tells its tool about credentials: which profile, which region, whose account. */
export interface ProjectSetting {
  readonly tool: ProjectTool;
  readonly kind: 'profile' | 'region' | 'account' | 'role';
  /** As the tool reads it. Never empty; an expression that only the tool can fill in is no setting. */
  readonly value: string;
  /** The part of the file: `global`, `branch-defaults main`, `default.deploy.parameters`, the name of an environment. */
  readonly scope: string;
  /** False where somebody has to choose the part by a branch, a stage or an option. */
  readonly isDefault: boolean;
  readonly file: string;
  readonly line: number;
}

/** The setting that the tool takes without being told to; the first one where several files have it, `null` when none has. */
export function defaultSetting(
  settings: readonly ProjectSetting[],
  tool: ProjectTool,
  kind: ProjectSetting['kind'],
): ProjectSetting | null {
  return settings.find((setting) => setting.tool === tool && setting.kind === kind && setting.isDefault) ?? null;
}
