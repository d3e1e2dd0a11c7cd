import { findFile } from '../files/find-file.ts';
import { hasJwtForm } from './jwt-form.ts';

/** A token that another CI system, or Kubernetes, has put into a file. `detail` goes into a finding as it is. */
export type TokenFile =
  | {
      readonly ok: true;
      readonly jwt: string;
      /** True when the file has white space around the token, which the SDKs send along. */
      readonly surrounded: boolean;
    }
  | { readonly ok: false; readonly code: 'web-identity-file' | 'oidc-token-invalid'; readonly detail: string };

/**
 * Reads AWS_WEB_IDENTITY_TOKEN_FILE without ever waiting for it: a pipe or a device is not read, nor is a large file.
 * `shown` is the path as findings name it.
 */
export function readWebIdentityTokenFile(path: string, shown: string = path): TokenFile {
  const file = findFile(path, shown);
  switch (file.kind) {
    case 'absent':
      return { ok: false, code: 'web-identity-file', detail: `${shown} does not exist.` };
    case 'unreadable':
      return { ok: false, code: 'web-identity-file', detail: `${shown} ${file.why}.` };
    case 'text': {
      const jwt = file.text.trim();
      if (jwt === '') {
        return { ok: false, code: 'oidc-token-invalid', detail: `${shown} is empty.` };
      }
      return hasJwtForm(jwt)
        ? { ok: true, jwt, surrounded: jwt !== file.text }
        : { ok: false, code: 'oidc-token-invalid', detail: `${shown} does not hold a JSON Web Token.` };
    }
  }
}
