import type { Condition } from '../../authorization/evaluation/condition.ts';
import { isOffered, readKey } from './condition-keys.ts';
import type { ClaimCandidate } from './expected-claims.ts';
import { issuerOf, providerArnIn, type Issuer } from './issuer.ts';
import { admitsOutsider } from './outsiders.ts';
import { blocksOf, literal, type Line } from './paste-blocks.ts';
import type { RoleArn } from './role-arn.ts';
import { templateOf } from './subject.ts';
import { webIdentityAction } from './trust-request.ts';

/** A condition that stays as it is written, or one whose values stand for themselves. */
export type Kept = Condition | (Line & { readonly exact: true });

/**
 * A `Condition` of what is kept, with `aud` and `sub` where they are missing: the first that keeps other owners out, of the
 * conditions as they are, with an exact `sub`, and with the ids besides.
 */
export function conditionFor(
  kept: readonly Kept[],
  candidates: readonly ClaimCandidate[],
  role: RoleArn,
  version: string,
): object {
  const [first] = candidates;
  const issuer = issuerOf(first?.claims.issuer ?? '');
  const exactly = (claim: string): readonly Line[] => {
    const values = valuesOf(claim, candidates).map((value) => literal(value, version));
    return values.length === 0 ? [] : [{ operator: 'StringEquals', key: `${issuer.address}:${claim}`, values }];
  };
  const linesOf = (lines: readonly Kept[]): readonly Line[] =>
    lines.map((line) =>
      'exact' in line ? { ...line, values: line.values.map((value) => literal(value, version)) } : line,
    );
  const missing = (claim: string) => (kept.some((line) => holds(line, claim, issuer)) ? [] : exactly(claim));
  const ids = ['repository_id', 'repository_owner_id'].filter((claim) => isOffered(claim, issuer) === true);
  const others = kept.filter(({ key }) => !isOwn(key, 'sub', issuer));
  const bound = kept.some((line) => holds(line, 'sub', issuer));
  const attempts = [
    [...linesOf(bound ? kept : others), ...missing('aud'), ...missing('sub')],
    [...linesOf(others), ...missing('aud'), ...exactly('sub')],
    [...linesOf(others), ...missing('aud'), ...exactly('sub'), ...ids.flatMap(exactly)],
  ];
  const tied = candidates.every(({ claims }) => namesOwner(claims.subject));
  const fits = (tied ? attempts : []).find((lines) => {
    const statement = {
      Effect: 'Allow',
      Principal: { Federated: providerArnIn(role, issuer) },
      Action: webIdentityAction,
      Condition: blocksOf(lines),
    };
    return candidates.every(({ claims }) => !admitsOutsider(statement, role, claims));
  });
  return blocksOf(fits ?? attempts[2] ?? []);
}

/** Any repository may call a public reusable workflow, so that a `sub` of `job_workflow_ref` alone is not of one owner. */
function namesOwner(subject: string): boolean {
  return templateOf(subject)?.some((key) => ownerKeys.includes(key)) ?? true;
}

const ownerKeys = ['repo', 'repository', 'repository_id', 'repository_owner', 'repository_owner_id'];

/** A claim that differs gets the value that is sent; a key that is never sent, or shuts the job out, is left out. */
export function rewritten(condition: Condition, candidates: readonly ClaimCandidate[]): readonly Kept[] {
  const [first] = candidates;
  const issuer = issuerOf(first?.claims.issuer ?? '');
  const { kind, claim } = readKey(condition.key, issuer);
  const known = candidates.every(({ unknown }) => !unknown.includes(claim));
  if (kind !== 'own' || condition.negated !== false || isOffered(claim, issuer) !== true || !known) {
    return [];
  }
  const values = valuesOf(claim, candidates);
  return claim === 'sub' || claim === 'aud' || values.length === 0
    ? []
    : [{ ...lastingly(values), key: `${issuer.address}:${claim}`, exact: true }];
}

/** A condition on a key that is never there says nothing of this issuer's tokens. */
export function isNeverSent(key: string, issuer: Issuer): boolean {
  const read = readKey(key, issuer);
  return read.kind === 'own' && isOffered(read.claim, issuer) === false;
}

/** The ref of a pull request is another one for each of them. */
function lastingly(values: readonly string[]): { readonly operator: string; readonly values: readonly string[] } {
  const lasting = values.map((value) => value.replace(/(^|@)refs\/pull\/\d+\/merge$/, '$1refs/pull/*/merge'));
  const changed = lasting.some((value, at) => value !== values[at]);
  return { operator: changed ? 'StringLike' : 'StringEquals', values: changed ? [...new Set(lasting)] : values };
}

function valuesOf(claim: string, candidates: readonly ClaimCandidate[]): readonly string[] {
  const values = candidates.flatMap(({ claims }) =>
    claim === 'sub' ? [claims.subject] : claim === 'aud' ? claims.audience : (claims.all.get(claim) ?? []),
  );
  return [...new Set(values)];
}

function isOwn(key: string, claim: string, issuer: Issuer): boolean {
  const read = readKey(key, issuer);
  return read.kind === 'own' && read.claim === claim;
}

/** Whether a line says what the claim has to be, and fails without it. */
function holds(line: Kept, claim: string, issuer: Issuer): boolean {
  return (
    isOwn(line.key, claim, issuer) &&
    ('exact' in line || (line.negated === false && !line.ifExists && line.set !== 'ForAllValues'))
  );
}
