import type { CredentialValue } from '../value.ts';
import type { Flaw } from './flaw.ts';

/**
 * Quotes at an end of the value. dotenv, compose and a shell strip them; `docker --env-file`, `$GITHUB_ENV`,
 * credentials files and GitHub's secrets keep them, and no value of AWS's holds one.
 */
export function quotes({ text }: CredentialValue): Flaw | null {
  const core = text.trim();
  const first = kinds.get(core.slice(0, 1));
  const last = core.length > 1 ? kinds.get(core.slice(-1)) : undefined;
  if (first === undefined && last === undefined) {
    return null;
  }
  const where = first === undefined ? 'ends with' : last === undefined ? 'begins with' : 'begins and ends with';
  const kind = first ?? last ?? '';
  return {
    code: 'env-quoted-value',
    severity: 'error',
    what: `${where} ${kind}, which are part of the value (${text.length} characters with them).`,
  };
}

const kinds: ReadonlyMap<string, string> = new Map([
  ['"', 'double quotes'],
  ["'", 'single quotes'],
  ['`', 'backticks'],
  ...Array.from('\u201c\u201d\u201e\u201f\u00ab\u00bb', (mark) => [mark, 'typographic double quotes'] as const),
  ...Array.from('\u2018\u2019\u201a\u201b\u2039\u203a\u00b4', (mark) => [mark, 'typographic single quotes'] as const),
]);
