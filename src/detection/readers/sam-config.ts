import { samConfigPaths } from '../../project-files/sam-config.ts';
import { type Branch, under } from '../../project-files/tree/branch.ts';
import { folderOf, joinPath } from '../folder.ts';
import { ReadValues, type Reader, type ReaderFacts } from './reader.ts';

const mostKeys = 100;

/**
 * `samconfig.toml`, or one in YAML: every parameter of `deploy`, then those of `global`, of the environment that
 * `--config-env` names, `default` without one. Names have hyphens: `stack-name`, `s3-bucket`, `resolve-s3`, `role-arn`. The
 * file stands beside the template that is named (AWS SAM developer guide, "AWS SAM CLI configuration file").
 */
export const samConfig: Reader = (facts) => {
  const read = new ReadValues();
  const file = configFile(facts);
  const environment = facts.deploying.option('--config-env');
  const tree = file === null || environment === undefined ? null : facts.files.tree(file);
  if (file === null || tree === null) {
    return read.values;
  }
  const name = environment ?? 'default';
  for (const command of ['deploy', 'global']) {
    const parameters = under(tree, name, command, 'parameters');
    for (const [key, branch] of [...(parameters?.children ?? [])].slice(0, mostKeys)) {
      read.add(key.replaceAll('_', '-'), textOf(branch), `${name}.${command}.parameters.${key}`, file, branch.line);
    }
  }
  return read.values;
};

/** The first that is there, unless `--config-file` names one. `null` when nobody knows which. */
function configFile({ files, folder, deploying }: ReaderFacts): string | null {
  const template = deploying.option('--template-file', '--template', '-t');
  const named = deploying.option('--config-file');
  const beside = template == null ? folder : joinPath(folder, folderOf(template.replaceAll('\\', '/')));
  if (template === undefined || named === undefined || beside === null) {
    return null;
  }
  const paths = (named === null ? samConfigPaths : [named]).flatMap((path) => joinPath(beside, path) ?? []);
  return paths.find((path) => files.text(path) !== '') ?? null;
}

/** A list as the words that the option would take. */
function textOf(branch: Branch): string | null {
  if (branch.kind === 'list') {
    return [...branch.children.values()].map(({ text }) => text).join(' ');
  }
  return branch.kind === 'map' ? null : branch.text;
}
