import { flawOf } from '../../credentials/flaws/flaw.ts';
import type { CredentialValue, Field } from '../../credentials/value.ts';
import { variableNames } from '../../credentials/value.ts';
import type { AwsAssignment, EnvFile } from '../env-file.ts';
import { shownName } from '../relevance.ts';

/** The three values of one prefix: those that are there, empty ones included. */
export type KeySet = ReadonlyMap<Field, AwsAssignment>;

/** A misnamed variable stands in where the right one is missing; the rule about names speaks of it. */
export function keySets({ effective }: EnvFile): readonly KeySet[] {
  const sets = new Map<string, Map<Field, AwsAssignment>>();
  for (const assignment of effective) {
    const { prefix, field, own } = assignment.relevance;
    const set = sets.get(prefix) ?? new Map<Field, AwsAssignment>();
    sets.set(prefix, set);
    if (field !== null && (own === variableNames[field] || !set.has(field))) {
      set.set(field, assignment);
    }
  }
  return [...sets.values()];
}

/** Flaws that an example file is there to have. */
export const fillIns: ReadonlySet<string> = new Set(['env-placeholder', 'env-unexpanded']);

/** Values out of documentation, and expressions, say nothing about the kind of key. */
export function isFillIn(field: Field, assignment: AwsAssignment): boolean {
  return fillIns.has(flawOf(valueOf(field, assignment))?.code ?? '');
}

/** As the rules about values take it. */
export function valueOf(field: Field, { name, meant }: AwsAssignment): CredentialValue {
  return { field, origin: 'environment', name, raw: meant, text: meant, used: false };
}

/** How a sentence names an assignment. */
export function at({ name, line }: AwsAssignment): string {
  return `${shownName(name)} (line ${line})`;
}
