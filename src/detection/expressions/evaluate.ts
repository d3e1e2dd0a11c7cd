import { readTokens } from '../../workflow/expression-tokens.ts';
import type { Spot } from '../../workflow/sources.ts';
import { type LookUp, readExpression } from './expression.ts';
import { asText, plain, type Told, unknown } from './value.ts';

const longest = 20_000;

/**
 * Fills in the `${{ }}` of a text (GitHub docs, "Evaluate expressions in workflows and actions"). Known only if all of
 * them are; a text that is nothing but one expression has the place of what that refers to. Never throws.
 */
export function evaluate(text: string, spot: Spot, lookUp: LookUp): Told {
  if (!text.includes('${{')) {
    return plain(text, spot);
  }
  let filled = '';
  let position = 0;
  for (let start = text.indexOf('${{'); start >= 0; start = text.indexOf('${{', position)) {
    const { tokens, end } = text.length > longest ? { tokens: null, end: null } : readTokens(text, start + 3);
    const told = tokens === null ? unknown : readExpression(tokens, lookUp);
    if (!told.known || end === null) {
      return unknown;
    }
    filled += text.slice(position, start) + asText(told.value);
    position = end;
    if (start === 0 && text.slice(end).trim() === '') {
      return told.spot === null ? { ...told, spot } : told;
    }
  }
  return plain(filled + text.slice(position), spot);
}
