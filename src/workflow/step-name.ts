import type { Step } from './workflow.ts';

/**
 * The step that the runner calls by this name: its `id`, or a name made of its action's. The names of the steps of a
 * composite action follow the name of the step that uses it, after a dot (actions/runner, GetFullyQualifiedContextName),
 * so each part of GITHUB_ACTION is looked up by itself. A step with an id of its own takes no number.
 */
export function findStep(steps: readonly Step[], name: string): Step | null {
  const byId = steps.find((step) => step.id === name);
  if (byId !== undefined) {
    return byId;
  }
  const wanted = letters(name);
  const nameless = steps.filter((step) => step.id === null);
  return (
    findAmong(nameless, wanted, repositoryOf) ??
    findAmong(nameless, wanted, pathOf) ??
    findAmong(steps, wanted, repositoryOf)
  );
}

/** Gives the steps their names in order: a name that is taken gets a number from 2 on. */
function findAmong(steps: readonly Step[], wanted: string, baseOf: (uses: string) => string): Step | null {
  const taken = new Set<string>();
  const counts = new Map<string, number>();
  for (const step of steps) {
    const base = letters(step.uses === null ? (step.run === null ? '' : 'run') : baseOf(step.uses));
    let count = counts.get(base) ?? 1;
    let name = count === 1 ? base : `${base}${count}`;
    while (taken.has(name)) {
      count += 1;
      name = `${base}${count}`;
    }
    counts.set(base, count);
    taken.add(name);
    if (name === wanted && wanted !== '') {
      return step;
    }
  }
  return null;
}

/**
 * `./` and `./path` become `__self`; `owner/repo@ref` becomes `__owner_repo` with special characters removed; a script
 * becomes `__run` (GitHub docs, "Variables reference", GITHUB_ACTION). Which characters are special is not said, so only
 * letters and digits are compared.
 */
function repositoryOf(uses: string): string {
  return pathOf(uses).split('/').slice(0, 2).join('/');
}

function pathOf(uses: string): string {
  return uses.startsWith('./') || uses === '.' ? 'self' : (uses.slice(0, 300).split('@')[0] ?? '');
}

function letters(text: string): string {
  return text
    .slice(0, 300)
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');
}
