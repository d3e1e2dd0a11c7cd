import type { RoleArn } from './role-arn.ts';

/** Who issued a token, as IAM knows it. */
export interface Issuer {
  /** The issuer without its scheme: the name of the provider in IAM, and what its condition keys begin with. */
  readonly address: string;
  /**
   * `github`: github.com, for everybody. `enterprise`: github.com, with an address of the enterprise's own.
   * `data-residency`: ghe.com. `server`: GitHub Enterprise Server. `other`: not GitHub.
   */
  readonly kind: 'github' | 'enterprise' | 'data-residency' | 'server' | 'other';
}

/** The issuer of every token on github.com whose enterprise has no address of its own (OpenID Connect reference). */
export const githubAddress = 'token.actions.githubusercontent.com';

/** Tells the kinds of issuers apart by the addresses that GitHub documents (OpenID Connect reference). */
export function issuerOf(issuer: string): Issuer {
  const address = issuer.replace(/^https:\/\//i, '');
  const folded = address.toLowerCase();
  return { address, kind: kinds.find(([, matches]) => matches(folded))?.[0] ?? 'other' };
}

/**
 * What the token of a job will name as its issuer, by the address of its server: `https://github.com`,
 * `https://octocorp.ghe.com` or that of an own server. `null` for what is no address.
 */
export function issuerOfServer(serverUrl: string): string | null {
  const host = URL.canParse(serverUrl) ? new URL(serverUrl).host.toLowerCase() : '';
  if (host === '') {
    return null;
  }
  if (host === 'github.com') {
    return `https://${githubAddress}`;
  }
  return host.endsWith('.ghe.com') ? `https://token.actions.${host}` : `https://${host}/_services/token`;
}

/** The ARN that IAM gives to the provider of an issuer (IAM User Guide, "Create an OpenID Connect identity provider"). */
export function providerArnIn({ partition, accountId }: RoleArn, { address }: Issuer): string {
  return `arn:${partition}:iam::${accountId}:oidc-provider/${address}`;
}

/** `github.com/enterprises/NAME` is in the Service Authorization Reference of STS beside the others. */
const kinds: readonly (readonly [Issuer['kind'], (address: string) => boolean])[] = [
  ['github', (address) => address === githubAddress],
  ['enterprise', (address) => address.startsWith(`${githubAddress}/`) || address.startsWith('github.com/enterprises/')],
  ['data-residency', (address) => /^token\.actions\.[a-z0-9-]+\.ghe\.com(?:\/|$)/.test(address)],
  ['server', (address) => address.endsWith('/_services/token')],
];
