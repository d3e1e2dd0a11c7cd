import { failure, type ErrorAnswer } from '../answer.ts';
import type { Tree } from '../xml.ts';
import type { SignedCall } from './operation.ts';

export interface ListPage<Item> {
  readonly kind: 'page';
  readonly items: readonly Item[];
  /** What stands beside the items in the answer. */
  readonly end: { readonly [name: string]: Tree };
}

/**
 * One page of a list. IAM may return fewer items than asked for though there are more (IAM API reference, `MaxItems`);
 * the marker is for clients to send back, not to read.
 */
export function pageOfList<Item>(items: readonly Item[], call: SignedCall): ListPage<Item> | ErrorAnswer {
  const asked = Number(call.parameters['MaxItems'] ?? 100);
  const start = readMarker(call.parameters['Marker']);
  if (!Number.isInteger(asked) || asked < 1 || asked > 1000) {
    const message = `1 validation error detected: Value '${asked}' at 'maxItems' failed to satisfy constraint`;
    return failure(400, 'ValidationError', message);
  }
  if (start === null) {
    return failure(400, 'ValidationError', 'Invalid Marker.');
  }
  const stop = start + Math.min(asked, call.account.scenario.iamPageSize);
  const truncated = stop < items.length;
  const end = truncated ? { IsTruncated: true, Marker: writeMarker(stop) } : { IsTruncated: false };
  return { kind: 'page', items: items.slice(start, stop), end };
}

const prefix = 'local-list-';

function writeMarker(start: number): string {
  return Buffer.from(`${prefix}${start}`).toString('base64');
}

function readMarker(marker: string | undefined): number | null {
  if (marker === undefined) {
    return 0;
  }
  const text = Buffer.from(marker, 'base64').toString('utf8');
  const start = Number(text.slice(prefix.length));
  return text.startsWith(prefix) && Number.isInteger(start) ? start : null;
}
