import { isScalar } from 'yaml';
import type { Library } from '../../workflow/library.ts';
import type { Step } from '../../workflow/workflow.ts';
import { readYamlTree, type YamlTree } from '../../workflow/yaml-tree.ts';

/** What a step says about its script, beside the script. */
export interface StepDetails {
  /** Line of the script's first line, from 1. */
  readonly scriptLine: number;
  /** Whether lines of the script are not lines of the file. */
  readonly isFolded: boolean;
  readonly shell: string | null;
  readonly workingDirectory: string | null;
  /** `runs-on` of the job, empty in an action. */
  readonly runsOn: string;
}

/** Looks up the steps of one file after the other, each file read once. */
export function stepDetails(library: Library): (file: string, step: Step) => StepDetails {
  const files = new Map<string, ReadonlyMap<string, StepDetails>>();
  return (file, step) => {
    const known = files.get(file) ?? readDetails(library.text(file));
    files.set(file, known);
    return (
      known.get(keyOf(step.line, step.run)) ?? {
        scriptLine: step.line,
        isFolded: true,
        shell: null,
        workingDirectory: null,
        runsOn: '',
      }
    );
  };
}

type Node = NonNullable<YamlTree['root']>;

function readDetails(text: string | null): ReadonlyMap<string, StepDetails> {
  const tree = text === null ? null : readYamlTree(text);
  const details = new Map<string, StepDetails>();
  if (tree === null) {
    return details;
  }
  const jobs = tree.branches(tree.branch(tree.root, 'jobs')?.node ?? null).map(({ node }) => node);
  const seen = new Set<Node>();
  for (const owner of [...jobs, tree.branch(tree.root, 'runs')?.node ?? null]) {
    const runsOn = labels(tree, owner);
    for (const node of tree.items(tree.branch(owner, 'steps')?.node ?? null)) {
      if (!seen.has(node)) {
        seen.add(node);
        const read = readStep(tree, node, runsOn);
        details.set(read.key, read.details);
      }
    }
  }
  return details;
}

function labels(tree: YamlTree, owner: Node | null): string {
  const node = tree.branch(owner, 'runs-on')?.node ?? null;
  const listed = tree.items(node).map((item) => tree.text(item) ?? '');
  return [tree.text(node) ?? '', ...listed].join(' ');
}

function readStep(tree: YamlTree, node: Node, runsOn: string): { readonly key: string; readonly details: StepDetails } {
  const text = (key: string): string | null => tree.text(tree.branch(node, key)?.node ?? null);
  const run = tree.branch(node, 'run')?.node ?? null;
  const isBlock = isScalar(run) && (run.type === 'BLOCK_LITERAL' || run.type === 'BLOCK_FOLDED');
  return {
    key: keyOf(tree.line(node), text('run')),
    details: {
      scriptLine: run === null ? tree.line(node) : tree.line(run) + Number(isBlock),
      isFolded: !(isScalar(run) && run.type === 'BLOCK_LITERAL'),
      shell: text('shell'),
      workingDirectory: text('working-directory'),
      runsOn,
    },
  };
}

/** Steps on one line differ in their scripts, or have the same details. */
function keyOf(line: number, run: string | null): string {
  return `${line}:${run ?? ''}`;
}
