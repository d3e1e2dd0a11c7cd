import { locateJson } from '../authorization/evaluation/locate-json.ts';
import type { LocatedPolicy } from '../authorization/evaluation/located-policy.ts';
import { unread, type Reading } from './policy-reader-calls.ts';
import { nameOf, type Holder } from './policy-reader-record.ts';

/**
 * A policy document as IAM answers it: URL-encoded after RFC 3986 (IAM API reference, PolicyVersion). Positions are
 * those of the decoded text, as the simulator's are.
 */
export function readDocument(text: string | undefined, name: string): Reading<LocatedPolicy> {
  const reading = locateJson(decode(text ?? ''), { name, file: null });
  return reading.ok ? { ok: true, value: reading.located } : unread('its document is not JSON');
}

/** What a person would call an inline policy, whose own name is unique within its holder only. */
export function inlineName(holder: Holder, policy: string): string {
  return `inline policy ${policy} of ${nameOf(holder)}`;
}

/** An encoded document begins with `%7B`; one that begins with a brace is plain, as imitations of IAM send it. */
function decode(text: string): string {
  if (text.trimStart().startsWith('{')) {
    return text;
  }
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
