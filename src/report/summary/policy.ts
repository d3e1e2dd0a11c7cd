import type { Paste } from '../paste.ts';
import type { Extent } from './limit.ts';
import { fenceLanguages } from '../grant-formats/format.ts';
import { code, fence, prose } from './escape.ts';

/** What to paste and where, for the deployment and for the preflight itself. */
export function policies(pastes: readonly Paste[], extent: Extent): string {
  return pastes.map((paste) => section(paste, extent)).join('\n\n');
}

function section(paste: Paste, extent: Extent): string {
  const { heading, sentence, path, command } = paste;
  const { chars } = extent;
  const lines = [
    prose(path, chars),
    ...(command === null ? [] : [`Or save it as <code>policy.json</code> and run ${code(command, chars)}`]),
  ];
  return [
    `<h3>${heading}</h3>\n<p>${prose(sentence, chars)}</p>`,
    ...fences(paste, extent),
    `<p>${lines.join('<br>')}</p>`,
  ].join('\n\n');
}

function fences({ documents, format }: Paste, { policyBytes }: Extent): string[] {
  const bytes = documents.reduce((sum, document) => sum + Buffer.byteLength(document), 0);
  return bytes <= policyBytes
    ? documents.map((document) => fence(fenceLanguages[format], document))
    : ['<p>It is too long to show here: the log of this run holds it.</p>'];
}
