import type { CredentialValue } from '../value.ts';
import { counted } from '../wording.ts';
import type { Flaw } from './flaw.ts';
import { looksLikeBedrockKey, looksLikeKeyId, shapes } from './shapes.ts';

/**
 * A secret access key of the wrong shape. AWS publishes no shape: forty characters of base64 is what secret scanners
 * know. So what is merely unusual is a warning, and AWS's own answer decides; another kind of value is an error.
 */
export function secretShape({ field, text }: CredentialValue): Flaw | null {
  if (field !== 'secretAccessKey') {
    return null;
  }
  const other = otherThings.find(([pattern]) => pattern.test(text));
  if (other !== undefined) {
    return flaw('error', `${other[1]}.`);
  }
  if (/^[0-9a-f]{40}$/.test(text)) {
    return flaw('warning', 'is 40 hexadecimal digits, like a Git commit id and unlike a secret access key.');
  }
  if (shapes.secretAccessKey.test(text)) {
    return null;
  }
  const odd = text.search(/[^A-Za-z0-9/+]/);
  if (odd >= 0) {
    return flaw(
      'warning',
      `has a character at position ${odd + 1} of ${text.length} that secret access keys do not have: they are letters, digits, slashes and plus signs.`,
    );
  }
  return flaw(
    'warning',
    `is ${counted(text.length, 'character')} long; secret access keys have 40${hints.get(text.length) ?? ''}.`,
  );
}

function flaw(severity: 'error' | 'warning', what: string): Flaw {
  return { code: 'env-secret-malformed', severity, what };
}

/** SES: SMTP passwords are a version byte and an HMAC-SHA256, which makes 44 characters of base64. */
const hints: ReadonlyMap<number, string> = new Map([
  [39, ', so one was lost'],
  [41, ', so one was added'],
  [44, ', and SMTP passwords of SES have 44'],
]);

const otherThings: readonly (readonly [RegExp, string])[] = [
  [looksLikeKeyId, 'holds a value of the shape of an access key id'],
  [/^arn:/i, 'holds an ARN'],
  [looksLikeBedrockKey, 'holds a Bedrock API key, which belongs in AWS_BEARER_TOKEN_BEDROCK'],
  [/%(2[BF]|3D)/i, 'is URL-encoded: it holds percent signs in place of slashes, plus or equals signs'],
  [/^(IQoJ|FwoG|FQoG)[A-Za-z0-9/+]{96,}={0,2}$/, 'holds a value of the shape of a session token'],
];
