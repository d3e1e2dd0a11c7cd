import { type Branch, settingText, under } from '../../project-files/tree/branch.ts';
import type { ProjectFiles } from '../files/project-tree.ts';
import { folderOf, joinPath } from '../folder.ts';

/** A role that publishes what a stack needs, and where it stands. */
export interface PublishingRole {
  readonly arn: string;
  readonly what: string;
  readonly file: string;
  readonly line: number;
}

const mostAssets = 500;

/**
 * The role that publishes the files or the images of a stack, from the asset manifest that it depends on; `null` where
 * there is none, or more than one (cloud-assembly-schema of aws/aws-cdk-cli, `AssetManifest`).
 */
export function publishingRole(
  stack: Branch,
  manifest: string,
  files: ProjectFiles,
  kind: 'files' | 'dockerImages',
): PublishingRole | null {
  const names = [...(under(stack, 'dependencies')?.children.values() ?? [])].map(({ text }) => text);
  const artifacts = under(files.tree(manifest), 'artifacts');
  const paths = names.flatMap((name) => {
    const asset = artifacts?.children.get(name) ?? null;
    const file =
      under(asset, 'type')?.text === 'cdk:asset-manifest' ? under(asset, 'properties', 'file')?.text : undefined;
    return file === undefined ? [] : (joinPath(folderOf(manifest), file) ?? []);
  });
  const roles = paths.flatMap((path) =>
    [...(under(files.tree(path), kind)?.children.values() ?? [])].slice(0, mostAssets).flatMap((asset) =>
      [...(under(asset, 'destinations')?.children.values() ?? [])].flatMap((destination): readonly PublishingRole[] => {
        const arn = settingText(under(destination, 'assumeRoleArn'));
        return arn === null
          ? []
          : [{ arn: arn.value, what: `assumeRoleArn of an asset in ${kind}`, file: path, line: arn.line }];
      }),
    ),
  );
  const [first] = roles;
  return first !== undefined && roles.every(({ arn }) => arn === first.arn) ? first : null;
}
