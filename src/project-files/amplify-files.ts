import type { FoundFile } from '../files/found-file.ts';
import { type ProjectReading, type Setting, settingsOf, treeOf } from './project-file.ts';
import type { ProjectSetting } from './project-setting.ts';
import { type Branch, settingText, under } from './tree/branch.ts';
import { readJsonTree } from './tree/json-tree.ts';

export const amplifyPaths = {
  localAwsInfo: 'amplify/.config/local-aws-info.json',
  teamProviderInfo: 'amplify/team-provider-info.json',
  outputs: 'amplify_outputs.json',
} as const;

/** By the name of the Amplify environment. */
export type AmplifyEnvironments = ReadonlyMap<string, AmplifyEnvironment>;

export interface AmplifyEnvironment {
  readonly profile: Setting | null;
  readonly region: Setting | null;
  /** Twelve digits, out of an ARN. */
  readonly account: Setting | null;
}

/**
 * `amplify/.config/local-aws-info.json`, which the Amplify CLI (generation 1) keeps on a developer's machine: a profile
 * in it is used instead of whatever is in the environment. Source: aws-amplify/amplify-cli, configuration of the
 * awscloudformation provider.
 */
export function readLocalAwsInfo(file: FoundFile): ProjectReading<AmplifyEnvironments> {
  return readEnvironments(file, (environment) => {
    const isUsed = under(environment, 'useProfile')?.text === 'true';
    return { profile: isUsed ? settingText(under(environment, 'profileName')) : null, region: null, account: null };
  });
}

/** `amplify/team-provider-info.json`: where each environment of the Amplify CLI (generation 1) lives. */
export function readTeamProviderInfo(file: FoundFile): ProjectReading<AmplifyEnvironments> {
  return readEnvironments(file, (environment) => {
    const stack = under(environment, 'awscloudformation');
    const account = ['AuthRoleArn', 'UnauthRoleArn', 'StackId']
      .map((name) => accountOf(settingText(under(stack, name))))
      .find((found) => found !== null);
    return { profile: null, region: settingText(under(stack, 'Region')), account: account ?? null };
  });
}

/** `amplify_outputs.json`, which `ampx` writes: where the backend of the last deployment is. */
export function readAmplifyOutputs(file: FoundFile): ProjectReading<AmplifyEnvironments> {
  const { tree, observations } = treeOf(file, readJsonTree, consequence);
  const parts = new Map<string, AmplifyEnvironment>();
  for (const name of ['auth', 'data', 'storage']) {
    const region = settingText(under(tree, name, 'aws_region'));
    if (region !== null) {
      parts.set(name, { profile: null, region, account: null });
    }
  }
  const of = settingsOf('amplify', file.path);
  return {
    facts: parts,
    settings: [...parts].flatMap(([name, { region }]) => of('region', region, name, false)),
    observations,
  };
}

const consequence = 'Amplify cannot read it then.';

function readEnvironments(
  file: FoundFile,
  read: (environment: Branch) => AmplifyEnvironment,
): ProjectReading<AmplifyEnvironments> {
  const { tree, observations } = treeOf(file, readJsonTree, consequence);
  const facts = new Map([...(tree?.children ?? [])].map(([name, environment]) => [name, read(environment)] as const));
  const isOnly = facts.size === 1;
  const settings = [...facts].flatMap(([name, environment]) =>
    settingsOfEnvironment(name, environment, isOnly, file.path),
  );
  return { facts, settings, observations };
}

function settingsOfEnvironment(
  name: string,
  { profile, region, account }: AmplifyEnvironment,
  isOnly: boolean,
  file: string,
): readonly ProjectSetting[] {
  const of = settingsOf('amplify-cli', file);
  return [
    ...of('profile', profile, name, isOnly),
    ...of('region', region, name, isOnly),
    ...of('account', account, name, isOnly),
  ];
}

function accountOf(arn: Setting | null): Setting | null {
  const account =
    arn === null ? null : /^arn:aws[a-z-]{0,16}:[a-z]{2,30}:[a-z0-9-]{0,30}:(\d{12}):/.exec(arn.value)?.[1];
  return arn === null || account == null ? null : { value: account, line: arn.line };
}
