import type { ReadFile } from './library.ts';
import type { Spot } from './sources.ts';

/** The names under `secrets.` and `vars.` in the workflow files, in upper case as GitHub stores them, with their places. */
export interface UsedNames {
  readonly secrets: ReadonlyMap<string, readonly Spot[]>;
  readonly vars: ReadonlyMap<string, readonly Spot[]>;
}

const mostFiles = 200;
const mostNames = 2000;
const mostSpots = 50;

/**
 * Looks through the texts, without reading them as YAML: what is meant is only how names are spelt elsewhere. Secret
 * names are compared without case (GitHub docs, "Secrets reference", naming).
 */
export function usedNames(read: ReadFile, files: readonly string[]): UsedNames {
  const secrets = new Map<string, Spot[]>();
  const vars = new Map<string, Spot[]>();
  for (const file of files.slice(0, mostFiles)) {
    read(file)
      ?.split('\n')
      .forEach((text, index) => {
        const at = { file, line: index + 1 };
        collect(secrets, text, 'secrets', at);
        collect(vars, text, 'vars', at);
      });
  }
  return { secrets, vars };
}

function collect(names: Map<string, Spot[]>, line: string, context: string, at: Spot): void {
  for (let found = line.indexOf(context); found >= 0; found = line.indexOf(context, found + context.length)) {
    const before = line[found - 1] ?? ' ';
    const rest = line.slice(found + context.length, found + context.length + 110);
    const name = /[\w.-]/.test(before) ? undefined : /^(?:\.|\[')([A-Za-z_][A-Za-z0-9_-]{0,99})/.exec(rest)?.[1];
    if (name === undefined) {
      continue;
    }
    const key = name.toUpperCase();
    const spots = names.get(key) ?? [];
    if (spots.length < mostSpots && (names.has(key) || names.size < mostNames)) {
      names.set(key, [...spots, at]);
    }
  }
}
