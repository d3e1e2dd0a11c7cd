import type { CredentialValue } from '../value.ts';
import type { Flaw } from './flaw.ts';
import { looksReal } from './shapes.ts';

/** A value out of documentation, of an example file or of a mask. */
export function placeholder({ field, text }: CredentialValue): Flaw | null {
  const core = text.trim();
  if (/EXAMPLE(KEY|TOKEN)?={0,2}$/.test(core)) {
    return flaw('ends in EXAMPLE, as the keys in documentation do.');
  }
  if (/^\*{3}/.test(core)) {
    return flaw('holds asterisks: the mask that a log shows in place of a secret.');
  }
  if (/^<.*>$|^\[.*\]$|^\(.*\)$/.test(core)) {
    return flaw(`holds a text in brackets (${text.length} characters), to be replaced by a value.`);
  }
  if (isMonotonous(core)) {
    return flaw(`repeats the same characters over its ${text.length} characters.`);
  }
  if (field !== 'sessionToken' && countsUp(core)) {
    return flaw(`counts up through the alphabet or the digits (${text.length} characters).`);
  }
  if (!looksReal(core) && words.test(core)) {
    return { ...flaw(`begins like a placeholder (${text.length} characters).`), standInAccepts: true };
  }
  return null;
}

function flaw(what: string): Flaw {
  return { code: 'env-placeholder', severity: 'error', what };
}

/** The first word of a fill-in; only asked of values that do not have the shape of a real one, which can begin by chance with any word. */
const words =
  /^(your|my|enter|insert|replace|change|todo|tbd|xxx|placeholder|dummy|fake|mock|test|none$|null$|nil$|undefined$|example|sample|secret$|redacted|masked|foo|bar$|put[-_]|paste|fill|aws_)/i;

/** Two different characters at most. By chance a real key has them about once in 10^18. */
function isMonotonous(core: string): boolean {
  const varying = core.replace(/^(AKIA|ASIA)/, '');
  if (varying.length < 8) {
    return false;
  }
  const seen = new Set<string>();
  for (const character of varying) {
    seen.add(character);
    if (seen.size > 2) {
      return false;
    }
  }
  return true;
}

/** Eight neighbours in a row, such as `ABCDEFGH` or `34567890`: once in 10^11 random keys. */
function countsUp(core: string): boolean {
  let run = 1;
  for (let index = 1; index < core.length && run < 8; index++) {
    const step = core.charCodeAt(index) - core.charCodeAt(index - 1);
    run = step === 1 || (core[index] === '0' && core[index - 1] === '9') ? run + 1 : 1;
  }
  return run >= 8;
}
