import type { FoundFile } from '../../files/found-file.ts';
import { parseForBotocore } from './botocore-grammar.ts';
import { parseForJavascript } from './javascript-grammar.ts';
import type { FormatProblem, ParsedFile, ParsedSection } from './parsed-file.ts';
import { nothingParsed } from './parsed-file.ts';
import { remembered } from './remembered.ts';
import type { Family, SharedFiles } from './shared-files.ts';
import { shellWords } from './shell-words.ts';

/** A profile or session by its name, in one file. */
export type Sections = ReadonlyMap<string, ParsedSection>;

/** What one family sees in one of the two files. */
export interface FileView {
  readonly file: string;
  readonly profiles: Sections;
  readonly ssoSessions: Sections;
  readonly parsed: ParsedFile;
}

export interface FileViews {
  readonly config: FileView;
  readonly credentials: FileView;
}

/** Each file by itself. */
export const fileViewsOf = remembered((family, files): FileViews => {
  const parse = parsers[family];
  const config = parse(files.config);
  const credentials = parse(files.credentials);
  const cut = family === 'botocore' ? cutForBotocore(config) : cutForJavascript(config);
  return {
    config: { file: files.config.path, ...cut, parsed: config },
    credentials: {
      file: files.credentials.path,
      profiles: family === 'botocore' ? credentials.sections : credentialsForJavascript(credentials),
      ssoSessions: new Map(),
      parsed: credentials,
    },
  };
});

/** The two files one after the other. */
export function viewsOf(family: Family, files: SharedFiles): readonly FileView[] {
  const { config, credentials } = fileViewsOf(family, files);
  return [config, credentials];
}

const parsers: Readonly<Record<Family, (file: FoundFile) => ParsedFile>> = {
  botocore: (file) => {
    if (file.kind !== 'text') {
      return nothingParsed;
    }
    switch (file.encoding) {
      case 'utf-16':
        return { ...nothingParsed, problems: [{ kind: 'utf-16', line: 1 }] };
      case 'utf-8-bom':
        return withMark(parseForBotocore(file.text, file.path));
      case 'utf-8':
        return withUndecoded(file.text, parseForBotocore(file.text, file.path));
    }
  },
  javascript: (file) =>
    file.kind === 'text' && file.encoding !== 'utf-16' ? parseForJavascript(file.text, file.path) : nothingParsed,
};

/** Python does not count the mark as white space, so that the first line is no header, whatever it was meant to be. */
function withMark(parsed: ParsedFile): ParsedFile {
  return { ...parsed, problems: [{ kind: 'byte-order-mark', line: 1 }, ...parsed.problems] };
}

/** What `toString` could not decode is a replacement character by now; Python refuses to decode it. */
function withUndecoded(text: string, parsed: ParsedFile): ParsedFile {
  const at = text.indexOf('\uFFFD');
  if (at < 0) {
    return parsed;
  }
  const undecoded: FormatProblem = { kind: 'undecodable', line: text.slice(0, at).split('\n').length };
  return { ...parsed, problems: [...parsed.problems, undecoded].sort((one, other) => one.line - other.line) };
}

/** `build_profile_map`: the later of two sections that come to the same name stands. */
function cutForBotocore({ sections }: ParsedFile): { profiles: Sections; ssoSessions: Sections } {
  const profiles = new Map<string, ParsedSection>();
  const ssoSessions = new Map<string, ParsedSection>();
  for (const [header, section] of sections) {
    const target = header.startsWith('profile') ? profiles : header.startsWith('sso-session') ? ssoSessions : null;
    const words = target === null ? null : shellWords(header);
    const name = words?.length === 2 ? words[1] : undefined;
    if (header === 'default') {
      profiles.set('default', section);
    } else if (name !== undefined) {
      target?.set(name, section);
    }
  }
  return { profiles, ssoSessions };
}

/** `[profile default]` stands in the place of `[default]`, wherever the two are. */
function cutForJavascript({ sections }: ParsedFile): { profiles: Sections; ssoSessions: Sections } {
  const profiles = new Map<string, ParsedSection>();
  const ssoSessions = new Map<string, ParsedSection>();
  const plain = sections.get('default');
  if (plain !== undefined) {
    profiles.set('default', plain);
  }
  for (const [key, section] of sections) {
    const name = key.slice(key.indexOf('.') + 1);
    if (key.startsWith('profile.') && !(name in Object.prototype)) {
      profiles.set(name, section);
    } else if (key.startsWith('sso-session.')) {
      ssoSessions.set(name, section);
    }
  }
  return { profiles, ssoSessions };
}

function credentialsForJavascript({ sections }: ParsedFile): Sections {
  return new Map(
    [...sections].filter(([name]) => !(name in Object.prototype) && !/^(sso-session|services)\./.test(name)),
  );
}
