import { InputError } from '../input-error.ts';
import { quote } from './fault.ts';
import { didYouMean } from '../similar-names.ts';

/** What the `targets` input asks for. */
export interface TargetSelection {
  /** Ids of built-in targets, each once. */
  readonly ids: readonly string[];
  /** Paths of the user's own target files, each once. */
  readonly paths: readonly string[];
  /** Whether the workspace decides, too. */
  readonly auto: boolean;
}

/**
 * Reads ids and paths, by comma or line. What holds a slash or ends in `.yml` or `.yaml` is a path. Nothing at all is
 * `auto`. Throws InputError for a name that is none of `known`.
 */
export function parseTargetList(text: string, known: readonly string[]): TargetSelection {
  const entries = [...new Set(text.split(/[,\r\n]/).map((entry) => entry.trim()))].filter((entry) => entry !== '');
  const paths = entries.filter((entry) => /[/\\]|\.ya?ml$/i.test(entry));
  const names = entries.filter((entry) => !paths.includes(entry));
  const unknown = names.filter((name) => name !== 'auto' && !known.includes(name));
  if (unknown.length > 0) {
    const sentences = unknown.map((name) => `${quote(name)} is no target.${didYouMean(name, ['auto', ...known])}`);
    const allowed = `targets takes auto, ${known.join(', ')}, or the path of a target file (.yml).`;
    throw new InputError('targets', `${sentences.join(' ')} ${allowed}`);
  }
  return { ids: names.filter((name) => name !== 'auto'), paths, auto: names.includes('auto') || entries.length === 0 };
}
