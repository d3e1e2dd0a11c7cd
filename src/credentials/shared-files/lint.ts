import type { Observation, Severity } from '../../diagnoses/finding.ts';
import { profileSource } from './profile-source.ts';
import { access, crowd } from './rules/access.ts';
import type { FileLintContext, FileRule, Note, SharedFileUse } from './rules/context.ts';
import { fileLintContext } from './rules/context.ts';
import { format } from './rules/format.ts';
import { headers } from './rules/headers.ts';
import { keys } from './rules/keys.ts';
import { lines } from './rules/lines.ts';
import { names } from './rules/names.ts';
import { perProfile } from './rules/per-profile.ts';
import { regions } from './rules/regions.ts';
import { roles } from './rules/roles.ts';
import { sources } from './rules/sources.ts';
import { sso } from './rules/sso.ts';
import type { SharedFiles } from './shared-files.ts';

export type { SharedFileUse } from './rules/context.ts';

/**
 * Everything that can be said of the two shared files without asking anybody, each with its file and line. An `error` is
 * certain and about the profile that the run signs with, as the JavaScript SDK reads it. What only botocore stumbles over
 * is a warning, and what the run does not use a notice. At most twenty findings a file, the heaviest first; one more says
 * how many were left out. Of files with more than five thousand sections only the format is judged. No detail holds a
 * value, a piece of one, or a name that could be one.
 */
export function lintSharedFiles(files: SharedFiles, use: SharedFileUse): readonly Observation[] {
  const context = fileLintContext(files, use);
  const notes = (context.crowded.length === 0 ? rules : [access, crowd, format]).flatMap((rule) => rule(context));
  const clear = [...withoutEchoes(notes), ...nothingToSignWith(notes, context)];
  return [files.config.path, files.credentials.path]
    .filter((path, index, all) => all.indexOf(path) === index)
    .flatMap((path) => observed(clear.filter((note) => note.file === path)));
}

const rules: readonly FileRule[] = [
  access,
  format,
  headers,
  lines,
  names,
  (context) => perProfile([keys, roles, sso, regions], context),
  sources,
];

const most = 20;

const order: readonly Severity[] = ['error', 'warning', 'notice'];

function observed(notes: readonly Note[]): readonly Observation[] {
  const sorted = [...notes].sort(
    (one, other) => order.indexOf(one.severity) - order.indexOf(other.severity) || one.line - other.line,
  );
  const left = sorted.slice(most);
  const first = left[0];
  const shown = sorted.slice(0, most).map((note) => observation(note, note.say()));
  return first === undefined
    ? shown
    : [
        ...shown,
        observation(first, `${left.length} more of the kind are left out here, the next one in line ${first.line}.`),
      ];
}

function observation({ code, severity, file, line }: Note, detail: string): Observation {
  return { code, severity, detail, location: { file, line, endLine: line } };
}

/** Where the two families read a line differently, what is wrong with the value of one of them follows from that. */
function withoutEchoes(notes: readonly Note[]): readonly Note[] {
  const differing = new Set(
    notes.filter(({ code }) => code === 'file-value-not-clean').map(({ file, line }) => `${line} ${file}`),
  );
  return notes.filter(
    ({ code, file, line, severity }) =>
      severity === 'error' || code === 'file-value-not-clean' || !differing.has(`${line} ${file}`),
  );
}

/**
 * The profile of the run is there and holds no credentials, and nothing else has said why. On a machine with a role of its
 * own, a `[default]` with a region alone is common, and tools go on to that role.
 */
function nothingToSignWith(notes: readonly Note[], { use, views, named }: FileLintContext): readonly Note[] {
  const section = use.profile === null ? undefined : views.javascript.profiles.get(use.profile);
  if (section === undefined || notes.some(({ severity }) => severity === 'error')) {
    return [];
  }
  return profileSource(views.javascript, section.name).kind !== 'empty'
    ? []
    : [
        {
          code: 'env-no-credentials',
          severity: use.selfHosted && section.name === 'default' ? 'warning' : 'error',
          file: section.file,
          line: section.line,
          say: () => `The profile ${named(section.name)} is there and says nothing about where credentials come from.`,
        },
      ];
}
