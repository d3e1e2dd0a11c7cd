import { readEbConfig } from '../../project-files/eb-config.ts';
import { folderOf, joinPath } from '../folder.ts';
import { ReadValues, type Reader, type ReaderFacts } from './reader.ts';

/**
 * `.elasticbeanstalk/config.yml`, which the EB CLI looks for in its folder and those above: `application-name`,
 * `environment-name` of the branch, `region`, `platform`. A branch goes by what stands behind its last slash, and is
 * `default` where none is checked out or there is no git (`objects/sourcecontrol.py`, `core/fileoperations.py` of
 * aws/aws-elastic-beanstalk-cli).
 */
export const ebConfig: Reader = (facts) => {
  const read = new ReadValues();
  const file = configFile(facts);
  const text = file === null ? '' : facts.files.text(file);
  if (file === null || text === '') {
    return read.values;
  }
  const { facts: eb } = readEbConfig({ kind: 'text', path: file, text, encoding: 'utf-8', mode: null });
  const branch = branchOf(facts, eb.sourceControl !== null);
  const own = eb.branches.get(branch);
  const add = (name: string, setting: { value: string; line: number } | null | undefined, what: string) =>
    setting == null ? read : read.add(name, setting.value, what, file, setting.line);
  add('application-name', eb.applicationName, 'application_name');
  add('environment-name', own?.environment, `environment of the branch ${branch}`);
  add('region', own?.region, `default_region of the branch ${branch}`);
  add('region', eb.region, 'default_region');
  add('platform', eb.platform, 'default_platform');
  return read.values;
};

function configFile({ files, folder }: ReaderFacts): string | null {
  for (let at: string | null = folder; at !== null; at = at === '' ? null : folderOf(at)) {
    const path = joinPath(at, '.elasticbeanstalk/config.yml');
    if (path !== null && files.text(path) !== '') {
      return path;
    }
  }
  return null;
}

function branchOf({ files, ref }: ReaderFacts, usesGit: boolean): string {
  const head = files.text('.git/HEAD');
  const checkedOut = head === '' ? (usesGit || ref !== '' ? ref : '') : (/^ref:\s*(\S{1,500})/.exec(head)?.[1] ?? '');
  const branch = /^refs\/heads\/(.+)$/.exec(checkedOut)?.[1]?.split('/').at(-1) ?? '';
  return branch === '' ? 'default' : branch;
}
