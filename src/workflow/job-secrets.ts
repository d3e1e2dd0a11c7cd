import { nameIn } from './sources.ts';
import { readTemplate } from './template.ts';
import type { Block, Job, Step } from './workflow.ts';

/**
 * Tells which secrets a job reads, in upper case. Blocks and steps that several jobs share are looked at once, and so
 * are whole lists of steps.
 */
export function secretsReader(): (job: Job) => ReadonlySet<string> {
  const blocks = new Map<Block, ReadonlySet<string>>();
  const lists = new Map<readonly Step[], ReadonlySet<string>>();
  const inBlock = once(blocks, (block) => [...block.entries.values()].flatMap(({ value }) => inText(value)));
  const inSteps = once(lists, (steps) =>
    [...new Set(steps)].flatMap((step) => [...inBlock(step.env), ...inBlock(step.with), ...inText(step.run)]),
  );
  return (job) => new Set([...inBlock(job.env), ...inSteps(job.steps)]);
}

function once<K>(known: Map<K, ReadonlySet<string>>, find: (key: K) => readonly string[]) {
  return (key: K): ReadonlySet<string> => {
    const names = known.get(key) ?? new Set(find(key));
    known.set(key, names);
    return names;
  };
}

function inText(text: string | null): readonly string[] {
  return text?.includes('secrets') === true
    ? readTemplate(text).references.flatMap((reference) => nameIn(reference, 'secrets')?.toUpperCase() ?? [])
    : [];
}
