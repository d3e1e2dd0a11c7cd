import type { OidcProvider } from '../../aws/port.ts';
import type { Observation } from '../../diagnoses/finding.ts';
import type { TokenClaims } from './claims.ts';
import { issuerOf, providerArnIn } from './issuer.ts';
import { quoted, quotedList } from './quote.ts';
import { parseRoleArn } from './role-arn.ts';

/** The ARN of the provider that the role's account needs for an issuer; `null` when the role's ARN is not valid. */
export function providerArnOf(roleArn: string, issuer: string): string | null {
  const role = parseRoleArn(roleArn);
  return role === null ? null : providerArnIn(role, issuerOf(issuer));
}

/**
 * Compares a provider in IAM with a token: whether it is for the token's issuer, and whether it lists an audience of the
 * token. Both are compared to the letter (IAM User Guide, "Create an OpenID Connect identity provider in IAM").
 */
export function checkProvider(provider: OidcProvider, claims: TokenClaims): readonly Observation[] {
  const { address } = issuerOf(claims.issuer);
  const observations: Observation[] = [];
  if (provider.url !== address) {
    observations.push({
      code: 'oidc-provider-missing',
      detail: `The provider in IAM is for ${quoted(provider.url)}, and the token is from ${quoted(address)}. ${urlFault(provider.url, address)}`,
    });
  }
  if (!claims.audience.some((audience) => provider.clientIds.includes(audience))) {
    observations.push({
      code: 'oidc-audience',
      detail: `The token is made out to ${claims.audience.length === 0 ? 'no audience' : quotedList(claims.audience, 'and')}, and the provider ${quoted(provider.url)} in IAM ${provider.clientIds.length === 0 ? 'lists no audience' : `lists ${quotedList(provider.clientIds, 'and')}`}.`,
    });
  }
  return observations;
}

function urlFault(url: string, address: string): string {
  const bare = url.replace(/^[a-z]+:\/\//i, '');
  if (bare !== url && bare === address) {
    return 'IAM keeps the address without https://.';
  }
  if (bare.replace(/\/$/, '') === address.replace(/\/$/, '')) {
    return `Only the slash at the end ${address.endsWith('/') ? 'is missing' : 'is too much'}; AWS compares to the letter.`;
  }
  if (bare.toLowerCase() === address.toLowerCase()) {
    return 'They differ only in capitals; AWS compares to the letter.';
  }
  if (address.startsWith(`${bare}/`)) {
    return 'The enterprise has an issuer of its own: the provider needs its path too.';
  }
  return bare.startsWith(`${address}/`)
    ? 'The issuer of the token has no path: the enterprise has no issuer of its own (include_enterprise_slug).'
    : 'A provider for the issuer of the token has to be created.';
}
