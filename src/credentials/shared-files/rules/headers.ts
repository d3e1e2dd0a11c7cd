import type { Severity } from '../../../diagnoses/finding.ts';
import { profileSource } from '../profile-source.ts';
import type { FileKind, FileLintContext, Note } from './context.ts';
import { fileKinds, idle } from './context.ts';
import { isRead } from './format.ts';
import type { HeaderLine } from './header-lines.ts';
import { fileNames, tools } from './words.ts';

/** Sections that neither family, or only one of them, reads as what they are meant to be. */
export function headers(context: FileLintContext): readonly Note[] {
  return fileKinds
    .filter((kind) => isRead(kind, context))
    .flatMap((kind) => [
      ...context.headers[kind].filter(isUnread(refusedLines(kind, context))).map((header) => ({
        code: 'file-section-unread' as const,
        severity: weigh(header, context),
        file: context.files[kind].path,
        line: header.line,
        say: () => sentence(header, kind, context),
      })),
      ...(kind === 'config' ? twoDefaults(context) : []),
    ]);
}

/** A line that botocore could not read at all is the business of the rule about the format. */
function refusedLines(kind: FileKind, { fileViews }: FileLintContext): ReadonlySet<number> {
  const { problems } = fileViews.botocore[kind].parsed;
  return new Set(problems.filter((problem) => problem.kind !== 'byte-order-mark').map(({ line }) => line));
}

function isUnread(refused: ReadonlySet<number>): (header: HeaderLine) => boolean {
  return ({ reads, line }) => (!reads.botocore || !reads.javascript) && !refused.has(line);
}

function weigh({ meant, reads }: HeaderLine, context: FileLintContext): Severity {
  const { chain, sessions, views } = context;
  const used = meant.kind === 'profile' ? chain.has(meant.name) : sessions.has(meant.name);
  if (!used) {
    return idle(context);
  }
  const source = profileSource(views.javascript, meant.name).kind;
  const lost =
    meant.kind === 'profile'
      ? source === 'missing' || source === 'empty'
      : !views.javascript.ssoSessions.has(meant.name);
  return !reads.javascript && lost ? 'error' : 'warning';
}

function sentence(header: HeaderLine, kind: FileKind, { named }: FileLintContext): string {
  const { meant, reads } = header;
  const what = meant.name === '' ? `a ${meant.kind} without a name` : `the ${meant.kind} ${named(meant.name)}`;
  const [, reason] = reasons.find(([applies]) => applies(header, kind)) ?? [];
  const who =
    reads.javascript === reads.botocore
      ? `neither family of AWS tools reads it as that`
      : `${tools[reads.javascript ? 'botocore' : 'javascript']} do not read it as that`;
  return `The header in line ${header.line} of the ${fileNames[kind]} is meant for ${what}, and ${who}: ${reason ?? 'it holds characters that not every parser takes in a name'}.`;
}

type Reason = readonly [applies: (header: HeaderLine, kind: FileKind) => boolean, reason: string];

/** First match wins. */
const reasons: readonly Reason[] = [
  [({ meant }) => meant.name === '', 'a name has to follow'],
  [
    ({ meant }, kind) => meant.kind === 'sso-session' && kind === 'credentials',
    'an sso-session belongs in the config file',
  ],
  [
    ({ inner }, kind) => kind === 'credentials' && /^\s*profile\s/i.test(inner),
    'in this file it has to be [NAME], without "profile"',
  ],
  [
    ({ isHeader }) => !isHeader.botocore && isHeader.javascript,
    'the line is indented, and they take it for more of the value above',
  ],
  [({ isHeader }) => isHeader.botocore && !isHeader.javascript, 'something follows the closing bracket'],
  [({ inner }) => inner.trim() !== inner, 'there are blanks within the brackets'],
  [
    ({ inner }) => inner === 'DEFAULT',
    'the AWS CLI takes [DEFAULT] for settings that all sections share, and JavaScript tools for a name like any other; it has to be [default]',
  ],
  [
    ({ inner, meant }) => meant.name === 'default' && /^default$/i.test(inner),
    'capitals count, so that it has to be [default]',
  ],
  [
    ({ inner, meant }, kind) => kind === 'config' && meant.kind === 'profile' && !/^profile(\s|$)/i.test(inner),
    'in this file it has to be [profile NAME]',
  ],
  [({ inner }) => /^(Profile|SSO|Sso|PROFILE)/.test(inner), 'the word in front of the name has to be in small letters'],
  [({ inner }) => /^[\w-]+\s\s/.test(inner), 'there is more than one blank in front of the name'],
  [({ inner }) => /[^\x20-\x7e]/.test(inner), 'the name has letters beyond ASCII'],
  [({ meant }) => /\s/.test(meant.name), 'there is a blank in the name'],
  [({ inner }, kind) => kind === 'credentials' && /["']/.test(inner), 'in this file quotes are a part of the name'],
];

/** `[profile default]` beside `[default]`: each family has its own idea of which of the two counts. */
function twoDefaults({ fileViews, files, chain }: FileLintContext): readonly Note[] {
  const { sections } = fileViews.javascript.config.parsed;
  const plain = sections.get('default');
  const prefixed = sections.get('profile.default');
  return plain === undefined || prefixed === undefined
    ? []
    : [
        {
          code: 'file-section-unread',
          severity: chain.has('default') ? 'warning' : 'notice',
          file: files.config.path,
          line: plain.line,
          say: () =>
            `The config file has [default] in line ${plain.line} and [profile default] in line ${prefixed.line}. JavaScript tools read only the second of these two, and the AWS CLI only the one that is further down.`,
        },
      ];
}
