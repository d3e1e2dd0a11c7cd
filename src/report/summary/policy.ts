import type { Paste } from '../paste.ts';
import type { Extent } from './limit.ts';
import { code, fence, prose } from './escape.ts';

/** What to paste and where, for the deployment and for the preflight itself. */
export function policies(pastes: readonly Paste[], extent: Extent): string {
  return pastes.map((paste) => section(paste, extent)).join('\n\n');
}

function section({ heading, sentence, json, path, command }: Paste, { chars, policyBytes }: Extent): string {
  const fits = Buffer.byteLength(json) <= policyBytes;
  const lines = [
    prose(path, chars),
    ...(command === null ? [] : [`Or save it as <code>policy.json</code> and run ${code(command, chars)}`]),
  ];
  return [
    `<h3>${heading}</h3>\n<p>${prose(sentence, chars)}</p>`,
    fits
      ? fence('json', json)
      : '<p>It is too long to show here: the JSON report that <code>report-file</code> asks for holds it.</p>',
    `<p>${lines.join('<br>')}</p>`,
  ].join('\n\n');
}
