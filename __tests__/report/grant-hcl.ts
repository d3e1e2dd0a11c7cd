/** A value of the few kinds that the snippets hold; a reference is the path that it names. */
export type HclValue = string | readonly string[] | { readonly reference: string };

export interface HclBlock {
  readonly kind: string;
  readonly labels: readonly string[];
  readonly values: ReadonlyMap<string, HclValue>;
  readonly blocks: readonly HclBlock[];
}

/**
 * Reads the part of HCL that the snippets are written in, strictly: a template in a string, an escape that HCL does not
 * know, a raw line break in a string and an argument given twice are errors. Written from the HCL native syntax
 * specification and the scanner's rule for `$${`, which takes it for an escape only where no other `$` or `%` is before.
 */
export function readHcl(text: string): readonly HclBlock[] {
  let at = 0;
  const fail = (expected: string): never => {
    throw new Error(`expected ${expected} at ${JSON.stringify(text.slice(at, at + 40))}`);
  };
  const skip = (pattern: RegExp): string => {
    const [found = ''] = new RegExp(pattern.source, 'y').exec(text.slice(at)) ?? [];
    at += found.length;
    return found;
  };
  const take = (pattern: RegExp, expected: string): string => skip(pattern) || fail(expected);
  const word = (): string => take(/[A-Za-z_][A-Za-z0-9_]*/, 'a name');
  const quoted = (): string => unescape(take(/"(?:[^"\\\n\r]|\\[^\n\r])*"/, 'a string').slice(1, -1));

  const value = (): HclValue => {
    if (text[at] === '"') return quoted();
    if (text[at] !== '[') return { reference: take(/[a-z_][a-z0-9_.]*/, 'a value') };
    take(/\[\n/, 'a list');
    const items: string[] = [];
    while (skip(/ *\]/) === '') {
      skip(/ +/);
      items.push(quoted());
      take(/,\n/, 'a comma');
    }
    return items;
  };

  const block = (): HclBlock => {
    const kind = word();
    const labels: string[] = [];
    while (text.startsWith(' "', at)) {
      at += 1;
      labels.push(quoted());
    }
    take(/ \{\n/, 'a block');
    const values = new Map<string, HclValue>();
    const blocks: HclBlock[] = [];
    while (skip(/\s*\}/) === '') {
      skip(/\s+/);
      const start = at;
      const name = word();
      if (skip(/ *= /) === '') {
        at = start;
        blocks.push(block());
      } else {
        if (values.has(name)) fail(`${name} once`);
        values.set(name, value());
        take(/\n/, 'the end of the line');
      }
    }
    return { kind, labels, values, blocks };
  };

  const all: HclBlock[] = [];
  while (at < text.length) {
    all.push(block());
    skip(/\n+/);
  }
  return all;
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };

function unescape(body: string): string {
  if (/[$%]{2,}[$%]\{|(?<![$%])[$%]\{/.test(body)) {
    throw new Error(`a template in ${body}`);
  }
  return body.replace(
    /\\u([0-9a-f]{4})|\\U([0-9a-f]{8})|\\(.)|([$%])\4(?=\{)/gs,
    (_, four?: string, eight?: string, short?: string, sign?: string) => {
      if (four !== undefined || eight !== undefined) return String.fromCodePoint(parseInt(four ?? eight ?? '', 16));
      if (sign !== undefined) return sign;
      const found = escapes[short ?? ''];
      if (found === undefined) throw new Error(`an unknown escape: \\${short ?? ''}`);
      return found;
    },
  );
}
