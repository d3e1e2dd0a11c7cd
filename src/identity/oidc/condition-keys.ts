import type { Issuer } from './issuer.ts';

/** What STS makes condition keys of, whatever the provider (IAM User Guide, "Available keys for AWS OIDC federation"). */
export const claimsOfEveryProvider: readonly string[] = ['aud', 'sub', 'amr', 'email', 'oaud'];

/**
 * What it adds for GitHub since 2026 (same page; and the condition keys of sts:AssumeRoleWithWebIdentity in the Service
 * Authorization Reference, which a test compares with this list). They exist in trust policies and resource control
 * policies only.
 */
export const claimsOfGithub: readonly string[] = [
  'actor',
  'actor_id',
  'job_workflow_ref',
  'repository',
  'repository_id',
  'repository_owner_id',
  'workflow',
  'ref',
  'environment',
  'enterprise_id',
];

/**
 * Claims of GitHub's tokens (OpenID Connect reference) that are no condition keys, and what does their work instead. AWS
 * takes a policy that asks for them, and the key is simply never there (aws-actions/configure-aws-credentials issues 672
 * and 701).
 */
const claimsWithoutKey: ReadonlyMap<string, string> = new Map(
  Object.entries({
    iss: 'Leave it out: the provider in Principal stands for the issuer.',
    repository_owner: 'Use repository_owner_id, or let the condition on sub name the owner.',
    repository_visibility: 'A template of the organization can put it into sub.',
    event_name: 'sub ends in pull_request for pull requests; a template can put more into it.',
    head_ref: 'No key has the branch of a pull request; sub ends in pull_request.',
    base_ref: 'No key has the target of a pull request; an environment with a branch rule can stand in.',
    ref_type: 'The value of ref begins with refs/heads/ or refs/tags/.',
    ref_protected: 'An environment with a rule for protected branches can stand in.',
    workflow_ref: 'Use job_workflow_ref, which is the same in a job that is in no reusable workflow.',
    workflow_sha: 'Use job_workflow_ref.',
    job_workflow_sha: 'Use job_workflow_ref.',
    run_id: 'It is another one in every run, so no policy can name it.',
    run_number: 'It is another one in every run, so no policy can name it.',
    run_attempt: 'It is another one in every run, so no policy can name it.',
    check_run_id: 'It is another one in every run, so no policy can name it.',
    sha: 'It is another one with every commit, so no policy can name it.',
    jti: 'It is another one in every token, so no policy can name it.',
    runner_environment: 'A template of the organization can put it into sub.',
    enterprise: 'Use enterprise_id.',
    exp: 'AWS looks at the times of the token itself.',
    iat: 'AWS looks at the times of the token itself.',
    nbf: 'AWS looks at the times of the token itself.',
  }),
);

/**
 * Whether STS puts a claim into the request's context. `unsure` where the documentation does not say: what it adds for
 * issuers that are not on github.com or ghe.com, and `oaud`.
 */
export function isOffered(claim: string, { kind }: Issuer): boolean | 'unsure' {
  if (claim === 'oaud') {
    return 'unsure';
  }
  if (claimsOfEveryProvider.includes(claim)) {
    return true;
  }
  const known = claimsOfGithub.includes(claim);
  return kind === 'other' || (kind === 'server' && known) ? 'unsure' : known;
}

/** What to do about a claim of GitHub's that is no condition key; `null` when GitHub has no such claim. */
export function insteadOf(claim: string): string | null {
  return claim.startsWith('repo_property_')
    ? 'A template of the organization can put it into sub.'
    : (claimsWithoutKey.get(claim) ?? null);
}

/** A condition key, taken apart. */
export interface ConditionKey {
  /**
   * `own`: a claim of this issuer. `foreign`: a claim, but not of this issuer, or no key at all. `aws`: one of AWS's own,
   * such as `aws:SourceIp`.
   */
  readonly kind: 'own' | 'foreign' | 'aws';
  /** In lower case: what stands before the claim. */
  readonly prefix: string;
  /** In lower case: the claim, or the rest of a key of AWS's own. */
  readonly claim: string;
}

/** Reads a key as it is written in a policy; capitals have no meaning in it (IAM User Guide, "Condition"). */
export function readKey(key: string, { address }: Issuer): ConditionKey {
  const folded = key.toLowerCase();
  const own = `${address.toLowerCase()}:`;
  if (folded.startsWith(own)) {
    return { kind: 'own', prefix: own.slice(0, -1), claim: folded.slice(own.length) };
  }
  const colon = folded.indexOf(':');
  const vendor = folded.slice(0, Math.max(colon, 0));
  if (/^[a-z0-9-]+$/.test(vendor) && !['http', 'https', 'arn'].includes(vendor)) {
    return { kind: 'aws', prefix: vendor, claim: folded.slice(colon + 1) };
  }
  const last = folded.lastIndexOf(':');
  return { kind: 'foreign', prefix: folded.slice(0, Math.max(last, 0)), claim: folded.slice(last + 1) };
}

/**
 * Keys of AWS's own that a token of GitHub's never brings with it, and why. STS takes no external ID and no MFA code with
 * a web identity (STS API Reference, AssumeRoleWithWebIdentity), and session tags and a source identity only from claims
 * that GitHub does not set (IAM User Guide, "Pass session tags in AWS STS"; GitHub, "Configuring OpenID Connect in AWS").
 */
export function whyNeverSent(
  { kind, prefix, claim }: ConditionKey,
  claims: ReadonlyMap<string, unknown>,
): string | null {
  const key = `${prefix}:${claim}`;
  if (kind !== 'aws') {
    return null;
  }
  if (key === 'sts:externalid') {
    return 'An external ID is a part of sts:AssumeRole and never of sts:AssumeRoleWithWebIdentity.';
  }
  if (key === 'aws:multifactorauthpresent' || key === 'aws:multifactorauthage') {
    return 'Nobody types an MFA code for a token of a job, and sts:AssumeRoleWithWebIdentity takes none.';
  }
  const tags = key.startsWith('aws:requesttag/') || key === 'aws:tagkeys' || key === 'sts:transitivetagkeys';
  if (tags && ![...claims.keys()].some((name) => name.startsWith('https://aws.amazon.com/tags'))) {
    return 'Tokens of GitHub bring no session tags.';
  }
  return key === 'sts:sourceidentity' && !claims.has('https://aws.amazon.com/source_identity')
    ? 'Tokens of GitHub bring no source identity.'
    : null;
}
