/** A value, and where it begins. */
export interface JsonNode {
  readonly value: unknown;
  readonly offset: number;
  /** By key or position; `null` for a value without parts. */
  readonly children: ReadonlyMap<string | number, JsonNode> | null;
}

/** What is wrong with a text that should be JSON, and where. A value, not thrown. */
export class JsonFault {
  readonly offset: number;
  readonly message: string;
  constructor(offset: number, message: string) {
    this.offset = offset;
    this.message = message;
  }
}

/** A policy needs eight levels; what is nested deeper would only serve to exhaust whoever walks it. */
const deepest = 64;

interface Open {
  readonly offset: number;
  readonly children: Map<string | number, JsonNode>;
  /** The key whose value comes next; `null` in a list. */
  key: string | null;
  readonly isList: boolean;
}

/**
 * Reads JSON (RFC 8259) with the place of every value. It keeps its own stack, so nesting cannot exhaust the call stack. A
 * key that an object has twice is a fault: readers differ in which of the two counts, and IAM takes no such document.
 */
export function scanJson(text: string): JsonNode | JsonFault {
  const stack: Open[] = [];
  let at = skipBlanks(text, text.charCodeAt(0) === 0xfeff ? 1 : 0);
  for (;;) {
    const begun = begin(text, at, stack);
    if (begun instanceof JsonFault) {
      return begun;
    }
    at = skipBlanks(text, begun.end);
    let { node } = begun;
    while (node !== null) {
      const open = stack.at(-1);
      if (open === undefined) {
        return at < text.length ? new JsonFault(at, 'the text goes on after its end.') : node;
      }
      open.children.set(open.key ?? open.children.size, node);
      const next = text[at];
      if (next === ',') {
        at = skipBlanks(text, at + 1);
        const key = open.isList ? at : readKey(text, at, open);
        if (key instanceof JsonFault) {
          return key;
        }
        at = key;
        node = null;
      } else if (next === (open.isList ? ']' : '}')) {
        stack.pop();
        node = close(open);
        at = skipBlanks(text, at + 1);
      } else {
        return new JsonFault(at, `a comma or ${open.isList ? ']' : '}'} is expected here.`);
      }
    }
  }
}

/** Reads a scalar or an empty container whole; otherwise opens a container and stops at its first value. */
function begin(
  text: string,
  offset: number,
  stack: Open[],
): { readonly node: JsonNode | null; readonly end: number } | JsonFault {
  const first = text[offset];
  if (first !== '{' && first !== '[') {
    return readScalar(text, offset);
  }
  const open: Open = { offset, children: new Map(), key: null, isList: first === '[' };
  const at = skipBlanks(text, offset + 1);
  if (text[at] === (open.isList ? ']' : '}')) {
    return { node: close(open), end: at + 1 };
  }
  if (stack.length >= deepest) {
    return new JsonFault(offset, `it is nested deeper than ${deepest} levels.`);
  }
  const end = open.isList ? at : readKey(text, at, open);
  if (end instanceof JsonFault) {
    return end;
  }
  stack.push(open);
  return { node: null, end };
}

function close({ children, isList, offset }: Open): JsonNode {
  const entries = [...children].map(([key, { value }]) => [String(key), value] as const);
  return { offset, children, value: isList ? entries.map(([, value]) => value) : Object.fromEntries(entries) };
}

/** Reads `"key":` and answers where its value begins. */
function readKey(text: string, offset: number, open: Open): number | JsonFault {
  const key =
    text[offset] === '"' ? readScalar(text, offset) : new JsonFault(offset, 'a key in quotes is expected here.');
  if (key instanceof JsonFault) {
    return key;
  }
  const name = String(key.node.value);
  const colon = skipBlanks(text, key.end);
  if (text[colon] !== ':') {
    return new JsonFault(colon, 'a colon is expected here.');
  }
  if (open.children.has(name)) {
    return new JsonFault(offset, `the key ${JSON.stringify(name)} is here for the second time.`);
  }
  open.key = name;
  return skipBlanks(text, colon + 1);
}

/** Texts, numbers and words are left to `JSON.parse`, once it is known where they end. */
function readScalar(text: string, offset: number): { readonly node: JsonNode; readonly end: number } | JsonFault {
  const end = text[offset] === '"' ? endOfText(text, offset) : endOfWord(text, offset);
  try {
    const value = JSON.parse(text.slice(offset, end)) as unknown;
    return { node: { value, offset, children: null }, end };
  } catch {
    return offset >= text.length
      ? new JsonFault(offset, 'the text ends too early.')
      : new JsonFault(offset, text[offset] === '"' ? 'this text is not complete.' : 'a value is expected here.');
  }
}

function endOfText(text: string, offset: number): number {
  let at = offset + 1;
  while (at < text.length && text[at] !== '"') {
    at += text[at] === '\\' ? 2 : 1;
  }
  return at + 1;
}

function endOfWord(text: string, offset: number): number {
  let at = offset;
  while (/[\w.+-]/.test(text.charAt(at))) {
    at += 1;
  }
  return at;
}

function skipBlanks(text: string, offset: number): number {
  let at = offset;
  while (text[at] === ' ' || text[at] === '\n' || text[at] === '\r' || text[at] === '\t') {
    at += 1;
  }
  return at;
}
