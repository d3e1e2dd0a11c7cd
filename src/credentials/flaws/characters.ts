import type { CredentialValue } from '../value.ts';
import { counted, listed } from '../wording.ts';
import type { Flaw } from './flaw.ts';

/** Characters outside printable ASCII: zero-width ones, byte order marks, no-break spaces, controls. */
export function invisibleCharacters({ text }: CredentialValue): Flaw | null {
  const found = firstMatches(text, isInvisible);
  return found.total === 0
    ? null
    : {
        code: 'env-invisible-chars',
        severity: 'error',
        what: `holds ${counted(found.total, 'character')} outside printable ASCII: ${places(text, found.positions)}${found.total > found.positions.length ? ', and more' : ''} (of ${text.length}).`,
      };
}

/**
 * A carriage return or line feed. In a key id or token Node.js and botocore refuse it before they send; in a secret
 * access key it changes the signature.
 */
export function lineBreak({ field, text }: CredentialValue): Flaw | null {
  const { total, positions } = firstMatches(text, (code) => code === 10 || code === 13);
  const first = positions[0];
  if (first === undefined) {
    return null;
  }
  const atEnd = text.trimEnd().length <= first;
  const inside = field === 'sessionToken' ? 'inside: a session token is one line' : 'inside';
  return {
    code: 'env-newline',
    severity: 'error',
    what: `has ${lineBreakName(text, first)} at character ${first + 1} of ${text.length}, ${atEnd ? 'at the end' : first === 0 ? 'at the beginning' : inside}${total > 2 ? ` (${total} such characters in all)` : ''}.`,
  };
}

/**
 * Blanks around a variable. They break the signature of a key id or secret access key. Around a token they are sent in
 * a header field, where HTTP does not count them (RFC 9110, section 5.5) and neither does SigV4: a warning.
 */
export function surroundingBlanks({ field, text }: CredentialValue): Flaw | null {
  const core = text.trim();
  if (core.length === text.length) {
    return null;
  }
  const leading = text.length - text.trimStart().length;
  const before = text.slice(0, leading);
  const after = text.slice(leading + core.length);
  const where = [before && `${blanks(before)} before`, after && `${blanks(after)} after`].filter((part) => part !== '');
  const note =
    field === 'sessionToken'
      ? 'most tools send them on, and they do not count in a header field.'
      : '`with:` of configure-aws-credentials would trim them, but the AWS CLI and the SDKs read the variable raw.';
  const what =
    core === '' ? `holds nothing but ${blanks(text)}.` : `has ${listed(where)} its ${core.length} characters; ${note}`;
  return { code: 'env-surrounding-whitespace', severity: field === 'sessionToken' ? 'warning' : 'error', what };
}

/** What an action trims off its inputs, and a variable of the same secret would keep. */
export function trimmedAway({ raw, text }: CredentialValue): Flaw | null {
  if (raw.length === text.length) {
    return null;
  }
  const leading = raw.length - raw.trimStart().length;
  const ends = raw.slice(0, leading) + raw.slice(leading + text.length);
  const code =
    firstMatches(ends, isInvisible).total > 0
      ? 'env-invisible-chars'
      : /[\r\n]/.test(ends)
        ? 'env-newline'
        : 'env-surrounding-whitespace';
  return {
    code,
    severity: 'warning',
    what: `has ${counted(ends.length, 'character')} of white space around its ${text.length} characters. Actions trim their inputs, so it works here; the same secret in a variable under \`env:\` would not.`,
  };
}

function isInvisible(code: number): boolean {
  return (code < 0x20 && code !== 9 && code !== 10 && code !== 13) || code > 0x7e;
}

/** Positions count from 0 in UTF-16 units; at most three are kept. */
function firstMatches(
  text: string,
  matches: (code: number) => boolean,
): { total: number; positions: readonly number[] } {
  const positions: number[] = [];
  let total = 0;
  for (let index = 0; index < text.length; index++) {
    if (matches(text.charCodeAt(index))) {
      total += 1;
      if (positions.length < 3) {
        positions.push(index);
      }
    }
  }
  return { total, positions };
}

function places(text: string, positions: readonly number[]): string {
  return positions
    .map((index) => `U+${text.charCodeAt(index).toString(16).toUpperCase().padStart(4, '0')} at character ${index + 1}`)
    .join(', ');
}

function lineBreakName(text: string, index: number): string {
  if (text[index] === '\n') {
    return 'a line feed';
  }
  return text[index + 1] === '\n' ? 'a carriage return and line feed' : 'a carriage return';
}

function blanks(text: string): string {
  const tabs = text.split('\t').length - 1;
  const spaces = text.length - tabs;
  return [spaces > 0 ? counted(spaces, 'space') : '', tabs > 0 ? counted(tabs, 'tab') : '']
    .filter((part) => part !== '')
    .join(' and ');
}
