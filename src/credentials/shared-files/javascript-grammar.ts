import type { ParsedFile, ParsedValue } from './parsed-file.ts';
import { nothingParsed } from './parsed-file.ts';

/**
 * A file as the AWS SDK for JavaScript reads it (the ini parser of @smithy/core). Everything from a `#` or `;` that
 * begins the line or follows white space is a comment, names keep their case, only `=` divides, the last of two wins, and
 * what fits nowhere is passed over in silence. An empty value opens a sub-section: the settings after it, up to the next
 * one that is not indented, get its name and a dot in front.
 *
 * Sections are called as the SDK calls them inside: `profile.dev` for `[profile dev]`. Only a section named `__proto__`
 * makes it give up, and then it sees nothing of the file.
 */
export function parseForJavascript(text: string, file: string): ParsedFile {
  const sections = new Map<string, OpenSection>();
  const headers = new Map<number, string>();
  let section = '';
  let start = 0;
  let values: Map<string, ParsedValue> | null = null;
  let outer = '';
  for (const [index, raw] of text.split('\n').entries()) {
    const line = index + 1;
    const content = withoutComment(raw).trim();
    if (content.startsWith('[') && content.endsWith(']')) {
      const header = content.slice(1, -1);
      if (header === '__proto__' || header === 'profile __proto__') {
        return { ...nothingParsed, problems: [{ kind: 'refused-name', line }] };
      }
      section = sectionName(header);
      start = line;
      values = null;
      outer = '';
      headers.set(line, section);
      continue;
    }
    const divider = section === '' ? -1 : content.indexOf('=');
    if (divider <= 0) {
      continue;
    }
    const name = content.slice(0, divider).trim();
    const value = content.slice(divider + 1).trim();
    if (value === '') {
      outer = name;
      continue;
    }
    outer = raw.trimStart() === raw ? '' : outer;
    values ??= opened(sections, section, start);
    const whole = outer === '' ? name : `${outer}.${name}`;
    if (whole !== '__proto__') {
      values.set(whole, { value, file, line, nested: null });
    }
  }
  return { sections, headers, problems: [] };
}

interface OpenSection {
  readonly line: number;
  readonly values: Map<string, ParsedValue>;
}

/** A section is there from its first value on, and goes on where it is begun again. */
function opened(sections: Map<string, OpenSection>, name: string, line: number): Map<string, ParsedValue> {
  const section = sections.get(name) ?? { line, values: new Map<string, ParsedValue>() };
  sections.set(name, section);
  return section.values;
}

/** The text of a line up to the comment, if it has one. */
export function withoutComment(line: string): string {
  const start = /^[;#]/.test(line) ? 0 : line.search(/\s[;#]/);
  return start < 0 ? line : line.slice(0, start);
}

/**
 * Empty for a header that opens nothing: a word, one blank and a name, where the word is none of the SDK's own. A header
 * of any other form is a name as it stands.
 */
function sectionName(header: string): string {
  const [, prefix = '', quoted, single, bare] =
    /^([\w-]+)\s(?:"([\w@+.%:/-]+)"|'([\w@+.%:/-]+)'|([\w@+.%:/-]+))$/.exec(header) ?? [];
  const name = quoted ?? single ?? bare;
  if (name === undefined) {
    return header;
  }
  return prefixes.includes(prefix) ? `${prefix}.${name}` : '';
}

const prefixes: readonly string[] = ['profile', 'sso-session', 'services'];
