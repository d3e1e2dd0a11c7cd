import { readTokens } from '../../workflow/expression-tokens.ts';
import type { Marks } from './marks.ts';

/**
 * Puts a mark in the place of every `${{ }}`: the shell never sees them. `continued` is what continues a line in the
 * shell, so that an expression of several lines does not move what follows it.
 */
export function markExpressions(script: string, marks: Marks, continued: string): string {
  let marked = '';
  let position = 0;
  for (let start = script.indexOf('${{'); start >= 0; start = script.indexOf('${{', position)) {
    const { end } = readTokens(script, start + 3);
    if (end === null) {
      break;
    }
    const text = script.slice(start, end);
    const lines = text.split('\n').length - 1;
    marked += script.slice(position, start) + marks.put({ kind: 'expression', text }) + continued.repeat(lines);
    position = end;
  }
  return marked + script.slice(position);
}
