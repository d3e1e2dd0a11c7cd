import { readWebIdentityTokenFile } from './aws/token-file.ts';
import type { DiagnosisCode } from './diagnoses/catalogue/index.ts';
import { requestIdToken } from './github/id-token.ts';

/** A web identity token, which is a secret, or why there is none. `detail` never holds a part of a secret. */
export type WebToken =
  | { readonly ok: true; readonly jwt: string }
  | { readonly ok: false; readonly code: DiagnosisCode; readonly detail: string };

export interface WebTokenQuestion {
  readonly audience: string;
  /** A file that another CI system wrote; `null` for the token of this job. */
  readonly tokenFile: string | null;
  /** Aborted when the run's time is used up. */
  readonly deadline: AbortSignal;
}

/** Gets the token where the environment says that one is to be had. */
export async function getWebToken(
  environment: Readonly<Record<string, string | undefined>>,
  { audience, tokenFile, deadline }: WebTokenQuestion,
): Promise<WebToken> {
  if (tokenFile !== null) {
    return readWebIdentityTokenFile(tokenFile);
  }
  return requestIdToken({
    url: environment['ACTIONS_ID_TOKEN_REQUEST_URL'] ?? '',
    token: environment['ACTIONS_ID_TOKEN_REQUEST_TOKEN'] ?? '',
    audience,
    deadline,
  });
}
