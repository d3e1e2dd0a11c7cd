import { issuerOf } from './issuer.ts';
import type { TokenClaims } from './claims.ts';

/** One claim in a `sub`: `repo:octo-org/app`, `environment:prod`; `pull_request` stands alone. */
export interface SubjectPart {
  readonly key: string;
  readonly value: string | null;
}

/** `octo-org/app`, or `octo-org@123456/app@456789` in the immutable form. */
export interface RepositoryName {
  readonly owner: string;
  readonly ownerId: string | null;
  readonly name: string;
  readonly id: string | null;
}

/** What GitHub writes after the repository. */
export interface SubjectContext {
  readonly kind: 'environment' | 'branch' | 'tag' | 'ref' | 'pull-request' | 'other';
  readonly name: string;
}

/** Splits a `sub`, or a pattern for one. A colon within a value is written `%3A` (OpenID Connect reference). */
export function partsOf(subject: string): readonly SubjectPart[] {
  const tokens = subject.split(':', mostTokens);
  const parts: SubjectPart[] = [];
  for (let at = 0; at < tokens.length; at += 2) {
    const key = tokens[at] ?? '';
    if (key === 'pull_request') {
      parts.push({ key, value: null });
      at -= 1;
    } else {
      parts.push({ key, value: tokens[at + 1] ?? null });
    }
  }
  return parts;
}

/** Writes it as GitHub does. */
export function subjectOf(parts: readonly SubjectPart[]): string {
  return parts.map(({ key, value }) => (value === null ? key : `${key}:${value}`)).join(':');
}

/** The repository that a `sub` or a pattern begins with; `null` when it begins otherwise. */
export function repositoryOf(subject: string): RepositoryName | null {
  const [first] = subject.startsWith('repo:') ? partsOf(subject) : [];
  return first?.value == null ? null : readRepository(first.value);
}

/** Reads `octo-org/app` or `octo-org@123456/app@456789`; neither names nor ids can hold `@` or a slash. */
export function readRepository(text: string): RepositoryName | null {
  const [, owner, ownerId, name, id] = /^([^/@]*)(?:@([^/@]*))?\/([^/@]*)(?:@([^/@]*))?$/.exec(text) ?? [];
  return owner === undefined || name === undefined ? null : { owner, ownerId: ownerId ?? null, name, id: id ?? null };
}

/** `repo:O@1/R@2:x` to `repo:O/R:x`, of a pattern too. */
export function withoutIds(subject: string): string {
  return subject.replace(/^repo:([^:/@]*)(?:@[^:/@]*)?\/([^:/@]*)(?:@[^:/@]*)?(?=:|$)/, 'repo:$1/$2');
}

/** What follows the repository: `null` when the subject is not of that form. */
export function contextOf(subject: string): SubjectContext | null {
  const rest = restOf(subject);
  if (rest === null) {
    return null;
  }
  if (rest === 'pull_request') {
    return { kind: 'pull-request', name: '' };
  }
  const found = contextForms.find(([start]) => rest.startsWith(start));
  return found === undefined ? { kind: 'other', name: rest } : { kind: found[1], name: rest.slice(found[0].length) };
}

/** The text after `repo:OWNER/REPO:`; `null` without it. */
export function restOf(subject: string): string | null {
  const colon = subject.startsWith('repo:') ? subject.indexOf(':', 'repo:'.length) : -1;
  return colon === -1 ? null : subject.slice(colon + 1);
}

const contextForms: readonly (readonly [string, SubjectContext['kind']])[] = [
  ['environment:', 'environment'],
  ['ref:refs/heads/', 'branch'],
  ['ref:refs/tags/', 'tag'],
  ['ref:', 'ref'],
];

/**
 * The keys of the template that built a `sub`; `null` when it has the form that GitHub gives it without one. Keys that no
 * claim of GitHub's has are taken for a part of a value.
 */
export function templateOf(subject: string): readonly string[] | null {
  const parts = partsOf(subject);
  const keys = parts.map(({ key }) => key);
  const [first, second] = keys;
  const plain = keys.length === 2 && first === 'repo' && contextKeys.includes(second ?? '');
  return plain || !keys.every((key) => templateKeys.has(key)) ? null : keys;
}

/** Both forms of the `sub` that a token has, as far as its claims tell the ids; one for GitHub Enterprise Server. */
export function formsOf({ subject, issuer, all }: TokenClaims): readonly string[] {
  const repository = repositoryOf(subject);
  const ownerId = all.get('repository_owner_id')?.[0];
  const id = all.get('repository_id')?.[0];
  const context = restOf(subject);
  const rest = context === null ? '' : `:${context}`;
  if (repository === null || issuerOf(issuer).kind === 'server') {
    return [subject];
  }
  const { owner, name } = repository;
  const immutable = ownerId && id ? [`repo:${owner}@${ownerId}/${name}@${id}${rest}`] : [];
  return [...new Set([subject, `repo:${owner}/${name}${rest}`, ...immutable])];
}

/** GitHub's templates have about twenty keys to choose from; nothing longer is looked at piece by piece. */
const mostTokens = 64;

const contextKeys = ['ref', 'environment', 'pull_request'];

/** `repo` and `context` are names of their own; the others are claims (OpenID Connect reference). */
const templateKeys: ReadonlySet<string> = new Set([
  ...['repo', 'context', 'ref', 'environment', 'pull_request', 'actor', 'actor_id', 'base_ref', 'head_ref'],
  ...['enterprise', 'enterprise_id', 'event_name', 'job_workflow_ref', 'job_workflow_sha', 'ref_type', 'ref_protected'],
  ...['repository', 'repository_id', 'repository_owner', 'repository_owner_id', 'repository_visibility'],
  ...['run_id', 'run_number', 'run_attempt', 'runner_environment', 'sha', 'workflow', 'workflow_ref', 'workflow_sha'],
]);
