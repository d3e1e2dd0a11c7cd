import type { PolicyDocument, PolicyStatement } from '../../authorization/evaluation/policy-document.ts';
import type { TrustExplanation } from '../../authorization/evaluation/trust.ts';
import type { ClaimCandidate } from './expected-claims.ts';
import { issuerOf, providerArnIn } from './issuer.ts';
import { conditionFor, isNeverSent, rewritten } from './paste-condition.ts';
import type { RoleArn } from './role-arn.ts';
import { webIdentityAction } from './trust-request.ts';

/** What to put into the trust policy, so that it lets this job in and nobody else whom it does not let in already. */
export interface TrustPaste {
  /**
   * What it takes the place of: the `Condition` of a statement, or the whole statement; `null` for a statement to add, where
   * the one that comes nearest lets somebody else in.
   */
  readonly replaces: { readonly element: 'Condition' | 'Statement'; readonly statement: number } | null;
  /** The `Condition`, or the statement, as JSON values. */
  readonly value: object;
}

/** A statement to mend, and how it answers each candidate. */
export interface Mending {
  readonly policy: PolicyDocument;
  readonly statement: PolicyStatement;
  readonly explanations: readonly TrustExplanation[];
  readonly candidates: readonly ClaimCandidate[];
  readonly role: RoleArn;
  /** Whether a wrong `Principal` was meant for this provider. */
  readonly aimed: boolean;
}

/** A statement that lets the candidates in, and nobody else. */
export function statementFor(candidates: readonly ClaimCandidate[], role: RoleArn, version: string): object | null {
  const [first] = candidates;
  if (first === undefined) {
    return null;
  }
  const condition = conditionFor([], candidates, role, version);
  return {
    Effect: 'Allow',
    Principal: { Federated: providerArnIn(role, issuerOf(first.claims.issuer)) },
    Action: webIdentityAction,
    Condition: condition,
  };
}

/**
 * Mends a statement: conditions that fit stay, those that do not are put right, and what would let another owner's
 * repository in is made exact. Candidates whose `sub` is not known are left out. `null` where there is nothing to write.
 */
export function mend({ policy, statement, explanations, candidates, role, aimed }: Mending): TrustPaste | null {
  const { version } = policy;
  const told = candidates.filter(({ unknown }) => !unknown.includes('sub'));
  const [first] = told;
  const [one] = explanations;
  if (first === undefined || one === undefined || statement.conditions.length > mostConditions) {
    return null;
  }
  const principal = explanations.every((each) => each.principal);
  if (!principal && !aimed) {
    const value = statementFor(told, role, version);
    return value === null ? null : { replaces: null, value };
  }
  const issuer = issuerOf(first.claims.issuer);
  const fits = statement.conditions.filter((_, at) =>
    explanations.every(({ conditions }) => conditions[at]?.met !== false),
  );
  const failing = statement.conditions.filter((condition) => !fits.includes(condition));
  const kept = fits.filter(({ key }) => !isNeverSent(key, issuer));
  const lines = [...kept, ...failing.flatMap((condition) => rewritten(condition, told))];
  const condition = conditionFor(lines, told, role, version);
  if (principal && one.action) {
    return { replaces: { element: 'Condition', statement: statement.index }, value: condition };
  }
  const { sid, actions } = statement;
  const mayReplace = principal ? isAlone(statement) : aimed;
  const value = {
    ...(sid === null || !mayReplace ? {} : { Sid: sid }),
    Effect: 'Allow',
    Principal: { Federated: providerArnIn(role, issuerOf(first.claims.issuer)) },
    Action: actions.negated ? webIdentityAction : one.action ? written(actions.texts) : mendedAction(actions.texts),
    Condition: condition,
  };
  return { replaces: mayReplace ? { element: 'Statement', statement: statement.index } : null, value };
}

/** More do not fit into a trust policy, and every one of them would be tried with every made-up repository. */
const mostConditions = 100;

/** Whether the statement trusts providers of identities only through one name, so that nobody else loses by a new one. */
function isAlone({ principals }: PolicyStatement): boolean {
  return principals !== null && !principals.negated && !principals.everyone && principals.names.size === 1;
}

function written(texts: readonly string[]): string | readonly string[] {
  const [only] = texts;
  return texts.length === 1 && only !== undefined ? only : texts;
}

/** Session tags come with a token too, so a permission for them stays. */
function mendedAction(texts: readonly string[]): string | readonly string[] {
  const tags = texts.filter((text) => text.toLowerCase() === 'sts:tagsession');
  return written([webIdentityAction, ...tags]);
}
