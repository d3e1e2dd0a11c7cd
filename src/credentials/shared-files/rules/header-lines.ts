import type { FoundFile } from '../../../files/found-file.ts';
import { textOf } from '../../../files/found-file.ts';
import type { Family } from '../shared-files.ts';
import { shellWords } from '../shell-words.ts';
import type { FileView } from '../file-view.ts';
import type { FileKind } from './context.ts';

/** What a section is for. */
export interface Meaning {
  readonly kind: 'profile' | 'sso-session' | 'services' | 'other';
  readonly name: string;
}

/** A line that a person takes for the header of a section. */
export interface HeaderLine {
  readonly line: number;
  /** What stands between the brackets, as it stands there. */
  readonly inner: string;
  readonly meant: Meaning;
  /** Whether the family reads the section as what it is meant to be. */
  readonly reads: Readonly<Record<Family, boolean>>;
  /** Whether the family takes the line for a header at all. */
  readonly isHeader: Readonly<Record<Family, boolean>>;
}

type FileViews = Readonly<Record<Family, Readonly<Record<FileKind, FileView>>>>;

/** Every line that begins with a bracket and has another, in the order of the file. Empty for a file that is no text. */
export function headerLines(kind: FileKind, file: FoundFile, views: FileViews): readonly HeaderLine[] {
  const headers: HeaderLine[] = [];
  const { headers: ofBotocore } = views.botocore[kind].parsed;
  const { headers: ofJavascript } = views.javascript[kind].parsed;
  for (const [index, raw] of textOf(file).split('\n').entries()) {
    const text = raw.trim();
    const end = text.startsWith('[') ? text.indexOf(']') : -1;
    if (end > 1) {
      const line = index + 1;
      const meant = meaning(text.slice(1, end), kind);
      const first = ofBotocore.get(line);
      const second = ofJavascript.get(line);
      headers.push({
        line,
        inner: text.slice(1, end),
        meant,
        reads: {
          botocore: first !== undefined && isMeant(botocoreTakes(first, kind), meant),
          javascript: second !== undefined && isMeant(javascriptTakes(second, kind), meant),
        },
        isHeader: { botocore: first !== undefined, javascript: second !== undefined },
      });
    }
  }
  return headers;
}

/** Both parsers leave sections alone that are neither a profile nor a session; there is nothing to compare in them. */
function isMeant(taken: Meaning | null, meant: Meaning): boolean {
  return (
    meant.kind === 'other' || meant.kind === 'services' || (taken?.kind === meant.kind && taken.name === meant.name)
  );
}

function meaning(inner: string, file: FileKind): Meaning {
  const [, prefix, rest] = /^(profile|sso-session|services)(?:(?=["'\s])(.*))?$/i.exec(inner.trim()) ?? [];
  if (prefix !== undefined) {
    return { kind: prefix.toLowerCase() as Meaning['kind'], name: unquoted(rest ?? '') };
  }
  const name = unquoted(inner);
  if (file === 'config' && (name === 'plugins' || name === 'preview')) {
    return { kind: 'other', name };
  }
  return { kind: 'profile', name: /^default$/i.test(name) ? 'default' : name };
}

function unquoted(text: string): string {
  return text.trim().replace(/^["']/, '').replace(/["']$/, '').trim();
}

function botocoreTakes(header: string, file: FileKind): Meaning | null {
  if (file === 'credentials' || header === 'default') {
    return header === 'DEFAULT' ? null : { kind: 'profile', name: header };
  }
  const kind = (['profile', 'sso-session', 'services'] as const).find((prefix) => header.startsWith(prefix));
  const words = kind === undefined ? null : shellWords(header);
  const name = words?.length === 2 ? words[1] : undefined;
  return kind === undefined || name === undefined ? null : { kind, name };
}

function javascriptTakes(key: string, file: FileKind): Meaning | null {
  if (key === '' || key === 'default' || file === 'credentials') {
    return key === '' ? null : { kind: 'profile', name: key };
  }
  const kind = (['profile', 'sso-session', 'services'] as const).find((prefix) => key.startsWith(`${prefix}.`));
  return kind === undefined ? null : { kind, name: key.slice(kind.length + 1) };
}
