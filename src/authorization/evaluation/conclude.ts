import type { Decision, Layer } from './decision.ts';
import type { PolicyStatement } from './policy-statement.ts';
import { openKeys, type Question } from './statement-truth.ts';

/** Puts a decision together. `why` is given the statements as a decision names them. */
export function conclude(
  outcome: Decision['outcome'],
  layer: Layer,
  statements: readonly PolicyStatement[],
  unknownKeys: readonly string[],
  why: (statements: Decision['statements']) => string,
): Decision {
  const cited = statements.map(({ citation }) => citation);
  return { outcome, layer, statements: cited, unknownKeys, why: why(cited) };
}

/** The keys that keep statements open, each once, as the first one spells it. */
export function keysThatDecide(statements: readonly PolicyStatement[], question: Question): readonly string[] {
  const first = new Map<string, string>();
  for (const key of statements.flatMap((statement) => openKeys(statement, question))) {
    if (!first.has(key.toLowerCase())) {
      first.set(key.toLowerCase(), key);
    }
  }
  return [...first.values()];
}
