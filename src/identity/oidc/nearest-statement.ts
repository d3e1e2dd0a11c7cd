import type { PolicyDocument, PolicyStatement } from '../../authorization/evaluation/policy-document.ts';
import { explainTrust, type TrustExplanation, type TrustRequest } from '../../authorization/evaluation/trust.ts';
import { likeness } from './condition-cause.ts';
import { readKey } from './condition-keys.ts';
import type { ClaimCandidate } from './expected-claims.ts';
import { issuerOf } from './issuer.ts';
import { isAimed } from './principal-cause.ts';

/** A candidate, and the wish that STS would make of it. */
export interface Wish {
  readonly candidate: ClaimCandidate;
  readonly request: TrustRequest;
}

/** The statement that comes nearest to letting the job in, and how it answers each of the wishes. */
export interface NearestStatement {
  readonly statement: PolicyStatement;
  /** In the order of the wishes. */
  readonly explanations: readonly TrustExplanation[];
  /** The wish to explain it by: the one of which it refuses the least. */
  readonly wish: Wish;
  readonly explanation: TrustExplanation;
  /** How many other statements allow something, to whomever. */
  readonly others: number;
}

/**
 * Of the statements that allow something, one that was meant for this issuer, then the one with the fewest things wrong,
 * then the one whose values begin most like what is sent. `null` when none allows anything.
 */
export function nearestStatement(policy: PolicyDocument, wishes: readonly Wish[]): NearestStatement | null {
  const answers = wishes.map(({ request }) => explainTrust(policy, request));
  const allowing = policy.statements.filter(({ effect }) => effect === 'Allow');
  let best: { readonly found: NearestStatement; readonly rank: Rank } | null = null;
  for (const statement of allowing) {
    const explanations = answers.flatMap((list) => list[statement.index] ?? []);
    for (const [at, wish] of wishes.entries()) {
      const explanation = explanations[at];
      const rank = explanation === undefined ? null : rankOf(statement, explanation, wish);
      if (explanation !== undefined && rank !== null && (best === null || isNearer(rank, best.rank))) {
        best = { found: { statement, explanations, wish, explanation, others: allowing.length - 1 }, rank };
      }
    }
  }
  return best?.found ?? null;
}

/** Compared from left to right; less is nearer. */
type Rank = readonly [stranger: number, wrong: number, unlikeness: number];

function rankOf(
  statement: PolicyStatement,
  { principal, action, conditions }: TrustExplanation,
  { candidate }: Wish,
): Rank {
  const issuer = issuerOf(candidate.claims.issuer);
  const aimed =
    principal ||
    [...(statement.principals?.names ?? [])].some((name) => isAimed(name, issuer)) ||
    statement.conditions.some(({ key }) => readKey(key, issuer).kind === 'own');
  const wrong = Number(!principal) + Number(!action) + conditions.filter(({ met }) => met === false).length;
  const alike = conditions.map(({ expected, sent }) =>
    sent === 'unknown' ? 0 : Math.max(0, ...expected.slice(0, 100).map((value) => likeness(value, sent[0] ?? ''))),
  );
  return [aimed ? 0 : 1, wrong, -Math.max(0, ...alike.slice(0, 100))];
}

function isNearer(one: Rank, other: Rank): boolean {
  const at = one.findIndex((value, index) => value !== other[index]);
  return at !== -1 && (one[at] ?? 0) < (other[at] ?? 0);
}
