import type { Observation } from '../diagnoses/finding.ts';
import type { FoundFile } from '../files/found-file.ts';
import { parseError, type ProjectReading, type Setting, settingsOf, treeOf } from './project-file.ts';
import type { ProjectSetting } from './project-setting.ts';
import { type Branch, settingText, under } from './tree/branch.ts';
import { readTomlTree } from './tree/toml-tree.ts';
import { readYamlTree } from './tree/yaml-tree.ts';

/** In the order in which SAM looks for them; it takes the first one only. */
export const samConfigPaths: readonly string[] = ['samconfig.toml', 'samconfig.yaml', 'samconfig.yml'];

/** What the SAM CLI reads from its own file. */
export interface SamFacts {
  readonly version: Setting | null;
  /** By environment and command, such as `default` and `deploy`. */
  readonly commands: readonly SamCommand[];
}

export interface SamCommand {
  readonly environment: string;
  readonly command: string;
  readonly profile: Setting | null;
  readonly region: Setting | null;
  readonly roleArn: Setting | null;
}

/**
 * Reads `samconfig.toml`, or one in YAML by the end of its name. What `default.deploy.parameters` says counts without
 * being asked for, and what `default.global.parameters` says where `deploy` does not say it; every other environment has
 * to be named with `--config-env`. Source: `lib/config/samconfig.py` of aws/aws-sam-cli.
 */
export function readSamConfig(file: FoundFile): ProjectReading<SamFacts> {
  const isToml = file.path.endsWith('.toml');
  const { tree, observations } = treeOf(
    file,
    (text) => (isToml ? readTomlTree(text) : readYamlTree(text, '1.2')),
    'The SAM CLI stops at it.',
  );
  const commands = [...(tree?.children ?? [])].flatMap(([environment, ofEnvironment]) =>
    [...ofEnvironment.children].flatMap(([command, ofCommand]) => {
      const parameters = under(ofCommand, 'parameters');
      return parameters === null ? [] : [commandOf(environment, command, parameters)];
    }),
  );
  const deploy = commands.find(({ environment, command }) => environment === 'default' && command === 'deploy');
  return {
    facts: { version: settingText(under(tree, 'version')), commands },
    settings: commands.flatMap((command) => settings(command, deploy, file.path)),
    observations: [...observations, ...versionFault(tree, file.path)],
  };
}

function commandOf(environment: string, command: string, parameters: Branch): SamCommand {
  return {
    environment,
    command,
    profile: settingText(under(parameters, 'profile')),
    region: settingText(under(parameters, 'region')),
    roleArn: settingText(under(parameters, 'role_arn')),
  };
}

function settings(own: SamCommand, deploy: SamCommand | undefined, file: string): readonly ProjectSetting[] {
  const counts = (key: 'profile' | 'region' | 'roleArn'): boolean =>
    own.environment === 'default' && (own === deploy || (own.command === 'global' && (deploy?.[key] ?? null) === null));
  const of = settingsOf('sam-cli', file);
  const scope = `${own.environment}.${own.command}.parameters`;
  return [
    ...of('profile', own.profile, scope, counts('profile')),
    ...of('region', own.region, scope, counts('region')),
    ...of('role', own.roleArn, scope, counts('roleArn')),
  ];
}

/** SAM asks for a number with a point; an empty file needs none. */
function versionFault(tree: Branch | null, file: string): readonly Observation[] {
  const version = under(tree, 'version');
  const isFloat = version?.kind === 'number' && /[.eE]/.test(version.text);
  return tree === null || tree.children.size === 0 || isFloat
    ? []
    : [
        parseError(
          file,
          version?.line ?? 1,
          'There is no `version = 0.1`, a number with a point, and the SAM CLI stops with SamConfigVersionException.',
        ),
      ];
}
