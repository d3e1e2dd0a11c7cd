import type { LocatedPolicy } from '../../authorization/evaluation/located-policy.ts';
import { readPolicyDocument, type PolicyDocument } from '../../authorization/evaluation/policy-document.ts';
import { evaluateTrust } from '../../authorization/evaluation/trust.ts';
import type { TokenClaims } from './claims.ts';
import { readKey } from './condition-keys.ts';
import { issuerOf } from './issuer.ts';
import type { RoleArn } from './role-arn.ts';
import { contextOf, partsOf, repositoryOf, restOf, subjectOf, templateOf, type SubjectPart } from './subject.ts';
import { trustRequest } from './trust-request.ts';

/** A repository of another owner that the policy lets in. */
export interface Outsider {
  readonly subject: string;
  /** Place of the statement that lets it in, from 0. */
  readonly statement: number;
}

/**
 * Looks for a made-up repository of another owner that a policy lets in beside the job. It has the job's issuer, audience,
 * branch and environment, which anybody can give to a repository; owners whose name begins or ends like the job's are
 * among the made-up ones. `null` when none gets in, and for issuers that are not GitHub's.
 */
export function outsiderOf(policy: PolicyDocument, role: RoleArn, claims: TokenClaims): Outsider | null {
  if (issuerOf(claims.issuer).kind === 'other') {
    return null;
  }
  for (const outsider of outsidersOf(policy, claims)) {
    const decision = evaluateTrust(policy, trustRequest(policy, role, { claims: outsider, unknown: [] }));
    const [allowing] = decision.statements;
    if (decision.outcome === 'allowed' && allowing !== undefined) {
      return { subject: outsider.subject, statement: allowing.index };
    }
  }
  return null;
}

/** The same for one statement as JSON values. */
export function admitsOutsider(statement: object, role: RoleArn, claims: TokenClaims): boolean {
  const value = { Version: '2012-10-17', Statement: [statement] };
  const located: LocatedPolicy = { origin: { name: '', file: null }, value, locate: () => null };
  const reading = readPolicyDocument(located);
  return reading.ok && outsiderOf(reading.policy, role, claims) !== null;
}

const madeUp = {
  owner: 'made-up-owner',
  ownerId: '999999999001',
  repository: 'made-up-repository',
  id: '999999999002',
};

/** A policy can name as many branches as it likes; the first ones tell what it is like. */
const mostContexts = 12;

function outsidersOf(policy: PolicyDocument, claims: TokenClaims): readonly TokenClaims[] {
  const own = repositoryOf(claims.subject);
  const [ownerClaim = '', nameClaim = ''] = (claims.all.get('repository')?.[0] ?? '').split('/');
  const owner = own?.owner ?? ownerClaim;
  const name = own?.name ?? nameClaim;
  const owners = owner === '' ? [madeUp.owner] : [madeUp.owner, `${owner}-made-up`, `made-up-${owner}`];
  const names = name === '' ? [madeUp.repository] : [name, madeUp.repository];
  const contexts = contextsFor(policy, claims);
  return owners.flatMap((anOwner) =>
    names.flatMap((aName) => {
      const stranger: Stranger = { owner: anOwner, name: aName };
      const template = templateOf(claims.subject);
      const built = template === null ? [] : [subjectOf(partsOf(claims.subject).map((part) => moved(part, stranger)))];
      const plain = contexts.flatMap((context) => [
        `repo:${anOwner}/${aName}:${context}`,
        `repo:${anOwner}@${madeUp.ownerId}/${aName}@${madeUp.id}:${context}`,
      ]);
      return [...built, ...plain].map((subject) => claimsOf(claims, subject, stranger));
    }),
  );
}

interface Stranger {
  readonly owner: string;
  readonly name: string;
}

/** Contexts of the job, of any repository, and those that the policy's own patterns ask for. */
function contextsFor({ statements }: PolicyDocument, claims: TokenClaims): readonly string[] {
  const issuer = issuerOf(claims.issuer);
  const asked = statements.slice(0, 100).flatMap(({ conditions }) =>
    conditions
      .filter(({ key }) => readKey(key, issuer).claim === 'sub')
      .flatMap(({ values }) => values.slice(0, mostContexts))
      .flatMap((value) => (restOf(value) ?? '').replace(/[*?]/g, 'x') || []),
  );
  const own = restOf(claims.subject) ?? [];
  return [...new Set([own, 'ref:refs/heads/main', 'pull_request', 'environment:production', asked].flat())].slice(
    0,
    mostContexts,
  );
}

/** What names the repository becomes the stranger's; what anybody can choose stays. */
function moved(part: SubjectPart, stranger: Stranger): SubjectPart {
  const values = identityOf(stranger);
  const value = part.key === 'repo' ? values.get('repository') : values.get(part.key);
  return value === undefined ? part : { key: part.key, value };
}

function identityOf({ owner, name }: Stranger): ReadonlyMap<string, string> {
  const workflow = `${owner}/${name}/.github/workflows/made-up.yml@refs/heads/main`;
  return new Map([
    ['repository', `${owner}/${name}`],
    ['repository_id', madeUp.id],
    ['repository_owner', owner],
    ['repository_owner_id', madeUp.ownerId],
    ['actor', 'made-up-actor'],
    ['actor_id', '999999999003'],
    ['job_workflow_ref', workflow],
    ['workflow_ref', workflow],
    ['enterprise', 'made-up-enterprise'],
    ['enterprise_id', '999999999004'],
  ]);
}

function claimsOf(claims: TokenClaims, subject: string, stranger: Stranger): TokenClaims {
  const all = new Map(claims.all);
  identityOf(stranger).forEach((value, claim) => all.set(claim, [value]));
  const context = contextOf(subject);
  if (context?.kind === 'environment') {
    all.set('environment', [context.name]);
  } else if (context?.kind === 'branch' || context?.kind === 'tag') {
    all.set('ref', [`refs/${context.kind === 'branch' ? 'heads' : 'tags'}/${context.name}`]);
  }
  all.set('sub', [subject]);
  return { ...claims, subject, all };
}
