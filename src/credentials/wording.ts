import type { Observation, Severity } from '../diagnoses/finding.ts';
import type { DiagnosisCode } from '../diagnoses/catalogue/index.ts';
import type { CredentialFacts } from './facts.ts';
import { secretValues } from './secrets.ts';

/** Severity is always said here: how much a value weighs depends on whether the run signs with it. */
export function observe(code: DiagnosisCode, severity: Severity, detail: string): Observation {
  return { code, severity, detail };
}

/** `A`, `A and B`, `A, B and C`. */
export function listed(names: readonly string[], word = 'and'): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} ${word} ${last}`;
}

/** `1 character`, `2 characters`. */
export function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}

/**
 * A profile or region in quotes, for a sentence. What is long, holds unusual characters, or has four characters in
 * common with a secret is described by its length instead: people paste secrets into the wrong variable.
 */
export function shown(text: string, facts: CredentialFacts): string {
  const plain = /^[ !#-_a-~]{1,64}$/.test(text) && !/[A-Za-z0-9/+]{16,}/.test(text);
  const pieces = Array.from({ length: Math.max(text.length - 3, 0) }, (_, start) => text.slice(start, start + 4));
  const shared = plain && secretValues(facts).some((secret) => pieces.some((piece) => secret.includes(piece)));
  return plain && !shared ? `"${text}"` : `a text of ${counted(text.length, 'character')}`;
}

/** The host and port of a URL, without the user, path and query that may hold a secret; `null` when it is no URL. */
export function hostOf(url: string): string | null {
  return URL.canParse(url) ? new URL(url).host || null : null;
}
