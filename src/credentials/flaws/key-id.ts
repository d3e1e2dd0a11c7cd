import type { CredentialValue } from '../value.ts';
import { counted } from '../wording.ts';
import type { Flaw } from './flaw.ts';
import { looksLikeBedrockKey, looksLikeKeyId, shapes } from './shapes.ts';

/**
 * An id of the wrong shape. STS takes 16 to 128 word characters (`accessKeyIdType` of its API model), so anything
 * within that which is merely unusual is a warning; another kind of identifier is an error.
 */
export function keyIdShape({ field, text }: CredentialValue): Flaw | null {
  if (field !== 'accessKeyId' || shapes.accessKeyId.test(text)) {
    return null;
  }
  const other = otherThings.find(([pattern]) => pattern.test(text));
  if (other !== undefined) {
    return flaw('error', `holds ${other[1]}.`);
  }
  const odd = text.search(/\W/);
  if (odd >= 0) {
    return flaw('error', `has a character at position ${odd + 1} of ${text.length} that is neither letter nor digit.`);
  }
  if (text.length < 16 || text.length > 128) {
    const what = `is ${counted(text.length, 'character')} long; access key ids have 20, and STS takes none under 16 or over 128.`;
    return { ...flaw('error', what), standInAccepts: true };
  }
  return flaw('warning', unusual(text));
}

function flaw(severity: 'error' | 'warning', what: string): Flaw {
  return { code: 'env-key-id-malformed', severity, what };
}

/** Said in the order in which a person would look: prefix, length, alphabet. */
function unusual(text: string): string {
  if (/^(akia|asia)/i.test(text) && /[a-z]/.test(text)) {
    return `has lower-case letters; access key ids are upper case.`;
  }
  if (!/^(AKIA|ASIA)/.test(text)) {
    return `does not begin with AKIA or ASIA, as access key ids do (${text.length} characters).`;
  }
  if (text.length !== 20) {
    return `is ${text.length} characters long; access key ids have 20.`;
  }
  return `has a 0, 1, 8 or 9 at character ${text.search(/[0189]/) + 1}; the ids that AWS issues now do not.`;
}

/** Source of the prefixes: IAM User Guide, "Unique identifiers". `ABIA` and `ACCA` ids can belong to keys, so they are left out. */
const otherThings: readonly (readonly [RegExp, string])[] = [
  [/^arn:/i, 'an ARN'],
  [/^\d{12}$|^\d{4}-\d{4}-\d{4}$/, 'an account id'],
  [looksLikeBedrockKey, 'a Bedrock API key, which belongs in AWS_BEARER_TOKEN_BEDROCK'],
  [/^AIDA[A-Z0-9]{12,}$/, 'the unique id of an IAM user (AIDA)'],
  [/^AROA[A-Z0-9]{12,}(:.*)?$/, 'the unique id of a role (AROA)'],
  [/^AGPA[A-Z0-9]{12,}$/, 'the unique id of a group (AGPA)'],
  [/^AIPA[A-Z0-9]{12,}$/, 'the unique id of an instance profile (AIPA)'],
  [/^AN[PV]A[A-Z0-9]{12,}$/, 'the unique id of a managed policy (ANPA, ANVA)'],
  [/^ASCA[A-Z0-9]{12,}$/, 'the unique id of a certificate (ASCA)'],
  [/^APKA[A-Z0-9]{12,}$/, 'the unique id of a public key (APKA)'],
  [/^(?=.*[a-z/+])[A-Za-z0-9/+]{40}$/, 'a value of the shape of a secret access key'],
  [/^(?=.*[a-z/+])[A-Za-z0-9/+]{100,}={0,2}$/, 'a value of the shape of a session token'],
  [/^[^\s@]{1,64}@[^\s@]{1,64}$/, 'an e-mail address'],
  [/^(AKIA|ASIA)[A-Z0-9]{16}[\s,;:|/]+\S/, 'an access key id and something after it'],
  [new RegExp(`${looksLikeKeyId.source.slice(0, -1)}\\.csv$`), 'the name of a file'],
];
