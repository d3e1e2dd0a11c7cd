import { type Branch, under } from '../../project-files/tree/branch.ts';
import { joinPath } from '../folder.ts';
import { ReadValues, type Reader, type ReaderFacts } from './reader.ts';
import { ServerlessText } from './serverless-text.ts';

/**
 * `serverless.yml`: `service`, `stage`, `stack-name`, `deployment-bucket`, `role`, `deployment-role`, `region`. The stack is
 * called after the service and the stage unless the file says otherwise (Serverless Framework documentation, "AWS
 * Provider", `provider.stackName`, `deploymentBucket` and `iam`).
 */
export const serverless: Reader = (facts) => {
  const read = new ReadValues();
  const file = configFile(facts);
  const tree = file === null ? null : facts.files.tree(file);
  if (file === null || tree === null) {
    return read.values;
  }
  const text = new ServerlessText(tree, facts.deploying);
  const add = (name: string, ...path: readonly string[]) => {
    const branch = under(tree, ...path);
    return branch === null ? read : read.add(name, text.at(...path), path.join('.'), file, branch.line);
  };
  const stage = text.stage();
  const service = under(tree, 'service');
  const stageLine = under(tree, 'provider', 'stage')?.line ?? service?.line ?? 1;
  add('service', 'service');
  add('service', 'service', 'name');
  if (facts.deploying.option('--stage', '-s') !== null) {
    read.addFromStep('stage', stage, '--stage of the command', facts.deploying.spot);
  }
  read.add('stage', stage, stageOrigin(tree), file, stageLine);
  const name = read.values.get('service')?.value;
  if (under(tree, 'provider', 'stackName') !== null) {
    add('stack-name', 'provider', 'stackName');
  } else if (name !== undefined && stage !== undefined) {
    read.add('stack-name', `${name}-${stage}`, 'service and stage', file, service?.line ?? 1);
  }
  add('deployment-bucket', 'provider', 'deploymentBucket');
  add('deployment-bucket', 'provider', 'deploymentBucket', 'name');
  add('role', 'provider', 'iam', 'role');
  add('role', 'provider', 'role');
  add('deployment-role', 'provider', 'iam', 'deploymentRole');
  add('deployment-role', 'provider', 'cfnRole');
  if (facts.deploying.option('--region', '-r') === null) {
    add('region', 'provider', 'region');
  }
  return read.values;
};

function stageOrigin(tree: Branch): string {
  return under(tree, 'provider', 'stage') === null ? 'the stage without one given' : 'provider.stage';
}

function configFile({ files, folder, deploying }: ReaderFacts): string | null {
  const named = deploying.option('--config', '-c');
  if (named === undefined) {
    return null;
  }
  const paths = named === null ? ['serverless.yml', 'serverless.yaml', 'serverless.json'] : [named];
  return paths.flatMap((path) => joinPath(folder, path) ?? []).find((path) => files.text(path) !== '') ?? null;
}
