import { failure, success, type Answer } from '../answer.ts';
import type { Tree } from '../xml.ts';

const prefix = 'local-';

/**
 * One page of results: IAM counts actions in the new shape and rows in the old one, and may return fewer than asked
 * though more exist. The marker says where the next page begins, in a form that clients have to take as opaque.
 */
export function pageOf(
  results: readonly { readonly [name: string]: Tree }[],
  parameters: Readonly<Record<string, string>>,
  most: number,
): Answer {
  const asked = Number(parameters['MaxItems'] ?? 100);
  if (!Number.isInteger(asked) || asked < 1 || asked > 1000) {
    const constraint = `failed to satisfy constraint: Member must have value ${asked < 1 ? 'greater than or equal to 1' : 'less than or equal to 1000'}`;
    return failure(400, 'ValidationError', `1 validation error detected: Value '${asked}' at 'maxItems' ${constraint}`);
  }
  const start = readMarker(parameters['Marker'] ?? null);
  if (start === null) {
    return failure(400, 'InvalidInput', 'Invalid Marker.');
  }
  const end = start + Math.min(asked, most);
  const truncated = end < results.length;
  return success({
    EvaluationResults: { member: results.slice(start, end) },
    IsTruncated: truncated,
    ...(truncated ? { Marker: Buffer.from(`${prefix}${end}`).toString('base64') } : {}),
  });
}

function readMarker(marker: string | null): number | null {
  if (marker === null) {
    return 0;
  }
  const text = Buffer.from(marker, 'base64').toString('utf8');
  return new RegExp(`^${prefix}\\d+$`).test(text) ? Number(text.slice(prefix.length)) : null;
}
