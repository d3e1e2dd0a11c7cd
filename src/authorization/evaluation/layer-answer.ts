import type { PolicyDocument } from './policy-document.ts';
import type { PolicyStatement } from './policy-statement.ts';
import { truthOf, type Question } from './statement-truth.ts';
import type { Truth } from './truth.ts';

/** What policies that count together say: the statements in force, and those that an unknown key keeps open. */
export interface LayerAnswer {
  readonly denying: readonly PolicyStatement[];
  readonly mayDeny: readonly PolicyStatement[];
  readonly allowing: readonly PolicyStatement[];
  readonly mayAllow: readonly PolicyStatement[];
}

/** Evaluates policies that count together. `concerns` leaves out statements that are for somebody else. */
export function evaluateLayer(
  policies: readonly PolicyDocument[],
  question: Question,
  concerns: (statement: PolicyStatement) => boolean = () => true,
): LayerAnswer {
  const denying: PolicyStatement[] = [];
  const mayDeny: PolicyStatement[] = [];
  const allowing: PolicyStatement[] = [];
  const mayAllow: PolicyStatement[] = [];
  for (const { statements } of policies) {
    for (const statement of statements) {
      const truth = concerns(statement) && truthOf(statement, question);
      if (truth === false) {
        continue;
      }
      if (statement.effect === 'Deny') {
        (truth === true ? denying : mayDeny).push(statement);
      } else {
        (truth === true ? allowing : mayAllow).push(statement);
      }
    }
  }
  return { denying, mayDeny, allowing, mayAllow };
}

/** Whether anything allows, denials apart. */
export function allowOf({ allowing, mayAllow }: LayerAnswer): Truth {
  return allowing.length > 0 ? true : mayAllow.length > 0 ? 'unknown' : false;
}
