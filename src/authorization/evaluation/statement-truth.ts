import { matchesResource } from './arn-pattern.ts';
import { evaluateCondition, keysOfCondition } from './condition.ts';
import type { KeyReader } from './context.ts';
import type { PolicyStatement, StatementTexts } from './policy-statement.ts';
import { keysOfText, matchesText, resolveText, type Resolved } from './policy-text.ts';
import { not, type Truth } from './truth.ts';

/** A request as statements see it. */
export interface Question {
  /** In lower case. */
  readonly action: string;
  readonly resource: string;
  readonly read: KeyReader;
}

/** Whether a statement is in force for a request, its principal apart. */
export function truthOf(statement: PolicyStatement, question: Question): Truth {
  const covered = covers(statement, question);
  if (covered === false) {
    return false;
  }
  let truth: Truth = covered;
  for (const condition of statement.conditions) {
    const met = evaluateCondition(condition, question.read);
    if (met === false) {
      return false;
    }
    truth = met === 'unknown' ? met : truth;
  }
  return truth;
}

/** Whether a statement is about the request's action and resource, whatever its conditions say. */
export function covers({ actions, resources }: PolicyStatement, question: Question): Truth {
  if (!coversAction(actions, question.action)) {
    return false;
  }
  return resources === null || coversResource(resources, question);
}

/** The unknown keys that keep a statement open, as it spells them. */
export function openKeys({ resources, conditions }: PolicyStatement, question: Question): readonly string[] {
  const open =
    resources !== null && coversResource(resources, question) === 'unknown'
      ? resources.compiled.flatMap(keysOfText)
      : [];
  const asked = conditions
    .filter((condition) => evaluateCondition(condition, question.read) === 'unknown')
    .flatMap(keysOfCondition);
  return [...open, ...asked].filter((key) => question.read(key.toLowerCase()) === 'unknown');
}

/** An action's texts hold no variables: IAM knows them in resources and conditions only. */
function coversAction({ negated, compiled }: StatementTexts, action: string): boolean {
  for (const { constant } of compiled) {
    if (constant !== null && matchesText(constant, action)) {
      return !negated;
    }
  }
  return negated;
}

function matchesPlainly({ pattern }: Resolved, resource: string): boolean {
  return matchesResource(pattern, resource);
}

function coversResource({ negated, compiled }: StatementTexts, { resource, read }: Question): Truth {
  let truth: Truth = false;
  for (const text of compiled) {
    const resolved = resolveText(text, read);
    // What stands for an unknown variable may hold colons, so an open resource is compared as a text.
    if (resolved === null || !(resolved.open ? matchesText : matchesPlainly)(resolved, resource)) {
      continue;
    }
    if (!resolved.open) {
      return !negated;
    }
    truth = 'unknown';
  }
  return negated ? not(truth) : truth;
}
