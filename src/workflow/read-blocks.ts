import type { Node } from 'yaml';
import { noBlock, type Block, type Declared, type Entry, type Permissions, type Step } from './workflow.ts';
import type { Branch, YamlTree } from './yaml-tree.ts';

const mostSteps = 1000;

export function readEntry(tree: YamlTree, branch: Branch): Entry {
  return { key: branch.key, value: branch.node === null ? '' : tree.text(branch.node), line: branch.line };
}

/** A map of texts; what is neither a map nor an expression counts as an empty block. */
export function readBlock(tree: YamlTree, branch: Branch | null): Block {
  if (branch === null) {
    return noBlock;
  }
  const entries = tree.branches(branch.node).map((each) => readEntry(tree, each));
  const whole = tree.text(branch.node);
  return {
    entries: new Map(entries.map((entry) => [entry.key, entry])),
    line: branch.line,
    dynamic: whole?.includes('${{') ?? false,
  };
}

/** `read-all`, `write-all`, or a map of names to levels (GitHub docs, "Workflow syntax", `permissions`). */
export function readPermissions(tree: YamlTree, branch: Branch | null): Permissions | null {
  if (branch === null) {
    return null;
  }
  const { line, node } = branch;
  const text = node === null ? '' : tree.text(node);
  if (text === 'read-all' || text === 'write-all') {
    return { kind: 'all', level: text === 'read-all' ? 'read' : 'write', line };
  }
  return text === null && tree.items(node).length === 0
    ? { kind: 'map', levels: readBlock(tree, branch).entries, line }
    : { kind: 'unreadable', line };
}

/** Inputs or secrets that a file declares, by their names in lower case. */
export function readDeclared(tree: YamlTree, node: Node | null): ReadonlyMap<string, Declared> {
  return new Map(
    tree.branches(node).map((branch) => {
      const fallback = tree.branch(branch.node, 'default');
      const declared = {
        name: branch.key,
        line: branch.line,
        required: tree.text(tree.branch(branch.node, 'required')?.node ?? null) === 'true',
        default: fallback === null ? null : readEntry(tree, fallback),
      };
      return [branch.key.toLowerCase(), declared];
    }),
  );
}

/** Reads lists of steps; a list that an alias repeats is read once. */
export function stepReader(tree: YamlTree): (node: Node | null) => readonly Step[] {
  const lists = new Map<Node, readonly Step[]>();
  const steps = new Map<Node, Step>();
  const readOnce = (node: Node): Step => {
    const step = steps.get(node) ?? readStep(tree, node);
    steps.set(node, step);
    return step;
  };
  return (node) => {
    if (node === null) {
      return [];
    }
    const list = lists.get(node) ?? tree.items(node).slice(0, mostSteps).map(readOnce);
    lists.set(node, list);
    return list;
  };
}

function readStep(tree: YamlTree, node: Node): Step {
  const text = (key: string): string | null => tree.text(tree.branch(node, key)?.node ?? null);
  const continueOnError = text('continue-on-error');
  return {
    line: tree.line(node),
    id: text('id'),
    name: text('name'),
    uses: text('uses'),
    run: text('run'),
    condition: text('if'),
    ...(continueOnError === null ? {} : { continueOnError }),
    with: readBlock(tree, tree.branch(node, 'with')),
    env: readBlock(tree, tree.branch(node, 'env')),
  };
}
