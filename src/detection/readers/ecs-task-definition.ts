import { type Branch, settingText, under } from '../../project-files/tree/branch.ts';
import { joinPath } from '../folder.ts';
import { ReadValues, type Reader, type ReaderFacts } from './reader.ts';

/**
 * The task definition in JSON that is registered: `family`, `task-role`, `execution-role`, `image-repository` and
 * `log-group` where all containers agree, and every plain value under its JSON Pointer. It is named by the deploy action, by the render action whose output that takes,
 * or by `--cli-input-json` of `aws ecs register-task-definition`.
 */
export const ecsTaskDefinition: Reader = (facts) => {
  const read = new ReadValues();
  const path = taskDefinition(facts);
  const tree = path === null ? null : facts.files.tree(path);
  if (path === null || tree === null) {
    return read.values;
  }
  for (const [name, key] of keys) {
    const setting = settingText(under(tree, key));
    read.add(name, setting?.value, `/${key}`, path, setting?.line ?? 1);
  }
  fromPointers(tree, '', path, read, { left: mostValues });
  const containers = [...(under(tree, 'containerDefinitions')?.children.values() ?? [])];
  same(containers, ['logConfiguration', 'options', 'awslogs-group'], 'log-group', (text) => text);
  same(containers, ['image'], 'image-repository', repositoryOf);
  return read.values;

  function same(
    all: readonly Branch[],
    keysTo: readonly string[],
    name: string,
    part: (text: string) => string | null,
  ): void {
    const found = all.flatMap((container) => settingText(under(container, ...keysTo)) ?? []);
    const values = new Set(found.flatMap(({ value }) => part(value) ?? []));
    const [only] = values;
    if (values.size === 1) {
      read.add(name, only, `${keysTo.join('/')} of the containers`, path ?? '', found[0]?.line ?? 1);
    }
  }
};

const mostValues = 2000;

/** Every plain value under its JSON Pointer, such as `/containerDefinitions/0/image`. */
function fromPointers(branch: Branch, pointer: string, path: string, read: ReadValues, budget: { left: number }): void {
  budget.left -= 1;
  if (budget.left < 0) {
    return;
  }
  if (branch.kind !== 'map' && branch.kind !== 'list') {
    read.add(pointer, branch.text, pointer, path, branch.line);
  }
  for (const [key, child] of branch.children) {
    fromPointers(child, `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`, path, read, budget);
  }
}

const keys: readonly (readonly [string, string])[] = [
  ['family', 'family'],
  ['task-role', 'taskRoleArn'],
  ['execution-role', 'executionRoleArn'],
];

function taskDefinition({ files, folder, deploying }: ReaderFacts): string | null {
  const given = deploying.input('task-definition');
  const rendered = deploying.inputsBeside('aws-actions/amazon-ecs-render-task-definition', 'task-definition');
  const paths = [
    ...(given == null ? [] : [given]),
    ...(given === undefined ? rendered.flatMap((each) => each ?? []) : []),
    ...deploying
      .options('--cli-input-json')
      .flatMap((each) => (each?.startsWith('file://') === true ? [each.slice(7)] : [])),
  ].flatMap((path) => joinPath(folder, path) ?? []);
  const there = [...new Set(paths)].filter((path) => under(files.tree(path), 'containerDefinitions') !== null);
  return there.length === 1 ? (there[0] ?? null) : null;
}

/** An image in Amazon ECR without its tag. */
function repositoryOf(image: string): string | null {
  return /^\d{12}\.dkr[.-]ecr[a-z0-9.-]{1,100}\/[^:@]{1,300}/.exec(image)?.[0] ?? null;
}
