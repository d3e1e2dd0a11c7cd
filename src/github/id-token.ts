import { setTimeout as wait } from 'node:timers/promises';
import { hasJwtForm } from '../aws/jwt-form.ts';
import type { AwsFailure } from '../aws/port.ts';
import type { DiagnosisCode } from '../diagnoses/catalogue/index.ts';
import { classify } from '../diagnoses/classify.ts';
import { fetchBounded, type Fetched } from './bounded-fetch.ts';

/** `detail` holds the endpoint's host and status at most: never the address's query, the bearer token or an answer's text. */
export type IdTokenOutcome =
  | { readonly ok: true; readonly jwt: string }
  | { readonly ok: false; readonly code: IdTokenProblem; readonly detail: string };

export type IdTokenProblem = Extract<
  DiagnosisCode,
  | 'oidc-no-permission'
  | 'oidc-token-endpoint'
  | 'net-dns'
  | 'net-proxy'
  | 'net-refused-timeout'
  | 'net-tls'
  | 'time-budget-used'
>;

export interface IdTokenRequest {
  /** ACTIONS_ID_TOKEN_REQUEST_URL as the runner set it; empty where it did not. */
  readonly url: string;
  /** ACTIONS_ID_TOKEN_REQUEST_TOKEN: a secret; empty where the runner did not set it. */
  readonly token: string;
  readonly audience: string;
  /** Aborted when the run's time is used up. */
  readonly deadline: AbortSignal;
  /** Node's own by default, which uses a proxy only where NODE_USE_ENV_PROXY=1 and Node 24 or 22.21 are given. */
  readonly fetch?: typeof globalThis.fetch;
  readonly timeoutMs?: number;
}

const attempts = 3;
const attemptTimeoutMs = 5000;
const maxBytes = 64 * 1024;
const backoffMs = [250, 750];

/**
 * Asks the runner for the job's token, as actions/toolkit's `getIDToken` does: GET with the audience appended to the
 * address, the token in the member `value`. Throttling, 5xx and network faults are tried three times; 401, 403 and 404
 * will not heal. The token is a secret until it expires.
 */
export async function requestIdToken(request: IdTokenRequest): Promise<IdTokenOutcome> {
  const { url, token, audience, deadline, fetch = globalThis.fetch, timeoutMs = attemptTimeoutMs } = request;
  const host = hostOf(url);
  const unusable = problemOf(request, host);
  if (unusable !== null) {
    return unusable;
  }
  const asked = {
    url: `${url}${url.includes('?') ? '&' : '?'}audience=${encodeURIComponent(audience)}`,
    headers: { authorization: `Bearer ${token}`, accept: 'application/json; api-version=2.0' },
  };
  for (let attempt = 1; ; attempt += 1) {
    const fetched = await fetchBounded(asked, { timeoutMs, maxBytes, deadline }, fetch);
    if (attempt === attempts || !mayHeal(fetched)) {
      return toOutcome(fetched, host ?? '', attempt);
    }
    await wait(backoffMs[attempt - 1], null, { signal: deadline }).catch(() => null);
  }
}

/** What is wrong before anything is sent. */
function problemOf({ url, token }: IdTokenRequest, host: string | null): IdTokenOutcome | null {
  const missing = [
    ...(url === '' ? ['ACTIONS_ID_TOKEN_REQUEST_URL'] : []),
    ...(token === '' ? ['ACTIONS_ID_TOKEN_REQUEST_TOKEN'] : []),
  ];
  if (missing.length > 0) {
    const verb = missing.length === 1 ? 'is' : 'are';
    return { ok: false, code: 'oidc-no-permission', detail: `${missing.join(' and ')} ${verb} not set.` };
  }
  if (host === null) {
    return refuse('ACTIONS_ID_TOKEN_REQUEST_URL is not an address that a token can be asked at.');
  }
  return /^[\x21-\x7e]+$/.test(token)
    ? null
    : refuse('ACTIONS_ID_TOKEN_REQUEST_TOKEN holds a character that no header can carry.');
}

/** Plain HTTP only as the runner gave it. A user in the address is none of its ways, and fetch refuses it. */
function hostOf(url: string): string | null {
  if (!URL.canParse(url)) {
    return null;
  }
  const { protocol, host, username, password } = new URL(url);
  return /^https?:$/.test(protocol) && username === '' && password === '' ? host.slice(0, 253) : null;
}

function mayHeal(fetched: Fetched): boolean {
  switch (fetched.kind) {
    case 'answer':
      return fetched.status === 429 || fetched.status >= 500;
    case 'failure':
      return fetched.failure.kind === 'network';
    case 'proxy':
      return false;
  }
}

function toOutcome(fetched: Fetched, host: string, attempt: number): IdTokenOutcome {
  if (fetched.kind === 'failure') {
    const code = codeOf(fetched.failure);
    return { ok: false, code, detail: `${host} was not reached: ${fetched.failure.code}${times(attempt)}.` };
  }
  if (fetched.kind === 'proxy') {
    return { ok: false, code: 'net-proxy', detail: `A proxy refused to pass the request on to ${host}.` };
  }
  const { status, body } = fetched;
  if (status !== 200) {
    const how = status >= 300 && status < 400 ? `with a redirect (status ${status})` : `with status ${status}`;
    return refuse(`${host} answered ${how}${times(attempt)}.`);
  }
  if (body === null) {
    return refuse(`${host} answered with more than ${maxBytes / 1024} KiB.`);
  }
  const jwt = valueOf(body);
  if (jwt === null) {
    return refuse(`${host} answered with status 200 and without a token.`);
  }
  return hasJwtForm(jwt) ? { ok: true, jwt } : refuse(`What ${host} gave is not a JSON Web Token.`);
}

function codeOf(failure: AwsFailure): IdTokenProblem {
  if (failure.kind === 'timeout') {
    return 'time-budget-used';
  }
  const code = classify(failure, { service: 'oidc', accessKeyPrefix: null, region: null, webIdentity: true });
  return code === 'net-dns' || code === 'net-proxy' || code === 'net-refused-timeout' || code === 'net-tls'
    ? code
    : 'oidc-token-endpoint';
}

function valueOf(body: string): string | null {
  try {
    const answer: unknown = JSON.parse(body);
    const has = typeof answer === 'object' && answer !== null && Object.hasOwn(answer, 'value');
    const { value } = has ? (answer as { readonly value: unknown }) : { value: null };
    return typeof value === 'string' && value !== '' ? value : null;
  } catch {
    return null;
  }
}

function refuse(detail: string): IdTokenOutcome {
  return { ok: false, code: 'oidc-token-endpoint', detail };
}

function times(attempt: number): string {
  return attempt === 1 ? '' : `, ${attempt} times`;
}
