import { createLocalJWKSet, createRemoteJWKSet, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import type { OidcProviderEntry } from './scenario-file.ts';

/** An identity provider that IAM has been told of. */
export interface OidcProvider {
  readonly arn: string;
  readonly account: string;
  /** Without a scheme, as IAM answers it. */
  readonly url: string;
  readonly clientIds: readonly string[];
  readonly thumbprints: readonly string[];
  /** Where the keys of its tokens come from; `null` where nobody can get them. */
  readonly keys: JWTVerifyGetKey | null;
}

/** Reads a provider. Its keys are written in the scenario, or asked of an issuer on this machine. */
export function readOidcProvider(
  entry: OidcProviderEntry,
  { account, partition }: { readonly account: string; readonly partition: string },
): OidcProvider {
  const url = withoutScheme(entry.url);
  const owner = entry.account ?? account;
  return {
    arn: `arn:${partition}:iam::${owner}:oidc-provider/${url}`,
    account: owner,
    url,
    clientIds: entry.clientIds,
    thumbprints: entry.thumbprints,
    keys: keysOf(entry),
  };
}

export function withoutScheme(url: string): string {
  return url.startsWith('https://') ? url.slice('https://'.length) : url;
}

function keysOf({ jwks, keysFrom }: OidcProviderEntry): JWTVerifyGetKey | null {
  if (jwks !== undefined) {
    return createLocalJWKSet(jwks as JSONWebKeySet);
  }
  return keysFrom === undefined ? null : createRemoteJWKSet(new URL('/.well-known/jwks', keysFrom));
}
