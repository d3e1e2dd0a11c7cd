import type { FoundFile } from '../files/found-file.ts';
import { type ProjectReading, type Setting, settingsOf, treeOf } from './project-file.ts';
import type { Branch } from './tree/branch.ts';
import { readYamlTree } from './tree/yaml-tree.ts';

export const amplifyBuildPath = 'amplify.yml';

/** The profiles that commands of a build specification name, in the order of the file. */
export interface AmplifyBuildFacts {
  readonly profiles: readonly Setting[];
}

/**
 * `amplify.yml`, which Amplify Hosting runs on a machine of its own, where no profile exists: what is looked for is a
 * command that names one with `--profile` or sets `AWS_PROFILE`.
 */
export function readAmplifyBuild(file: FoundFile): ProjectReading<AmplifyBuildFacts> {
  const { tree, observations } = treeOf(
    file,
    (text) => readYamlTree(text, '1.2'),
    'Amplify Hosting cannot read its build specification then.',
  );
  const profiles = tree === null ? [] : commandsIn(tree).flatMap(profileIn);
  const of = settingsOf('amplify', file.path);
  return {
    facts: { profiles },
    settings: profiles.flatMap((profile) => of('profile', profile, 'commands', false)),
    observations,
  };
}

/** Every text in a list under `commands`, whatever phase it is in. */
function commandsIn(branch: Branch): readonly Branch[] {
  return [...branch.children].flatMap(([key, child]) =>
    key === 'commands' && child.kind === 'list' ? [...child.children.values()] : commandsIn(child),
  );
}

/** Only the beginning of a command is looked at; what holds a variable is no name. */
function profileIn({ text, line }: Branch): readonly Setting[] {
  const command = text.slice(0, longest);
  const option = tools.test(command) ? /\s--profile[ =]["']?([\w.@+-]{1,64})/.exec(command)?.[1] : undefined;
  const value = option ?? /(?:^|\s)AWS_PROFILE=["']?([\w.@+-]{1,64})/.exec(command)?.[1];
  return value === undefined ? [] : [{ value, line }];
}

const longest = 2000;
/** Other programs have an option of that name too. */
const tools = /(?:^|[\s/])(?:ampx|amplify|aws|cdk)\s/;
