/**
 * What stands at a JSON Pointer (RFC 6901) in plain values; `undefined` where nothing does. Only own properties count,
 * and positions in a list are digits without leading zeros, so that a foreign value can be walked whatever it holds.
 */
export function valueAt(value: unknown, pointer: string): unknown {
  let here = value;
  for (const token of tokensOf(pointer)) {
    if (typeof here !== 'object' || here === null) {
      return undefined;
    }
    if (Array.isArray(here)) {
      here = /^(?:0|[1-9]\d{0,8})$/.test(token) ? (here as readonly unknown[])[Number(token)] : undefined;
    } else {
      here = Object.hasOwn(here, token) ? (here as Readonly<Record<string, unknown>>)[token] : undefined;
    }
  }
  return here;
}

/** Whether a text is a JSON Pointer to a part of a value: it begins with `/`, and behind `~` stands `0` or `1`. */
export function isPointer(text: string): boolean {
  return text.startsWith('/') && !/~(?![01])/.test(text);
}

function tokensOf(pointer: string): readonly string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
}
