import type { AwsFailure, SimulationRow } from '../aws/port.ts';
import type { Identity } from '../identity/identity.ts';
import type { Requirement } from '../requirements/requirement.ts';
import type { Answer } from './answer.ts';
import { unknownKeys } from './context.ts';
import { resourcePolicyMayAllow } from './resource-policies.ts';
import type { Check, Verdict } from './verdict.ts';

/** Everything that was asked about one requirement. `control` and `withoutScp` are there only where they were needed. */
export interface Evidence {
  readonly answer: Answer | undefined;
  /** The same question under a policy that allows everything. */
  readonly control: Answer | undefined;
  /** The same question without the organization's policies. */
  readonly withoutScp: Answer | undefined;
}

/**
 * Turns evidence into a verdict. The order is the rule: what is not established is said to be open before any layer is
 * blamed, so that a denial here is one that AWS will repeat.
 */
export function judge(requirement: Requirement, evidence: Evidence, identity: Identity): Check {
  const { answer } = evidence;
  if (answer === undefined || answer.kind === 'silent') {
    return check(requirement, 'not-checked', 'The simulator gave no answer for this action on this resource.');
  }
  if (answer.kind === 'failure') {
    return check(requirement, 'not-checked', failureReason(answer.failure));
  }
  return judgeRow(requirement, answer.row, evidence, identity);
}

/** A requirement that nobody could ask about. */
export function notChecked(requirement: Requirement, reason: string): Check {
  return check(requirement, 'not-checked', reason);
}

/** Whether an answer needs the question without the organization's policies. */
export function needsScpQuestion(answer: Answer | undefined): boolean {
  return answer?.kind === 'row' && answer.row.decision !== 'allowed' && answer.row.allowedByOrganizations === false;
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
  const { answer, withoutScp } = evidence;
  if (requirement.guessed.length > 0 || answer?.kind !== 'row' || answer.row.decision === 'allowed') {
    return false;
  }
  const row = needsScpQuestion(answer) ? (withoutScp?.kind === 'row' ? withoutScp.row : null) : answer.row;
  return (
    row !== null && nothingMatched(row) && unknownKeys(row.missingContext, identity, requirement.principal).length === 0
  );
}

function nothingMatched(row: SimulationRow): boolean {
  return row.decision === 'implicitDeny' && row.statements.length === 0;
}

function judgeRow(requirement: Requirement, row: SimulationRow, evidence: Evidence, identity: Identity): Check {
  if (row.decision === 'allowed') {
    return check(requirement, 'allowed', 'The policies of the principal allow it.', row);
  }
  const unknown = unknownKeys(row.missingContext, identity, requirement.principal);
  if (requirement.guessed.length > 0) {
    const names = requirement.guessed.join(', ');
    return check(
      requirement,
      'uncertain',
      `Denied for a resource that had to be guessed; give ${names} to know.`,
      row,
      unknown,
    );
  }
  if (unknown.length > 0) {
    return uncertainForContext(requirement, row, unknown);
  }
  return row.allowedByOrganizations === false
    ? judgeOrganization(requirement, row, evidence, identity)
    : judgePrincipal(requirement, row, evidence);
}

/** AWS never names the statement or the key of a service control policy, so the layer is found by leaving it out. */
function judgeOrganization(
  requirement: Requirement,
  row: SimulationRow,
  evidence: Evidence,
  identity: Identity,
): Check {
  const { withoutScp } = evidence;
  if (withoutScp?.kind !== 'row' || needsScpQuestion(withoutScp)) {
    return check(
      requirement,
      'uncertain',
      "The organization's policies seem to deny it, but AWS did not answer without them, so this is not certain.",
      row,
    );
  }
  if (withoutScp.row.decision === 'allowed') {
    return check(
      requirement,
      'denied-by-scp',
      "The organization's service control policies deny it; the policies of the principal allow it.",
      row,
    );
  }
  const unknown = unknownKeys(withoutScp.row.missingContext, identity, requirement.principal);
  if (unknown.length > 0) {
    return uncertainForContext(requirement, withoutScp.row, unknown);
  }
  const inner = judgePrincipal(requirement, withoutScp.row, evidence);
  return { ...inner, reason: `${inner.reason} The organization's service control policies deny it as well.` };
}

/** A denial by the principal's own policies or its permissions boundary, with every context key known. */
function judgePrincipal(requirement: Requirement, row: SimulationRow, evidence: Evidence): Check {
  if (nothingMatched(row) && evidence.control?.kind !== 'row') {
    return check(
      requirement,
      'uncertain',
      'Denied, but it could not be confirmed that the simulator can answer this row: the control call needs iam:SimulateCustomPolicy.',
      row,
    );
  }
  if (nothingMatched(row) && evidence.control?.kind === 'row' && evidence.control.row.decision !== 'allowed') {
    return check(
      requirement,
      'not-simulatable',
      'The simulator denies this even under a policy that allows everything.',
      row,
    );
  }
  if (row.allowedByBoundary === false) {
    return check(
      requirement,
      'denied-by-boundary',
      'The permissions boundary of the principal does not allow it.',
      row,
    );
  }
  if (row.decision === 'implicitDeny') {
    return resourcePolicyMayAllow(requirement.action, requirement.resource)
      ? check(
          requirement,
          'uncertain',
          "No statement of the principal allows it; the resource's own policy still may, and the simulator does not see that.",
          row,
        )
      : check(requirement, 'denied', 'No statement of the principal allows it.', row);
  }
  if (row.statements.length === 0) {
    return check(requirement, 'uncertain', 'Denied explicitly, but AWS names no statement that does.', row);
  }
  const names = row.statements.map((statement) => statement.policyId).join(', ');
  return check(requirement, 'denied', `A statement denies it explicitly: ${names}.`, row);
}

function uncertainForContext(requirement: Requirement, row: SimulationRow, unknown: readonly string[]): Check {
  return check(
    requirement,
    'uncertain',
    `Denied without a value for ${unknown.join(', ')}, which is not known before the call.`,
    row,
    unknown,
  );
}

function failureReason(failure: AwsFailure): string {
  if (failure.kind === 'timeout') {
    return 'The time of this run was used up before it could be asked.';
  }
  switch (failure.code) {
    case 'AccessDenied':
      return 'The principal may not call the policy simulator.';
    case 'NoSuchEntity':
      return 'The simulator does not find this principal in the account.';
    case 'Throttling':
    case 'ThrottlingException':
      return 'AWS throttled the policy simulator.';
    default:
      return failure.kind === 'network'
        ? `IAM could not be reached (${failure.code}).`
        : `The policy simulator answered ${failure.code}.`;
  }
}

function check(
  requirement: Requirement,
  verdict: Verdict,
  reason: string,
  row: SimulationRow | null = null,
  missingContext: readonly string[] = [],
): Check {
  const statements = row === null ? [] : row.statements;
  return { ...requirement, verdict, reason, missingContext, statements };
}
