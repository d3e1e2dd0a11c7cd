import type { Severity } from '../../../diagnoses/finding.ts';
import { textOf } from '../../../files/found-file.ts';
import { keyIdClass } from '../../access-key-id.ts';
import type { FileKind, FileLintContext, Note } from './context.ts';
import { fileKinds, idle } from './context.ts';
import type { Difference } from './difference.ts';
import { difference } from './difference.ts';
import { isRead } from './format.ts';
import type { HeaderLine } from './header-lines.ts';
import type { Reading } from './readings.ts';
import { fileNames } from './words.ts';

/**
 * Lines that the two families read differently, or that both take for something else than they are meant to be. Only
 * sections that both read are looked at, and only settings that a run depends on.
 */
export function lines(context: FileLintContext): readonly Note[] {
  return fileKinds.filter((kind) => isRead(kind, context)).flatMap((kind) => linesOf(kind, context));
}

function linesOf(kind: FileKind, context: FileLintContext): readonly Note[] {
  const { files, headers, readings } = context;
  const ofBotocore = readings.botocore[kind];
  const ofJavascript = readings.javascript[kind];
  const starts = new Map(headers[kind].map((header) => [header.line, header]));
  const notes: Note[] = [];
  let section: HeaderLine | null = null;
  let above = '';
  for (const [index, raw] of textOf(files[kind]).split('\n').entries()) {
    const line = index + 1;
    const header = starts.get(line);
    section = header ?? section;
    if (header !== undefined || section === null || !section.reads.botocore || !section.reads.javascript) {
      continue;
    }
    const one = ofBotocore.get(line) ?? null;
    const other = ofJavascript.get(line) ?? null;
    const found =
      difference({ raw, one, other, above, goesOn: !ofJavascript.has(line + 1) }) ??
      olderToken(one, other, section, context);
    if (found !== null) {
      const { name } = section.meant;
      const label = section.meant.kind === 'profile' ? 'profile' : 'sso-session';
      notes.push({
        code: 'file-value-not-clean',
        severity: weigh(found, section, context),
        file: files[kind].path,
        line,
        say: () => `Line ${line} of the ${fileNames[kind]}, in the ${label} ${context.named(name)}: ${found.what}.`,
      });
    }
    above = one?.name ?? other?.name ?? above;
  }
  return notes;
}

/** botocore reads `aws_security_token`, and before `aws_session_token`; the JavaScript SDK does not know it. */
function olderToken(
  one: Reading | null,
  other: Reading | null,
  { meant }: HeaderLine,
  { views }: FileLintContext,
): Difference | null {
  const token = views.javascript.profiles.get(meant.name)?.values.get('aws_session_token')?.value;
  return one?.name === 'aws_security_token' && one.value !== '' && one.value === other?.value && token !== one.value
    ? {
        what: 'aws_security_token is read by the AWS CLI only; JavaScript tools read aws_session_token',
        hits: 'javascript',
      }
    : null;
}

function weigh({ hits }: Difference, { meant }: HeaderLine, context: FileLintContext): Severity {
  if (meant.kind !== 'profile' || !context.chain.has(meant.name)) {
    return idle(context);
  }
  const values = context.views.javascript.profiles.get(meant.name)?.values;
  const lacksToken =
    keyIdClass(values?.get('aws_access_key_id')?.value ?? '') === 'ASIA' && !values?.has('aws_session_token');
  return hits === 'botocore' || !(context.fails || lacksToken) ? 'warning' : 'error';
}
