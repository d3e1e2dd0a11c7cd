import { faultsAt, linesOf, quote } from './fault.ts';

/** Context keys that the user adds, with their values; two or more make a list. */
export type UserContext = Readonly<Record<string, readonly string[]>>;

/**
 * Reads `key=value`, one a line; a key that is repeated, in any case, collects its values under its first spelling.
 * Blank lines and lines that start with `#` do not count. Throws one InputError that names every line without a key
 * like `aws:PrincipalTag/team`, without a value (IAM refuses empty ones), or with a value that is there already; the
 * message quotes keys, never values.
 */
export function parseContext(text: string): UserContext {
  const faults: { readonly line: number; readonly sentence: string }[] = [];
  const entries = new Map<string, { readonly key: string; readonly values: string[] }>();
  for (const { line, text: content } of linesOf(text)) {
    const equals = content.indexOf('=');
    const key = equals === -1 ? '' : content.slice(0, equals).trim();
    const value = content.slice(equals + 1).trim();
    const entry = entries.get(key.toLowerCase()) ?? { key, values: [] };
    if (equals === -1) {
      faults.push({
        line,
        sentence: 'There is no = in this line; write key=value, such as aws:PrincipalTag/team=web.',
      });
    } else if (!/^[A-Za-z0-9-]+:\S+$/.test(key) || key.length < 5 || key.length > 256) {
      faults.push({
        line,
        sentence: `${quote(key)} is no context key; keys look like aws:PrincipalTag/team or s3:prefix.`,
      });
    } else if (value === '') {
      faults.push({ line, sentence: `${key} has no value; IAM takes no empty ones.` });
    } else if (entry.values.includes(value)) {
      faults.push({ line, sentence: `${key} has this value already; repeat a key only to list another value.` });
    } else {
      entry.values.push(value);
      entries.set(key.toLowerCase(), entry);
    }
  }
  if (faults.length > 0) {
    throw faultsAt('context', null, faults);
  }
  return Object.fromEntries([...entries.values()].map(({ key, values }) => [key, values]));
}
