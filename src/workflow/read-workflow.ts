import type { Node } from 'yaml';
import { readBlock, readDeclared, readEntry, readPermissions, stepReader } from './read-blocks.ts';
import type { CallTrigger, Entry, Job, PassedSecrets, Step, Workflow } from './workflow.ts';
import { readYamlTree, type Branch, type YamlTree } from './yaml-tree.ts';

const mostJobs = 500;

/**
 * Reads a workflow file; `null` when the text is not YAML or has no map of jobs. What stands where something else
 * belongs is passed over: the file is foreign text, and GitHub has judged it already. Keys as in GitHub docs, "Workflow
 * syntax for GitHub Actions".
 */
export function readWorkflow(text: string, file: string): Workflow | null {
  const tree = readYamlTree(text);
  const jobs = tree?.branch(tree.root, 'jobs')?.node ?? null;
  if (tree === null || tree.branches(jobs).length === 0) {
    return null;
  }
  const top = (key: string): Branch | null => tree.branch(tree.root, key);
  const on = top('on');
  const call = tree.branch(on?.node ?? null, 'workflow_call');
  const dispatch = tree.branch(on?.node ?? null, 'workflow_dispatch');
  return {
    file,
    triggers: readTriggers(tree, on?.node ?? null),
    call: call === null ? plainCall(tree, on) : readCall(tree, call),
    dispatchInputs: readDeclared(tree, tree.branch(dispatch?.node ?? null, 'inputs')?.node ?? null),
    permissions: readPermissions(tree, top('permissions')),
    env: readBlock(tree, top('env')),
    defaults: readBlock(tree, tree.branch(top('defaults')?.node ?? null, 'run')),
    jobs: readJobs(tree, jobs),
  };
}

/** `on: push`, `on: [push, pull_request]`, or a map. */
function readTriggers(tree: YamlTree, on: Node | null): readonly string[] {
  const one = tree.text(on);
  const listed = tree.items(on).map((item) => tree.text(item));
  return present([one, ...listed, ...tree.branches(on).map(({ key }) => key)]);
}

/** `on: workflow_call` and `on: [push, workflow_call]`, without inputs and secrets. */
function plainCall(tree: YamlTree, on: Branch | null): CallTrigger | null {
  return on !== null && readTriggers(tree, on.node).includes('workflow_call')
    ? { line: on.line, secrets: new Map(), inputs: new Map() }
    : null;
}

function readCall(tree: YamlTree, { line, node }: Branch): CallTrigger {
  return {
    line,
    secrets: readDeclared(tree, tree.branch(node, 'secrets')?.node ?? null),
    inputs: readDeclared(tree, tree.branch(node, 'inputs')?.node ?? null),
  };
}

/** A job that an alias repeats is read once, and each of its names gets it under its own id. */
function readJobs(tree: YamlTree, jobs: Node | null): ReadonlyMap<string, Job> {
  const steps = stepReader(tree);
  const bodies = new Map<Node, Omit<Job, 'id' | 'line'>>();
  const read = (node: Node): Omit<Job, 'id' | 'line'> => {
    const body = bodies.get(node) ?? readJob(tree, node, steps);
    bodies.set(node, body);
    return body;
  };
  return new Map(
    tree
      .branches(jobs)
      .slice(0, mostJobs)
      .flatMap(({ key, line, node }) =>
        tree.branches(node).length === 0 || node === null ? [] : [[key, { id: key, line, ...read(node) }]],
      ),
  );
}

function readJob(tree: YamlTree, node: Node, steps: (node: Node | null) => readonly Step[]): Omit<Job, 'id' | 'line'> {
  const at = (key: string): Branch | null => tree.branch(node, key);
  const uses = at('uses');
  const needs = at('needs')?.node ?? null;
  return {
    uses: uses === null ? null : readEntry(tree, uses),
    secrets: readPassedSecrets(tree, at('secrets')),
    with: readBlock(tree, at('with')),
    permissions: readPermissions(tree, at('permissions')),
    environment: readEnvironment(tree, at('environment')),
    env: readBlock(tree, at('env')),
    outputs: readBlock(tree, at('outputs')),
    defaults: readBlock(tree, tree.branch(at('defaults')?.node ?? null, 'run')),
    needs: present([tree.text(needs), ...tree.items(needs).map((item) => tree.text(item))]),
    container: at('container')?.line ?? null,
    steps: steps(at('steps')?.node ?? null),
  };
}

function readPassedSecrets(tree: YamlTree, branch: Branch | null): PassedSecrets {
  if (branch === null || branch.node === null) {
    return { kind: 'nothing' };
  }
  return tree.text(branch.node) === 'inherit'
    ? { kind: 'inherit', line: branch.line }
    : { kind: 'mapping', block: readBlock(tree, branch) };
}

/** `environment: production`, or `environment: {name: production, url: ...}`. */
function readEnvironment(tree: YamlTree, branch: Branch | null): Entry | null {
  if (branch === null) {
    return null;
  }
  const name = tree.branch(branch.node, 'name');
  const entry = readEntry(tree, name ?? branch);
  return entry.value === null || entry.value === '' ? null : entry;
}

function present(names: readonly (string | null)[]): readonly string[] {
  return names.filter((name): name is string => name !== null && name !== '');
}
