import type { CST } from 'yaml';

/**
 * Offset of the first token that lies deeper than the limit, or `null`. Tokens are found without recursion; nodes are
 * not, and a stack that is nearly full ends the process when V8 compiles a regular expression, beyond the reach of a
 * catch.
 */
export function firstDeepToken(tokens: readonly CST.Token[], deepest: number): number | null {
  const open = tokens.map((token) => ({ token, depth: 0 }));
  for (let entry = open.pop(); entry !== undefined; entry = open.pop()) {
    const { token, depth } = entry;
    if (depth > deepest) {
      return token.offset;
    }
    if (token.type === 'document' && token.value !== undefined) {
      open.push({ token: token.value, depth });
    }
    if ('items' in token) {
      for (const { key, value } of token.items) {
        open.push(...[key, value].flatMap((child) => (child ? [{ token: child, depth: depth + 1 }] : [])));
      }
    }
  }
  return null;
}
