import type { CredentialValue } from '../value.ts';
import { counted } from '../wording.ts';
import type { Flaw } from './flaw.ts';
import { looksLikeBedrockKey, looksLikeKeyId, shapes } from './shapes.ts';

/**
 * A session token that is cut or damaged. To AWS it is opaque text without a promised shape, so a short one is a
 * warning and an unusual one a notice; what cannot be a token at all is an error.
 */
export function tokenShape({ field, text }: CredentialValue): Flaw | null {
  if (field !== 'sessionToken') {
    return null;
  }
  const other = otherThings.find(([pattern]) => pattern.test(text));
  if (other !== undefined) {
    return flaw('error', `${other[1]}.`);
  }
  const odd = text.search(/[^A-Za-z0-9/+=_-]/);
  if (odd >= 0) {
    return flaw(
      'warning',
      `has a character at position ${odd + 1} of ${text.length} that session tokens do not have: they are base64.`,
    );
  }
  if (text.length < 100) {
    return flaw(
      'warning',
      `is ${counted(text.length, 'character')} long; session tokens have some hundreds. It may be cut.`,
    );
  }
  if (!knownHeads.some((head) => text.startsWith(head))) {
    return flaw('notice', `does not begin like the session tokens that AWS issues (${text.length} characters).`);
  }
  return text.length % 4 === 0
    ? null
    : flaw(
        'notice',
        `is ${text.length} characters long, which is no multiple of four as base64 text is. It may be cut.`,
      );
}

function flaw(severity: 'error' | 'warning' | 'notice', what: string): Flaw {
  return { code: 'env-token-malformed', severity, what };
}

/** Decoded, these begin with `origin_ec` and with `er/aws`. Source: trufflehog's markers; decoded by hand. */
const knownHeads: readonly string[] = ['IQoJb3JpZ2luX2Vj', 'FwoGZXIvYXdz', 'FQoGZXIvYXdz'];

const otherThings: readonly (readonly [RegExp, string])[] = [
  [/\.\.\./, 'holds three dots, as documentation shortens a token'],
  [/^arn:/i, 'holds an ARN'],
  [looksLikeKeyId, 'holds a value of the shape of an access key id'],
  [shapes.secretAccessKey, 'holds a value of the shape of a secret access key'],
  [looksLikeBedrockKey, 'holds a Bedrock API key, which belongs in AWS_BEARER_TOKEN_BEDROCK'],
  [/%(2[BF]|3D)/i, 'is URL-encoded: it holds percent signs in place of slashes, plus or equals signs'],
];
