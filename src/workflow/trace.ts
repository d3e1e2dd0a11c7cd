import type { Reference } from './expression.ts';
import type { Template } from './template.ts';
import { followEnv, followOutput } from './follow-value.ts';
import { followInput, followSecret } from './follow-passed.ts';
import type { Origin } from './origin.ts';
import type { Place } from './place.ts';
import { levelsOf, type Scope } from './scope.ts';
import { nameIn, sourcesIn, type Source, type Sources } from './sources.ts';
import type { Walk } from './walk.ts';

/** A variable or input of this step, where it gets its value, and what that hangs on. */
export interface Traced {
  readonly name: string;
  readonly sources: Sources;
  readonly origins: readonly Origin[];
}

const mostOrigins = 60;
const mostSteps = 20;

/**
 * Follows the value of a variable or input through `env:`, `with:`, composite actions and calling jobs, as far as the
 * files of the workspace tell.
 */
export function trace(place: Place, name: string): Traced {
  const levels = levelsOf(place, name);
  const sources = sourcesIn(levels, name);
  const { winner } = sources;
  const scope = winner === null ? null : (levels[winner.rank]?.scope ?? null);
  let steps = 0;
  const walk: Walk = {
    place,
    origins: [],
    follow: (source, inner, certain) => {
      steps += 1;
      follow(walk, source, inner, certain, steps > mostSteps || walk.origins.length >= mostOrigins);
    },
  };
  if (winner !== null && scope !== null) {
    walk.follow(winner, scope, true);
  }
  return { name, sources, origins: walk.origins };
}

function follow(walk: Walk, source: Source, scope: Scope, certain: boolean, enough: boolean): void {
  const { template, at } = source;
  if (enough) {
    walk.origins.push({ kind: 'untold', at, certain: false });
    return;
  }
  if (template.kind === 'literal') {
    walk.origins.push(template.blank ? { kind: 'blank', at, certain } : { kind: 'untold', at, certain: false });
    return;
  }
  if (template.kind === 'unreadable') {
    walk.origins.push({ kind: 'untold', at, certain: false });
  }
  for (const reference of template.references) {
    followReference(walk, reference, source, scope, certain && isCertain(template, reference));
  }
}

function isCertain({ emptyWithIt }: Template, reference: Reference): boolean {
  return emptyWithIt.some(
    ({ context, path }) => context === reference.context && path?.join('\n') === reference.path?.join('\n'),
  );
}

function followReference(walk: Walk, reference: Reference, source: Source, scope: Scope, certain: boolean): void {
  const { at } = source;
  const secret = nameIn(reference, 'secrets');
  const variable = nameIn(reference, 'vars');
  const input = nameIn(reference, 'inputs') ?? eventInput(reference);
  const env = nameIn(reference, 'env');
  if (secret !== null && secret.toUpperCase() !== 'GITHUB_TOKEN') {
    followSecret(walk, secret, scope, at, certain, 'none');
  } else if (variable !== null) {
    walk.origins.push({ kind: 'variable', name: variable, at, certain });
  } else if (input !== null) {
    followInput(walk, input, scope, at, certain);
  } else if (env !== null) {
    followEnv(walk, env, source, scope, certain);
  } else if (reference.context === 'steps' || reference.context === 'needs') {
    followOutput(walk, reference, scope, at, certain);
  } else if (certain || reference.context === 'secrets') {
    walk.origins.push({ kind: 'untold', at, certain: false });
  }
}

/** `github.event.inputs.NAME`, the older way to write `inputs.NAME`. */
function eventInput({ context, path }: Reference): string | null {
  const [event, inputs, name] = path ?? [];
  return context === 'github' && path?.length === 3 && event === 'event' && inputs === 'inputs' ? (name ?? null) : null;
}
