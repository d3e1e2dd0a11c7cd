import { type Branch, settingText, under } from '../../project-files/tree/branch.ts';
import { matchesWildcard } from '../../authorization/wildcard.ts';
import { folderOf, joinPath } from '../folder.ts';
import { publishingRole } from './cdk-assets.ts';
import { CdkPlace } from './cdk-place.ts';
import { ReadValues, type Reader, type ReaderFacts } from './reader.ts';

const mostManifests = 20;
const mostStacks = 200;

/**
 * `cdk.out/manifest.json`, where it has been synthesized: of the stacks that are deployed `stack-name`, `deploy-role`,
 * `execution-role`, `lookup-role`, `file-publishing-role`, `image-publishing-role`, `bootstrap-version`,
 * `bootstrap-version-parameter`, `account` and `region`; and the `qualifier` and `toolkit-stack-name`, which `cdk.json` tells as well. What differs between the stacks has no value
 * (cloud-assembly-schema of aws/aws-cdk-cli, `AwsCloudFormationStackProperties`). What only the place tells stays a
 * placeholder: `${Partition}`, `${Account}`, `${Region}`.
 */
export const cdkManifest: Reader = (facts) => {
  const read = new ReadValues();
  fromConfig(facts, read);
  const found = stacks(facts);
  const values = found.map((stack) => valuesOf(stack, facts.files));
  for (const name of new Set(values.flatMap((each) => [...each.keys()]))) {
    const told = values.map((each) => each.get(name));
    const [first] = told;
    if (first !== undefined && told.every((each) => each?.value === first.value)) {
      read.add(name, first.value, first.what, first.file, first.line);
    }
  }
  return read.values;
};

/** `cdk.json`, and the options that come before it. */
function fromConfig({ files, folder, deploying }: ReaderFacts, read: ReadValues): void {
  const path = joinPath(folder, 'cdk.json') ?? '';
  const tree = files.tree(path);
  const context = deploying.options('--context', '-c').find((each) => each?.startsWith(`${qualifierKey}=`) === true);
  const qualifier = settingText(under(tree, 'context', qualifierKey));
  read.addFromStep('qualifier', context?.slice(qualifierKey.length + 1), `--context ${qualifierKey}`, deploying.spot);
  read.add('qualifier', qualifier?.value, `context ${qualifierKey}`, path, qualifier?.line ?? 1);
  const toolkit = settingText(under(tree, 'toolkitStackName'));
  read.add('toolkit-stack-name', toolkit?.value, 'toolkitStackName', path, toolkit?.line ?? 1);
}

const qualifierKey = '@aws-cdk/core:bootstrapQualifier';

interface Stack {
  readonly id: string;
  readonly artifact: Branch;
  readonly file: string;
}

/** The stacks that the command names, or all of them. */
function stacks(facts: ReaderFacts): readonly Stack[] {
  const { files, folder, deploying } = facts;
  const output =
    deploying.option('--output', '-o') ??
    settingText(under(files.tree(joinPath(folder, 'cdk.json') ?? ''), 'output'))?.value;
  const manifest = joinPath(folder, `${output ?? 'cdk.out'}/manifest.json`);
  const app = deploying.option('--app', '-a');
  const assembled = app == null ? null : joinPath(folder, `${app}/manifest.json`);
  const path = assembled !== null && files.text(assembled) !== '' ? assembled : manifest;
  const all = path === null ? [] : stacksIn(path, '', facts, { left: mostManifests });
  const named = deploying.arguments();
  return named.includes(undefined)
    ? []
    : all
        .filter((stack) => named.length === 0 || named.some((name) => name !== undefined && isNamed(stack, name)))
        .slice(0, mostStacks);
}

/** A stage has an assembly of its own, in a folder below. */
function stacksIn(path: string, stage: string, facts: ReaderFacts, budget: { left: number }): readonly Stack[] {
  budget.left -= 1;
  if (budget.left < 0) {
    return [];
  }
  return [...(under(facts.files.tree(path), 'artifacts')?.children ?? [])].flatMap(
    ([id, artifact]): readonly Stack[] => {
      const type = under(artifact, 'type')?.text;
      const directory = under(artifact, 'properties', 'directoryName')?.text;
      const inner = directory === undefined ? null : joinPath(folderOf(path), `${directory}/manifest.json`);
      if (type === 'cdk:cloud-assembly' && inner !== null) {
        const name = under(artifact, 'properties', 'displayName')?.text ?? id;
        return stacksIn(inner, name, facts, budget);
      }
      return type === 'aws:cloudformation:stack'
        ? [{ id: stage === '' ? id : `${stage}/${id}`, artifact, file: path }]
        : [];
    },
  );
}

/** By its id, its path in the app, or its name, with wildcards. */
function isNamed({ id, artifact }: Stack, pattern: string): boolean {
  const names = [id, under(artifact, 'displayName')?.text, under(artifact, 'properties', 'stackName')?.text];
  return names.some((name) => name !== undefined && name !== '' && matchesWildcard(pattern.replace('**', '*'), name));
}

interface Told {
  readonly value: string;
  readonly what: string;
  readonly file: string;
  readonly line: number;
}

function valuesOf({ id, artifact, file }: Stack, files: ReaderFacts['files']): ReadonlyMap<string, Told> {
  const values = new Map<string, Told>();
  const place = new CdkPlace(under(artifact, 'environment')?.text ?? '');
  const told = (name: string, value: string | null, what: string, line: number): void => {
    if (value !== null && value !== '') {
      values.set(name, { value, what, file, line });
    }
  };
  for (const [name, path] of properties) {
    const setting = settingText(under(artifact, 'properties', ...path));
    if (setting !== null) {
      told(name, place.fill(setting.value), `${path.join('.')} of the stack ${id}`, setting.line);
    }
  }
  if (!values.has('stack-name')) {
    told('stack-name', id.split('/').at(-1) ?? id, 'the name of the artifact', artifact.line);
  }
  told('account', place.account, `environment of the stack ${id}`, artifact.line);
  told('region', place.region, `environment of the stack ${id}`, artifact.line);
  for (const [name, kind] of published) {
    const found = publishingRole(artifact, file, files, kind);
    if (found !== null) {
      values.set(name, { ...found, value: place.fill(found.arn) });
    }
  }
  const role = values.get('deploy-role');
  const qualifier = /:role\/cdk-([a-z0-9]{1,10})-deploy-role-/.exec(role?.value ?? '')?.[1];
  told('qualifier', qualifier ?? null, role?.what ?? '', role?.line ?? 1);
  return values;
}

const published = [
  ['file-publishing-role', 'files'],
  ['image-publishing-role', 'dockerImages'],
] as const;

const properties: readonly (readonly [string, readonly string[]])[] = [
  ['stack-name', ['stackName']],
  ['deploy-role', ['assumeRoleArn']],
  ['execution-role', ['cloudFormationExecutionRoleArn']],
  ['lookup-role', ['lookupRole', 'arn']],
  ['bootstrap-version', ['requiresBootstrapStackVersion']],
  ['bootstrap-version-parameter', ['bootstrapStackVersionSsmParameter']],
];
