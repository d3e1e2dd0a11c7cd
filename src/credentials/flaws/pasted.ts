import type { CredentialValue } from '../value.ts';
import { counted } from '../wording.ts';
import type { Flaw } from './flaw.ts';

/** The whole assignment, the `[default]` block of a credentials file, or the JSON of `aws sts assume-role` as a value. */
export function pastedBlock({ text }: CredentialValue): Flaw | null {
  const kind = kinds.find(([, pattern]) => pattern.test(text));
  return kind === undefined
    ? null
    : {
        code: 'env-value-includes-name',
        severity: 'error',
        what: `holds ${kind[0]} (${text.length} characters in ${counted(text.trim().split(/\r\n|\r|\n/).length, 'line')}) where the bare value belongs.`,
      };
}

/** No key id, secret access key or session token holds an underscore, a brace or a bracket. */
const kinds: readonly (readonly [string, RegExp])[] = [
  ['JSON', /^\s{0,16}\{(?!\{)|"?(AccessKeyId|SecretAccessKey|SessionToken)"\s{0,4}:/],
  ['a block of a credentials file', /^\s{0,16}\[[\w .-]{1,64}\]\s{0,4}[\r\n]|\[default\]/],
  [
    'an assignment with its name',
    /aws_(access_key_id|secret_access_key|session_token|security_token)["']?\s{0,8}[=:]/i,
  ],
  ['an export with its name', /^\s{0,16}(export|set|setx)\s{1,4}\w{1,64}[ =]/i],
];
