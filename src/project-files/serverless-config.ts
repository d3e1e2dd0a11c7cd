import type { FoundFile } from '../files/found-file.ts';
import { type ProjectReading, type Setting, settingsOf, treeOf } from './project-file.ts';
import { settingText, under } from './tree/branch.ts';
import { readYamlTree } from './tree/yaml-tree.ts';

export const serverlessPaths: readonly string[] = ['serverless.yml', 'serverless.yaml'];

/** What the Serverless Framework reads from its own file about credentials. Expressions (`${...}`) are left to it. */
export interface ServerlessFacts {
  readonly profile: Setting | null;
  readonly region: Setting | null;
}

/** Source: `getCredentials` and `getRegion` of the AWS provider of serverless/serverless, version 3. */
export function readServerlessConfig(file: FoundFile): ProjectReading<ServerlessFacts> {
  const { tree, observations } = treeOf(
    file,
    (text) => readYamlTree(text, '1.2'),
    'The Serverless Framework stops at it.',
  );
  const literal = (name: string): Setting | null => {
    const setting = settingText(under(tree, 'provider', name));
    return setting?.value.includes('${') === true ? null : setting;
  };
  const facts: ServerlessFacts = { profile: literal('profile'), region: literal('region') };
  const of = settingsOf('serverless', file.path);
  return {
    facts,
    settings: [...of('profile', facts.profile, 'provider', true), ...of('region', facts.region, 'provider', true)],
    observations,
  };
}
