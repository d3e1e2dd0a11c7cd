import { closest } from '../../edit-distance.ts';
import { either } from '../../similar-names.ts';
import {
  claimsOfEveryProvider,
  claimsOfGithub,
  insteadOf,
  isOffered,
  readKey,
  whyNeverSent,
  type ConditionKey,
} from './condition-keys.ts';
import type { TokenClaims } from './claims.ts';
import { githubAddress, issuerOf, type Issuer } from './issuer.ts';
import { named } from './quote.ts';

/** Why the request does not carry a key that a condition asks for, and what to write instead, in sentences. */
export function tellAbsentKey(key: string, claims: TokenClaims): string {
  const issuer = issuerOf(claims.issuer);
  const read = readKey(key, issuer);
  switch (read.kind) {
    case 'own':
      return tellOwn(read.claim, issuer);
    case 'aws':
      return `${whyNeverSent(read, claims.all) ?? 'The request does not carry it.'} This condition can never be met.`;
    case 'foreign':
      return `${tellPrefix(read, issuer)} The key has to begin with ${named(issuer.address)}:, else the request never carries it.`;
  }
}

function tellOwn(claim: string, issuer: Issuer): string {
  if (isOffered(claim, issuer) !== false) {
    return Object.hasOwn(whyMissing, claim) ? (whyMissing[claim] ?? '') : 'The token of this job has no such claim.';
  }
  const instead = insteadOf(claim);
  const known = [...claimsOfEveryProvider, ...claimsOfGithub];
  const meant = Object.hasOwn(misnomers, claim) ? (misnomers[claim] ?? null) : nearName(claim, known);
  const cure = instead ?? (meant === null ? `The keys that there are: ${either(known)}.` : `Did you mean ${meant}?`);
  return `AWS has no condition key for the claim ${named(claim)}, so that this condition can never be met. ${cure}`;
}

/** What a claim is missing for, where the token can have it. */
const whyMissing: Readonly<Record<string, string>> = {
  environment: 'The job has no environment:, and without one the token has no such claim.',
  enterprise_id: 'The repository belongs to no enterprise, or its token does not tell.',
};

const misnomers: Readonly<Record<string, string>> = {
  subject: 'sub',
  audience: 'aud',
  repo: 'repository',
  repository_name: 'repository',
  repo_id: 'repository_id',
  owner_id: 'repository_owner_id',
  branch: 'ref',
  user: 'actor',
};

function nearName(text: string, names: readonly string[]): string | null {
  const near = text.length > 40 ? null : closest(text, names);
  return near !== null && near.distance <= 2 && near.distance < text.length / 2 ? near.name : null;
}

/** What is wrong with the part of a key before the claim. */
function tellPrefix({ prefix }: ConditionKey, { address }: Issuer): string {
  const own = address.toLowerCase();
  const bare = prefix.replace(/^https?:\/\//, '').replace(/\/+$/, '');
  if (prefix === '') {
    return 'The key names no issuer before the claim.';
  }
  if (bare === own) {
    return prefix.startsWith('http')
      ? 'The key has https:// before the issuer, which does not belong there.'
      : 'The key has a slash after the issuer, which does not belong there.';
  }
  if (prefix.includes(':oidc-provider/')) {
    return "The key begins with the provider's ARN and not with its address.";
  }
  if (own.startsWith(`${bare}/`)) {
    return `The enterprise has an issuer of its own, ${named(address)}, and the key lacks its path.`;
  }
  if (bare.startsWith(`${own}/`)) {
    return `The key has the path of an enterprise's own issuer, and this token is from ${named(address)}.`;
  }
  if (bare === `vstoken.${githubAddress.slice('token.'.length)}`) {
    return 'The key has the address that GitHub used during its beta in 2021.';
  }
  const near = bare.length > 100 ? null : closest(bare, [own]);
  return near !== null && near.distance <= 4
    ? `The issuer in the key is misspelt: ${named(bare)}.`
    : `The key is for tokens of another issuer, ${named(bare)}, and this one is from ${named(address)}.`;
}
