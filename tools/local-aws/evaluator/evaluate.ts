import { meets } from './conditions.ts';
import type { Context } from './context.ts';
import { matches, readPattern, type Lookup } from './pattern.ts';
import type { Policy, Statement } from './policy.ts';

/** What is asked. A `*` in the resource is a plain character, as it is for IAM: only policies have wildcards. */
export interface Question {
  readonly action: string;
  readonly resource: string;
  readonly context: Context;
}

export type Decision = 'allowed' | 'explicitDeny' | 'implicitDeny';

/** A policy with whatever its owner wants to know it by. */
export interface Attached {
  readonly policy: Policy;
}

export interface Match<P extends Attached> {
  readonly source: P;
  readonly statement: Statement;
}

/** The answer of one layer, which is a set of policies whose statements count together. */
export interface LayerAnswer<P extends Attached> {
  readonly decision: Decision;
  /** The statements that decided: the denying ones, or else the allowing ones. */
  readonly statements: readonly Match<P>[];
  /** Keys that conditions and variables ask for and the request lacks, in statements that match otherwise. */
  readonly missingContext: readonly string[];
}

/** Evaluates policies that count together: a deny anywhere wins, then an allow anywhere, and nothing is a denial. */
export function evaluateLayer<P extends Attached>(policies: readonly P[], question: Question): LayerAnswer<P> {
  const missing = new Map<string, string>();
  const met = policies.flatMap((source) =>
    source.policy.statements
      .filter((statement) => applies(statement, source.policy, question, missing))
      .map((statement) => ({ source, statement })),
  );
  const denials = met.filter(({ statement }) => statement.effect === 'Deny');
  const statements = denials.length > 0 ? denials : met;
  const decision = denials.length > 0 ? 'explicitDeny' : met.length > 0 ? 'allowed' : 'implicitDeny';
  return { decision, statements, missingContext: [...missing.values()] };
}

/** Whether a statement is in force for the request; the keys that it asks for in vain go into `missing`. */
function applies(statement: Statement, policy: Policy, question: Question, missing: Map<string, string>): boolean {
  const note = (key: string): void => {
    missing.set(key.toLowerCase(), missing.get(key.toLowerCase()) ?? key);
  };
  const lookup = policy.version === '2012-10-17' ? lookUp(question.context, note) : null;
  if (!covers(statement.actions, question.action.toLowerCase(), (text) => text.toLowerCase(), null)) {
    return false;
  }
  if (!covers(statement.resources, question.resource, (text) => text, lookup)) {
    return false;
  }
  for (const { key } of statement.conditions) {
    if (!question.context.has(key.toLowerCase())) {
      note(key);
    }
  }
  const results = statement.conditions.map((condition) => meets(condition, question.context, lookup));
  return results.every((result) => result);
}

/** Action names are compared without regard to case; resources with it. */
function covers(
  patterns: Statement['actions'],
  text: string,
  fold: (text: string) => string,
  variables: Lookup | null,
): boolean {
  const found = patterns.texts.some((candidate) => {
    const pattern = readPattern(fold(candidate), { wildcards: true, variables });
    return pattern !== null && matches(pattern, text);
  });
  return found !== patterns.negated;
}

/** A variable needs exactly one value: keys with several cannot be used as variables. */
function lookUp(context: Context, note: (key: string) => void): Lookup {
  return (key) => {
    const values = context.get(key.toLowerCase());
    if (values === undefined) {
      note(key);
    }
    return values?.length === 1 ? (values[0] ?? null) : null;
  };
}
