import type { TokenClaims } from '../../../src/identity/oidc/claims.ts';
import { readClaims } from '../../../src/identity/oidc/read-claims.ts';
import { diagnoseTrust, type TrustDiagnosis, type TrustQuestion } from '../../../src/identity/oidc/trust-diagnosis.ts';
import { locateTrust } from '../../../src/identity/oidc/trust-policy.ts';

export const roleArn = 'arn:aws:iam::111122223333:role/deploy';
export const host = 'token.actions.githubusercontent.com';
export const providerArn = `arn:aws:iam::111122223333:oidc-provider/${host}`;

/** What a job on the main branch of octo-org/app sends. */
export const mainClaims: Readonly<Record<string, unknown>> = {
  iss: `https://${host}`,
  aud: 'sts.amazonaws.com',
  sub: 'repo:octo-org/app:ref:refs/heads/main',
  repository: 'octo-org/app',
  repository_id: '456789',
  repository_owner: 'octo-org',
  repository_owner_id: '123456',
  ref: 'refs/heads/main',
  ref_type: 'branch',
  event_name: 'push',
  workflow: 'Deploy',
  workflow_ref: 'octo-org/app/.github/workflows/deploy.yml@refs/heads/main',
  job_workflow_ref: 'octo-org/app/.github/workflows/deploy.yml@refs/heads/main',
  actor: 'octocat',
  actor_id: '12',
  runner_environment: 'github-hosted',
  jti: '6f4762ed-0758-4ccb-808d-ee3af5d723a8',
  sha: 'c0ffee',
  iat: 1_795_000_000,
  exp: 1_795_000_300,
};

/** A token with a payload, as far as `readClaims` looks at one. */
export function tokenOf(payload: unknown): string {
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${encode({ alg: 'RS256', typ: 'JWT' })}.${encode(payload)}.c2lnbmF0dXJl`;
}

export function claimsOf(changes: Readonly<Record<string, unknown>> = {}): TokenClaims {
  const claims = readClaims(tokenOf({ ...mainClaims, ...changes }));
  if (claims === null) {
    throw new Error('not the claims of a token');
  }
  return claims;
}

/** One statement for the provider on GitHub, with what a case says. */
export function statementWith(condition: unknown, changes: object = {}): object {
  return {
    Effect: 'Allow',
    Principal: { Federated: providerArn },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: condition,
    ...changes,
  };
}

export function policyOf(...statements: readonly object[]): object {
  return { Version: '2012-10-17', Statement: statements };
}

/** A trust policy and a job, as the cases write them: a `condition` is that of one statement for the provider. */
export interface Pair {
  readonly name: string;
  readonly condition?: object;
  readonly policy?: object;
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly roleArn?: string;
  readonly region?: string;
  readonly answer?: TrustQuestion['answer'];
}

export function documentOf({ condition, policy, roleArn: arn }: Pair): object {
  const partition = arn?.split(':')[1] ?? 'aws';
  const Federated = providerArn.replace('arn:aws:', `arn:${partition}:`);
  return policy ?? policyOf(statementWith(condition, { Principal: { Federated } }));
}

/** The policy as it stands in a file, two blanks for each level. */
export function textOf(document: object): string {
  return JSON.stringify(document, null, 2);
}

export function run(pair: Pair, document: object = documentOf(pair)): TrustDiagnosis {
  return diagnose(document, {
    roleArn: pair.roleArn ?? roleArn,
    region: pair.region ?? 'eu-central-1',
    claims: claimsOf(pair.claims),
    answer: pair.answer ?? 'refused',
  });
}

/** A policy from a file, unless told otherwise. */
export function diagnose(
  document: object,
  question: Partial<Omit<TrustQuestion, 'policy'>> = {},
  file: string | null = 'trust.json',
): TrustDiagnosis {
  const reading = locateTrust(textOf(document), { name: file ?? 'the role deploy', file });
  const asked = { roleArn, region: 'eu-central-1', claims: claimsOf(), answer: 'refused' as const, ...question };
  return reading.ok
    ? diagnoseTrust({ ...asked, policy: reading.located })
    : { decision: 'unknown', observations: reading.observations, conditionToPaste: null, testedClaims: [] };
}
