import { settingText, under } from '../../project-files/tree/branch.ts';
import { joinPath } from '../folder.ts';
import { ReadValues, type Reader } from './reader.ts';

/**
 * `amplify_outputs.json`, which `ampx` writes: `region`. `amplify/team-provider-info.json` of generation 1: `app-id`,
 * `environment-name`, `stack-name`, `deployment-bucket` and `region` of the only environment, or of the one whose name the
 * branch has.
 */
export const amplifyOutputs: Reader = ({ files, folder, ref }) => {
  const read = new ReadValues();
  const outputs = joinPath(folder, 'amplify_outputs.json') ?? '';
  for (const part of ['auth', 'data', 'storage']) {
    const region = settingText(under(files.tree(outputs), part, 'aws_region'));
    read.add('region', region?.value, `/${part}/aws_region`, outputs, region?.line ?? 1);
  }
  const team = joinPath(folder, 'amplify/team-provider-info.json') ?? '';
  const environments = [...(files.tree(team)?.children ?? [])];
  const branch = ref.replace(/^refs\/heads\//, '');
  const [name, environment] =
    environments.length === 1 ? (environments[0] ?? []) : (environments.find(([each]) => each === branch) ?? []);
  if (name === undefined || environment === undefined) {
    return read.values;
  }
  read.add('environment-name', name, 'the name of the environment', team, environment.line);
  for (const [parameter, key] of keys) {
    const setting = settingText(under(environment, 'awscloudformation', key));
    read.add(parameter, setting?.value, `/${name}/awscloudformation/${key}`, team, setting?.line ?? 1);
  }
  return read.values;
};

const keys: readonly (readonly [string, string])[] = [
  ['app-id', 'AmplifyAppId'],
  ['stack-name', 'StackName'],
  ['deployment-bucket', 'DeploymentBucketName'],
  ['region', 'Region'],
];
