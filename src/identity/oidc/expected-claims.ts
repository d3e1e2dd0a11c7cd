import type { TokenClaims } from './claims.ts';
import { issuerOf, issuerOfServer, type Issuer } from './issuer.ts';
import { subjectOf, type SubjectPart } from './subject.ts';

/** What a token may say, where none is at hand. */
export interface ClaimCandidate {
  readonly claims: TokenClaims;
  /** Names of claims whose value is not known; they are not among the others. */
  readonly unknown: readonly string[];
}

/** What the environment does not tell. */
export interface JobFacts {
  /** The name in the job's `environment:`, `null` without one; left out where the workflow file was not read. */
  readonly environment?: string | null;
  /** What the token will be asked for with. */
  readonly audience: string;
}

/**
 * What the token of this job will say, as far as GitHub's own variables tell (GitHub Docs, "Variables reference"). `sub`
 * has two forms, and whether a repository was created, renamed or transferred after 2026-07-15, which decides, is not in
 * the environment: so there are several candidates, the old form first. Empty outside GitHub Actions. A template that
 * builds `sub` otherwise cannot be seen from here.
 */
export function expectedClaims(
  environment: Readonly<Record<string, string | undefined>>,
  job: JobFacts,
): readonly ClaimCandidate[] {
  const read = (name: string): string => environment[name] ?? '';
  const issuer = issuerOfServer(read('GITHUB_SERVER_URL') || 'https://github.com');
  const [owner, name, ...more] = read('GITHUB_REPOSITORY').split('/');
  if (issuer === null || !owner || !name || more.length > 0) {
    return [];
  }
  const ids = { owner: read('GITHUB_REPOSITORY_OWNER_ID'), repository: read('GITHUB_REPOSITORY_ID') };
  const known = claimsOf(read, issuer, job);
  const repositories = [`${owner}/${name}`, immutableName(owner, name, ids, issuerOf(issuer))].filter(
    (repository) => repository !== null,
  );
  const plain = contextsOf(read, job.environment ?? null).flatMap((context) =>
    repositories.map((repository) => subjectOf([{ key: 'repo', value: repository }, ...context])),
  );
  const unknown = ['job_workflow_ref', 'enterprise_id', 'amr', 'email'];
  const candidates = plain.map((subject) => ({ claims: { ...known, ...withSubject(known, subject) }, unknown }));
  const open = { claims: known, unknown: [...unknown, 'sub', 'environment'] };
  return job.environment === undefined ? [...candidates, open] : candidates;
}

/**
 * Where the token is not at hand, an enterprise may have an issuer of its own, whose last part is the enterprise's name:
 * the candidates once more, as that issuer would write them, for each such issuer that a trust policy names.
 */
export function withIssuers(
  candidates: readonly ClaimCandidate[],
  addresses: readonly string[],
): readonly ClaimCandidate[] {
  const [first] = candidates;
  const base = first === undefined ? null : issuerOf(first.claims.issuer);
  if (base === null || (base.kind !== 'github' && base.kind !== 'data-residency')) {
    return candidates;
  }
  const others = addresses.filter((address) => address.startsWith(`${base.address}/`)).slice(0, mostIssuers);
  return [
    ...candidates,
    ...others.flatMap((address) =>
      candidates.map(({ claims, unknown }) => ({ claims: { ...claims, issuer: `https://${address}` }, unknown })),
    ),
  ];
}

const mostIssuers = 3;

type Read = (name: string) => string;

function claimsOf(read: Read, issuer: string, { environment, audience }: JobFacts): TokenClaims {
  const texts = Object.entries(variables).map(([claim, variable]) => [claim, read(variable)] as const);
  const [owner = ''] = read('GITHUB_REPOSITORY').split('/');
  const all = new Map(
    [...texts, ['repository_owner', owner] as const, ['environment', environment ?? ''] as const]
      .filter(([, value]) => value !== '')
      .map(([claim, value]): [string, readonly string[]] => [claim, [value]]),
  );
  all.set('iss', [issuer]).set('aud', [audience]);
  return { issuer, subject: '', audience: [audience], issuedAt: null, expiresAt: null, all };
}

const variables = {
  repository: 'GITHUB_REPOSITORY',
  repository_id: 'GITHUB_REPOSITORY_ID',
  repository_owner_id: 'GITHUB_REPOSITORY_OWNER_ID',
  ref: 'GITHUB_REF',
  ref_type: 'GITHUB_REF_TYPE',
  event_name: 'GITHUB_EVENT_NAME',
  head_ref: 'GITHUB_HEAD_REF',
  base_ref: 'GITHUB_BASE_REF',
  actor: 'GITHUB_ACTOR',
  actor_id: 'GITHUB_ACTOR_ID',
  workflow: 'GITHUB_WORKFLOW',
  workflow_ref: 'GITHUB_WORKFLOW_REF',
};

function withSubject({ all }: TokenClaims, subject: string): Pick<TokenClaims, 'subject' | 'all'> {
  return { subject, all: new Map([...all, ['sub', [subject]]]) };
}

/** GitHub Enterprise Server has the old form only (OpenID Connect reference, "Immutable subject claims"). */
function immutableName(
  owner: string,
  name: string,
  ids: { readonly owner: string; readonly repository: string },
  { kind }: Issuer,
): string | null {
  const told = /^\d+$/.test(ids.owner) && /^\d+$/.test(ids.repository);
  return told && kind !== 'server' ? `${owner}@${ids.owner}/${name}@${ids.repository}` : null;
}

/**
 * What follows the repository. Of the events beside `pull_request` that are about a pull request, the documentation does
 * not say whether they count as one, so both are possible.
 */
function contextsOf(read: Read, environment: string | null): readonly (readonly SubjectPart[])[] {
  if (environment !== null && environment !== '') {
    return [[{ key: 'environment', value: environment.replaceAll(':', '%3A') }]];
  }
  const event = read('GITHUB_EVENT_NAME');
  const pull = [{ key: 'pull_request', value: null }];
  const ref = [{ key: 'ref', value: read('GITHUB_REF').replaceAll(':', '%3A') }];
  return event === 'pull_request' ? [pull] : event.startsWith('pull_request_') ? [ref, pull] : [ref];
}
