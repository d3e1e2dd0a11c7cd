import { textOf } from '../../../files/found-file.ts';
import { meantVariable } from '../../near-names.ts';
import { profileSource } from '../profile-source.ts';
import type { FileKind, FileLintContext, Note } from './context.ts';
import { fileKinds, idle } from './context.ts';
import { fileNames, knownSettings } from './words.ts';

/** Keys under names that no tool reads in these files: misspelt, of another tool, or with `export` in front. */
export function names(context: FileLintContext): readonly Note[] {
  return fileKinds.flatMap((kind) => namesOf(kind, context));
}

/** Names are compared with the right ones letter by letter, so their number is bounded. */
const mostNames = 1000;

function namesOf(kind: FileKind, context: FileLintContext): readonly Note[] {
  const { files, headers, readings } = context;
  if (textOf(files[kind]) === '') {
    return [];
  }
  const read = new Map([...readings.javascript[kind], ...readings.botocore[kind]]);
  const doubtful = [...read]
    .filter(([, { name, value }]) => value !== '' && looksLikeKey(name))
    .slice(0, mostNames)
    .sort(([one], [other]) => one - other);
  let next = 0;
  let profile = '';
  return doubtful.flatMap(([line, { name }]): readonly Note[] => {
    for (let header = headers[kind][next]; header !== undefined && header.line < line; header = headers[kind][next]) {
      profile = header.meant.name;
      next += 1;
    }
    const owner = profile;
    const right = meant(name);
    return right === null
      ? []
      : [
          {
            code: 'env-wrong-names',
            severity: !context.chain.has(owner)
              ? idle(context)
              : profileSource(context.views.javascript, owner, true).kind === 'empty'
                ? 'error'
                : 'warning',
            file: files[kind].path,
            line,
            say: () =>
              `Line ${line} of the ${fileNames[kind]}, in the profile ${context.named(owner)}, ${saying(name, right)}.`,
          },
        ];
  });
}

function looksLikeKey(name: string): boolean {
  return (
    name.length <= 64 &&
    !knownSettings.has(name.toLowerCase()) &&
    !name.includes('.') &&
    /key|secret|token|region/i.test(name)
  );
}

/** The setting that somebody meant; `null` for a name that is nothing like one. */
function meant(name: string): string | null {
  const upper = bare(name).toUpperCase();
  if (upper === 'AWS_REGION' || upper === 'AWS_DEFAULT_REGION') {
    return 'region';
  }
  const full = upper.startsWith('AWS_') ? upper : `AWS_${upper}`;
  const right = knownSettings.has(full.toLowerCase()) ? full : meantVariable(full);
  return right !== null && knownSettings.has(right.toLowerCase()) ? right.toLowerCase() : null;
}

function bare(name: string): string {
  return name.replace(/^(export|set|setx)\s+/i, '').trim();
}

function saying(name: string, right: string): string {
  return bare(name) === name
    ? `has a name that no tool reads; ${right} is probably meant`
    : `is a command for a shell and sets nothing here; write "${right} = VALUE"`;
}
