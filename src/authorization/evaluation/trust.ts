import { conclude, keysThatDecide } from './conclude.ts';
import { evaluateCondition } from './condition.ts';
import { readerOf, type KnownContext } from './context.ts';
import type { DecidingStatement, Decision } from './decision.ts';
import { allowOf, evaluateLayer } from './layer-answer.ts';
import type { Position } from './located-policy.ts';
import type { PolicyDocument } from './policy-document.ts';
import type { PolicyStatement } from './policy-statement.ts';
import { isMeant, nearnessOf, type RequestingPrincipal } from './principal-element.ts';
import { covers, truthOf, type Question } from './statement-truth.ts';
import { every, type Truth } from './truth.ts';

/** A wish to assume a role. */
export interface TrustRequest {
  /** `sts:AssumeRole`, `sts:AssumeRoleWithWebIdentity`, `sts:AssumeRoleWithSAML` or `sts:TagSession`. */
  readonly action: string;
  readonly roleArn: string;
  readonly principal: RequestingPrincipal;
  /** The claims of a token among them, by the keys that AWS gives them: `token.actions.githubusercontent.com:sub`. */
  readonly context: KnownContext;
}

/** How one statement of a trust policy answers the wish. */
export interface TrustExplanation {
  readonly statement: DecidingStatement;
  readonly action: boolean;
  readonly principal: boolean;
  readonly conditions: readonly ConditionExplanation[];
  /** All of these together. */
  readonly applies: Truth;
}

/** How a condition compares with what is sent. */
export interface ConditionExplanation {
  /** As it is written: `ForAnyValue:StringLike`. */
  readonly operator: string;
  readonly key: string;
  readonly expected: readonly string[];
  /** Empty where the request does not carry the key. */
  readonly sent: readonly string[] | 'unknown';
  readonly met: Truth;
  readonly position: Position | null;
}

/**
 * Whether a role's trust policy lets the principal in. It is the trust policy's part alone: a principal that it trusts only
 * by its account needs `sts:AssumeRole` in its own policies too (IAM User Guide, "Methods to assume a role").
 */
export function evaluateTrust(policy: PolicyDocument, request: TrustRequest): Decision {
  const question = questionOf(request);
  const answer = evaluateLayer([policy], question, (statement) => isNamed(statement, request.principal));
  const wish = `${request.action} on ${request.roleArn}`;
  if (answer.denying.length > 0) {
    return conclude('explicitDeny', 'resource', answer.denying, [], () => `The role's trust policy denies ${wish}.`);
  }
  const allowed = allowOf(answer);
  if (allowed === false) {
    return conclude('implicitDeny', 'resource', [], [], () => `No statement of the trust policy allows ${wish}.`);
  }
  if (allowed === true && answer.mayDeny.length === 0) {
    return conclude('allowed', 'resource', answer.allowing, [], () => `The role's trust policy allows ${wish}.`);
  }
  const open = [...answer.mayDeny, ...(allowed === true ? [] : answer.mayAllow)];
  const keys = keysThatDecide(open, question);
  const why = `Whether the role's trust policy allows ${wish} depends on what is not known: ${keys.join(', ')}.`;
  return conclude('unknown', 'resource', open, keys, () => why);
}

/** Statement by statement, what fits and what does not. */
export function explainTrust(policy: PolicyDocument, request: TrustRequest): readonly TrustExplanation[] {
  const question = questionOf(request);
  const { read } = question;
  return policy.statements.map((statement) => {
    const principal = isNamed(statement, request.principal);
    return {
      statement: statement.citation,
      action: covers(statement, question) !== false,
      principal,
      conditions: statement.conditions.map((condition) => ({
        operator: condition.operator,
        key: condition.key,
        expected: condition.values,
        sent: read(condition.foldedKey),
        met: evaluateCondition(condition, read),
        position: condition.position,
      })),
      applies: every([principal, truthOf(statement, question)]),
    };
  });
}

function questionOf({ action, roleArn, context }: TrustRequest): Question {
  return { action: action.toLowerCase(), resource: roleArn, read: readerOf(context) };
}

function isNamed({ principals, effect }: PolicyStatement, principal: RequestingPrincipal): boolean {
  if (principals === null) {
    return false;
  }
  return effect === 'Deny' ? isMeant(principals, principal) : nearnessOf(principals, principal) !== null;
}
