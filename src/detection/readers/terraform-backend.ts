import { type Branch, settingText, under } from '../../project-files/tree/branch.ts';
import type { ProjectFiles } from '../files/project-tree.ts';
import { joinPath } from '../folder.ts';
import { type HclBlock, readHcl } from './hcl.ts';
import { ReadValues, type Reader, type SaidAt } from './reader.ts';

const mostAttributes = 50;

/**
 * The S3 backend of a Terraform configuration: each attribute under its own name with hyphens, `bucket`, `key`, `region`,
 * `dynamodb-table`, `use-lockfile`, `kms-key-id`, `workspace-key-prefix`, and `role-arn` of `assume_role`. What
 * `terraform init` is told with `-backend-config` comes first (Terraform documentation, "S3 backend" and "Partial
 * configuration").
 */
export const terraformBackend: Reader = (facts) => {
  const read = new ReadValues();
  const { deploying, files } = facts;
  const other = deploying.option('-chdir');
  const folder = other === undefined ? null : joinPath(facts.folder, other ?? '');
  const options = ['terraform', 'tofu', 'terragrunt'].flatMap((program) =>
    deploying.optionsBeside(program, 'init', '-backend-config'),
  );
  const backends = folder === null || options.some(({ value }) => value === undefined) ? [] : s3Backends(folder, files);
  if (folder === null || backends.length !== 1) {
    return read.values;
  }
  for (const option of options.toReversed()) {
    fromOption(option, folder, facts.files, read);
  }
  backends.forEach((addTo) => {
    addTo(read);
  });
  return read.values;
};

/** What the configuration of a folder says; Terraform takes one backend. */
function s3Backends(folder: string, files: ProjectFiles): readonly ((read: ReadValues) => void)[] {
  const inJson = files
    .matching(joinPath(folder, '*.tf.json') ?? '')
    .flatMap((path) => jsonBackends(files.tree(path)).map((backend) => ({ path, backend })));
  const inHcl = files
    .matching(joinPath(folder, '*.tf') ?? '')
    .filter((path) => files.text(path).includes('backend'))
    .flatMap((path) => backendsIn(readHcl(files.text(path))).map((backend) => ({ path, backend })));
  return [
    ...inJson.map(({ path, backend }) => (read: ReadValues) => {
      fromTree(backend, 'backend', path, read);
    }),
    ...inHcl.map(({ path, backend }) => (read: ReadValues) => {
      fromBlock(backend, path, read);
    }),
  ];
}

/** `key=value`, or the path of a file of such lines. */
function fromOption({ value: option = '', spot }: SaidAt, folder: string, files: ProjectFiles, read: ReadValues): void {
  const [, key, value] = /^([a-z_]{1,50})\s*=\s*(.*)$/s.exec(option) ?? [];
  const path = joinPath(folder, option);
  if (key !== undefined && value !== undefined) {
    read.addFromStep(nameOf(key), value.replace(/^"(.*)"$/, '$1'), `-backend-config=${key} of terraform init`, spot);
  } else if (path !== null && option.endsWith('.json')) {
    fromTree(files.tree(path), 'backend', path, read);
  } else if (path !== null) {
    fromBlock(readHcl(files.text(path)), path, read);
  }
}

function backendsIn(root: HclBlock): readonly HclBlock[] {
  return root.blocks
    .filter(({ type }) => type === 'terraform')
    .flatMap(({ blocks }) => blocks.filter(({ type, labels }) => type === 'backend' && labels[0] === 's3'));
}

function fromBlock({ attributes, blocks }: HclBlock, path: string, read: ReadValues): void {
  for (const [key, { value, line }] of [...attributes].slice(0, mostAttributes)) {
    read.add(nameOf(key), value, `${key} of the backend`, path, line);
  }
  const role = blocks.find(({ type }) => type === 'assume_role')?.attributes.get('role_arn');
  read.add('role-arn', role?.value, 'assume_role of the backend', path, role?.line ?? 1);
}

/** A block of JSON is an object, or a list of them. */
function jsonBackends(tree: Branch | null): readonly (Branch | null)[] {
  return listed(under(tree, 'terraform'))
    .flatMap((each) => listed(under(each, 'backend')))
    .flatMap((each) => listed(under(each, 's3')));
}

function fromTree(tree: Branch | null, what: string, path: string, read: ReadValues): void {
  for (const [key, branch] of [...(tree?.children ?? [])].slice(0, mostAttributes)) {
    const text = branch.kind === 'boolean' ? branch.text : settingText(branch)?.value;
    read.add(nameOf(key), text?.includes('${') === true ? null : text, `${key} of the ${what}`, path, branch.line);
  }
  const [roles] = listed(under(tree, 'assume_role'));
  const role = settingText(under(roles ?? null, 'role_arn'));
  read.add('role-arn', role?.value, `assume_role of the ${what}`, path, role?.line ?? 1);
}

function listed(branch: Branch | null): readonly Branch[] {
  return branch === null ? [] : branch.kind === 'list' ? [...branch.children.values()] : [branch];
}

function nameOf(key: string): string {
  return key.replaceAll('_', '-');
}
