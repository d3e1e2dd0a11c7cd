import type { Placeholder } from './placeholder.ts';

/** The JSON Pointer in `${answer:/pointer}`, a value of AWS's answer; `null` for every other placeholder. */
export function answerPointer({ kind, name, filter }: Placeholder): string | null {
  return kind === 'parameter' && name === 'answer' && filter?.startsWith('/') === true ? filter : null;
}
