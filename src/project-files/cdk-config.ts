import type { FoundFile } from '../files/found-file.ts';
import { type ProjectReading, type Setting, settingsOf, treeOf } from './project-file.ts';
import { settingText, under } from './tree/branch.ts';
import { readJsonTree } from './tree/json-tree.ts';

export const cdkConfigPath = 'cdk.json';

/** What the CDK reads from its own file about credentials. */
export interface CdkFacts {
  readonly profile: Setting | null;
}

/** `profile` counts as `--profile` on the command line does. Source: `user-configuration.ts` of aws/aws-cdk-cli. */
export function readCdkConfig(file: FoundFile): ProjectReading<CdkFacts> {
  const { tree, observations } = treeOf(file, readJsonTree, 'The CDK stops at it.');
  const profile = settingText(under(tree, 'profile'));
  return {
    facts: { profile },
    settings: settingsOf('cdk', file.path)('profile', profile, 'cdk.json', true),
    observations,
  };
}
