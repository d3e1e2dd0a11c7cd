import type { Observation } from '../diagnoses/finding.ts';
import type { FoundFile } from '../files/found-file.ts';
import { parseError, type ProjectReading, type Setting, settingsOf, treeOf } from './project-file.ts';
import { type Branch, settingText, under } from './tree/branch.ts';
import { readYamlTree } from './tree/yaml-tree.ts';

export const ebConfigPath = '.elasticbeanstalk/config.yml';
export const ebGlobalConfigPath = '.elasticbeanstalk/config.global.yml';

/** What the EB CLI reads from its own file. */
export interface EbFacts {
  readonly applicationName: Setting | null;
  /** `null` also when the file says so in as many words: then no other file names one either. */
  readonly profile: Setting | null;
  readonly region: Setting | null;
  readonly platform: Setting | null;
  /** `git`, where the EB CLI uses the branch that is checked out. */
  readonly sourceControl: Setting | null;
  /** By the name of the branch. */
  readonly branches: ReadonlyMap<string, EbBranch>;
  /** The keys under `global`, whatever their values. */
  readonly globalKeys: ReadonlySet<string>;
}

export interface EbBranch {
  readonly environment: Setting | null;
  readonly profile: Setting | null;
  readonly region: Setting | null;
}

/**
 * Reads `.elasticbeanstalk/config.yml` or `config.global.yml`. What a branch says comes before `global`.
 * Source: `core/fileoperations.py` and `operations/commonops.py` of aws/aws-elastic-beanstalk-cli.
 */
export function readEbConfig(file: FoundFile): ProjectReading<EbFacts> {
  const { tree, observations } = treeOf(
    file,
    (text) => readYamlTree(text, '1.1'),
    'The EB CLI cannot read its configuration then.',
  );
  const global = under(tree, 'global');
  const facts: EbFacts = {
    applicationName: settingText(under(global, 'application_name')),
    profile: settingText(under(global, 'profile')),
    region: settingText(under(global, 'default_region')),
    platform: settingText(under(global, 'default_platform')),
    sourceControl: settingText(under(global, 'sc')),
    branches: branchesOf(under(tree, 'branch-defaults')),
    globalKeys: new Set(global?.children.keys() ?? []),
  };
  const of = settingsOf('eb-cli', file.path);
  const ofBranches = [...facts.branches].flatMap(([name, branch]) => [
    ...of('profile', branch.profile, `branch-defaults ${name}`, false),
    ...of('region', branch.region, `branch-defaults ${name}`, false),
  ]);
  return {
    facts,
    settings: [
      ...of('profile', facts.profile, 'global', true),
      ...of('region', facts.region, 'global', true),
      ...ofBranches,
    ],
    observations: [...observations, ...withoutGlobal(file.path, tree, global)],
  };
}

function branchesOf(defaults: Branch | null): ReadonlyMap<string, EbBranch> {
  const branches = new Map<string, EbBranch>();
  for (const [name, branch] of defaults?.children ?? []) {
    branches.set(name, {
      environment: settingText(under(branch, 'environment')),
      profile: settingText(under(branch, 'profile')),
      region: settingText(under(branch, 'default_region')),
    });
  }
  return branches;
}

/** An empty file counts as none. A file that is for all projects need not have the part that this one needs. */
function withoutGlobal(path: string, tree: Branch | null, global: Branch | null): readonly Observation[] {
  if (tree === null || tree.kind === 'null' || path === ebGlobalConfigPath || global?.kind === 'map') {
    return [];
  }
  const what =
    global === null
      ? 'There is no `global:` part, so that the EB CLI takes no profile and no region from here, and says that the project is not set up.'
      : 'The part `global:` holds no settings, which ends the EB CLI with a TypeError.';
  return [parseError(path, global?.line ?? 1, what)];
}
