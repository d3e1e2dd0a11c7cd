import { exportJWK, generateKeyPair, SignJWT, type JWK } from 'jose';
import { listen, type Listening } from './listen.ts';
import type { OidcProviderEntry } from './scenario-file.ts';
import { makeTrouble, planTroubles, reply, type PlannedTrouble } from './trouble.ts';

export type Claims = Readonly<Record<string, unknown>>;

export interface TokenIssuerOptions {
  /** The `iss` of every token; the issuer's own address when left out. */
  readonly issuer?: string;
  /** What every token says besides `iss`, `aud`, `iat`, `nbf`, `exp` and `jti`, and in place of them where it names them. */
  readonly claims: Claims;
  /** 300, as GitHub's tokens have. */
  readonly lifetimeSeconds?: number;
  readonly faults?: readonly PlannedTrouble[];
}

/** An issuer of tokens on this machine: the runner's endpoint for a job's token, and an OIDC provider, in one. */
export interface TokenIssuer extends Listening {
  readonly issuer: string;
  /** What the runner sets for a job that has `id-token: write`. */
  readonly environment: {
    readonly ACTIONS_ID_TOKEN_REQUEST_URL: string;
    readonly ACTIONS_ID_TOKEN_REQUEST_TOKEN: string;
  };
  readonly jwks: { readonly keys: readonly JWK[] };
  /** For a scenario's `oidcProviders`, with this issuer's keys in it. */
  provider(changes?: Partial<OidcProviderEntry>): OidcProviderEntry;
  /** A token as `/token` gives it, with some claims changed; a claim that is `undefined` is left out. */
  sign(audience: string, changes?: Claims): Promise<string>;
  /** The paths asked, with their queries, in order. */
  readonly requests: readonly string[];
}

/**
 * Starts an issuer. `/token?audience=…` gives a signed token to who has the bearer token (GitHub docs, "OpenID Connect
 * reference"); without an audience it is for `https://github.com/OWNER`. `/.well-known/openid-configuration` and
 * `/.well-known/jwks` are for who checks it.
 */
export async function startTokenIssuer(options: TokenIssuerOptions): Promise<TokenIssuer> {
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const kid = 'local-stand-in';
  const jwks = { keys: [{ ...(await exportJWK(publicKey)), kid, alg: 'RS256', use: 'sig' }] };
  const bearer = `localStandInOnly.${kid}.requestToken`;
  const troubleOf = planTroubles(options.faults ?? []);
  const requests: string[] = [];
  let issuer = options.issuer ?? '';
  let counter = 0;

  const sign = (audience: string, changes: Claims = {}): Promise<string> => {
    const now = Math.floor(Date.now() / 1000);
    const times = { iat: now, nbf: now - 5, exp: now + (options.lifetimeSeconds ?? 300) };
    const id = `00000000-0000-4000-8000-${String((counter += 1)).padStart(12, '0')}`;
    const claims = { jti: id, iss: issuer, aud: audience, ...times, ...options.claims, ...changes };
    return new SignJWT(claims).setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid }).sign(privateKey);
  };

  const listening = await listen(async (message, response) => {
    const { pathname, search, searchParams } = new URL(message.url ?? '/', 'http://127.0.0.1');
    requests.push(`${pathname}${search}`);
    const trouble = troubleOf(pathname);
    if (trouble !== null) {
      makeTrouble(trouble, message, response);
    } else if (pathname === '/token') {
      const allowed = message.headers.authorization === `Bearer ${bearer}`;
      const audience = searchParams.get('audience') ?? `https://github.com/${ownerOf(options.claims)}`;
      reply(response, allowed ? 200 : 401, allowed ? JSON.stringify({ count: 1, value: await sign(audience) }) : '{}');
    } else if (pathname.endsWith('/.well-known/openid-configuration')) {
      const where = { issuer, jwks_uri: `${listening.url}/.well-known/jwks` };
      reply(response, 200, JSON.stringify({ ...where, id_token_signing_alg_values_supported: ['RS256'] }));
    } else if (pathname.endsWith('/.well-known/jwks')) {
      reply(response, 200, JSON.stringify(jwks));
    } else {
      reply(response, 404, '{}');
    }
  });
  issuer = options.issuer ?? listening.url;
  return {
    ...listening,
    issuer,
    environment: {
      ACTIONS_ID_TOKEN_REQUEST_URL: `${listening.url}/token?api-version=2.0`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: bearer,
    },
    jwks,
    provider: (changes = {}) => ({ url: issuer, clientIds: ['sts.amazonaws.com'], thumbprints: [], jwks, ...changes }),
    sign,
    requests,
  };
}

function ownerOf({ repository_owner: owner }: Claims): string {
  return typeof owner === 'string' ? owner : '';
}
