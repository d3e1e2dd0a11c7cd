import { readDeclared, stepReader } from './read-blocks.ts';
import type { CompositeAction } from './workflow.ts';
import { readYamlTree } from './yaml-tree.ts';

/**
 * Reads the `action.yml` of a composite action; `null` when the text is not YAML or the action is of another kind. Keys
 * as in GitHub docs, "Metadata syntax for GitHub Actions".
 */
export function readAction(text: string, file: string): CompositeAction | null {
  const tree = readYamlTree(text);
  const runs = tree?.branch(tree.root, 'runs')?.node ?? null;
  if (tree === null || tree.text(tree.branch(runs, 'using')?.node ?? null) !== 'composite') {
    return null;
  }
  return {
    file,
    inputs: readDeclared(tree, tree.branch(tree.root, 'inputs')?.node ?? null),
    steps: stepReader(tree)(tree.branch(runs, 'steps')?.node ?? null),
  };
}
