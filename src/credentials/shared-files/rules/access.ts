import type { FoundFile } from '../../../files/found-file.ts';
import { textOf } from '../../../files/found-file.ts';
import { secretsInFiles } from '../secrets-in-files.ts';
import type { FileLintContext, Note } from './context.ts';
import { fileKinds, idle, mostSections } from './context.ts';
import { fileNames } from './words.ts';

/**
 * Files that could not be looked at, and files with keys that other users of the machine can read. No AWS tool looks at
 * the mode, so that one is never more than a warning. Both families pass over a file that they may not read as if it
 * were not there.
 */
export function access(context: FileLintContext): readonly Note[] {
  return fileKinds.flatMap((kind) => {
    const file = context.files[kind];
    return [...closed(file, `The ${fileNames[kind]}`, context), ...open(file, `The ${fileNames[kind]}`, context)];
  });
}

/** Files that are looked at as a whole only. */
export function crowd({ crowded, files }: FileLintContext): readonly Note[] {
  return crowded.map((kind) => ({
    code: 'file-unreadable',
    severity: 'warning',
    file: files[kind].path,
    line: 1,
    say: () =>
      `The ${fileNames[kind]} has more than ${mostSections} sections, so that nothing is said about the profiles in it.`,
  }));
}

function closed(file: FoundFile, name: string, context: FileLintContext): readonly Note[] {
  if (file.kind !== 'unreadable') {
    return [];
  }
  const severity = context.use.profile === null ? idle(context) : 'warning';
  return [
    {
      code: file.denied ? 'file-permissions' : 'file-unreadable',
      severity,
      file: file.path,
      line: 1,
      say: () =>
        file.denied
          ? `${name} ${file.why}. Both families of AWS tools pass over it without a word, as if it were not there.`
          : `${name} ${file.why}, so nothing is said about what is in it.`,
    },
  ];
}

function open(file: FoundFile, name: string, { files, use }: FileLintContext): readonly Note[] {
  if (file.kind !== 'text' || file.mode === null || (file.mode & 0o077) === 0 || textOf(file) === '') {
    return [];
  }
  const absent: FoundFile = { kind: 'absent', path: '' };
  const alone = file === files.config ? { config: file, credentials: absent } : { config: absent, credentials: file };
  if (secretsInFiles(alone).length === 0) {
    return [];
  }
  const mode = file.mode.toString(8).padStart(4, '0');
  const who = (file.mode & 0o007) === 0 ? 'the users of its group' : 'all users of this machine';
  const may = (file.mode & 0o022) === 0 ? 'read it' : 'change it';
  return [
    {
      code: 'file-permissions',
      severity: use.selfHosted ? 'warning' : 'notice',
      file: file.path,
      line: 1,
      say: () => `${name} holds keys and has mode ${mode}: ${who} may ${may}.`,
    },
  ];
}
