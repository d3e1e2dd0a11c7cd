import type { Spot } from './sources.ts';

export { listed } from '../credentials/wording.ts';

/**
 * A name out of a foreign file, as it may stand in a sentence. A name that looks like a key, which people paste where
 * the name of a secret belongs, and one with unusual characters, is told by its length only.
 */
export function named(name: string): string {
  return isShowable(name) && /^[A-Za-z0-9_.-]+$/.test(name) ? name : `a name of ${name.length} characters`;
}

/** `secrets.NAME`, or for a name that must not be shown `a secret whose name has 20 characters`. */
export function inContext(context: 'secrets' | 'vars' | 'inputs' | 'env', name: string): string {
  const shown = named(name);
  return shown === name ? `${context}.${name}` : `an entry of ${context} with ${shown}`;
}

/** A free text such as the name of an environment or a job, in quotes. */
export function quoted(text: string): string {
  return isShowable(text) && /^[^\p{C}"`$]+$/u.test(text) ? `"${text}"` : `a text of ${text.length} characters`;
}

/** `line 14 of .github/workflows/deploy.yml`. */
export function where({ file, line }: Spot): string {
  return `line ${line} of ${shownFile(file)}`;
}

export function shownFile(file: string): string {
  return file.length <= 200 && /^[^\p{C}"`$]+$/u.test(file) ? file : 'the workflow file';
}

export function looksLikeKey(name: string): boolean {
  const runs = name.slice(0, 500).match(/[A-Za-z0-9/+]{16,}/g) ?? [];
  return runs.some((run) => /\d/.test(run) || (/[a-z]/.test(run) && /[A-Z]/.test(run)));
}

function isShowable(text: string): boolean {
  return text.length > 0 && text.length <= 80 && !looksLikeKey(text);
}

/** Begins a sentence with a line of a file; names of contexts stay as they are written. */
export function sentence(text: string): string {
  return text.startsWith('line ') ? `L${text.slice(1)}` : text;
}
