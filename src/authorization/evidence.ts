import type { SimulationRow } from '../aws/port.ts';
import type { Identity } from '../identity/identity.ts';
import type { Requirement } from '../requirements/requirement.ts';
import type { Answer } from './answer.ts';
import { unknownKeys } from './context.ts';

/**
 * Everything that was asked about one requirement. A layer that denies is found by leaving it out and asking again,
 * because AWS names neither the statement nor the key of a service control policy, and names the identity's statement
 * when the boundary is what denies. What was not needed is `undefined`.
 */
export interface Evidence {
  readonly answer: Answer | undefined;
  /** Without the organization's policies. */
  readonly withoutScp: Answer | undefined;
  /** Without the permissions boundary, and without the organization's policies where those deny too. */
  readonly withoutBoundary: Answer | undefined;
  /** Under a policy that allows everything. */
  readonly control: Answer | undefined;
}

/** Whether an answer has to be asked again without the organization's policies. */
export function needsScpQuestion(answer: Answer | undefined): boolean {
  return deniedRow(answer)?.allowedByOrganizations === false;
}

/** Whether, the organization's policies left out where they deny, the boundary has to be left out as well. */
export function needsBoundaryQuestion(evidence: Pick<Evidence, 'answer' | 'withoutScp'>): boolean {
  return (
    deniedRow(needsScpQuestion(evidence.answer) ? evidence.withoutScp : evidence.answer)?.allowedByBoundary === false
  );
}

/**
 * Whether the control question has to be asked. Nothing that matched means either that no statement allows the action,
 * or that the simulator does not take this action with this resource; only an allow-everything policy tells which.
 * Rows that stay open whatever the control says are not asked about.
 */
export function needsControl(
  requirement: Requirement,
  evidence: Omit<Evidence, 'control'>,
  identity: Identity,
): boolean {
  const row = innermostRow(evidence);
  return (
    requirement.guessed.length === 0 &&
    row !== null &&
    nothingMatched(row) &&
    unknownKeys(row.missingContext, identity, requirement.principal).length === 0
  );
}

/** Neither a denying nor an allowing statement decided the row. */
export function nothingMatched(row: SimulationRow): boolean {
  return row.decision === 'implicitDeny' && row.statements.length === 0;
}

/** The denial that is left when every layer that denies has been left out; `null` when none is, or nobody answered. */
function innermostRow(evidence: Omit<Evidence, 'control'>): SimulationRow | null {
  const { answer, withoutScp, withoutBoundary } = evidence;
  if (needsBoundaryQuestion(evidence) && withoutBoundary?.kind === 'row') {
    return deniedRow(withoutBoundary);
  }
  return deniedRow(needsScpQuestion(answer) ? withoutScp : answer);
}

function deniedRow(answer: Answer | undefined): SimulationRow | null {
  return answer?.kind === 'row' && answer.row.decision !== 'allowed' ? answer.row : null;
}
