import type { AwsFailure, SimulationRow } from '../aws/port.ts';
import type { Identity } from '../identity/identity.ts';
import type { Requirement } from '../requirements/requirement.ts';
import { unknownKeys } from './context.ts';
import { nothingMatched, type Evidence } from './evidence.ts';
import { resourcePolicyMayAllow } from './resource-policies.ts';
import type { Check, Verdict } from './verdict.ts';

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
  const { row } = answer;
  if (row.decision === 'allowed') {
    return check(requirement, 'allowed', 'The policies of the principal allow it.', row);
  }
  if (requirement.guessed.length > 0) {
    const unknown = unknownKeys(row.missingContext, identity, requirement.principal);
    const reason = `Denied for a resource that had to be guessed: ${requirement.guessed.join(', ')} ${requirement.guessed.length === 1 ? 'is' : 'are'} not known.`;
    return check(requirement, 'uncertain', reason, row, unknown);
  }
  return judgeDenial(requirement, row, evidence, identity);
}

/** A requirement that nobody could ask about. */
export function notChecked(requirement: Requirement, reason: string): Check {
  return check(requirement, 'not-checked', reason);
}

/** Takes the layers off from the outside: the organization's policies, then the boundary, then the principal's own. */
function judgeDenial(requirement: Requirement, row: SimulationRow, evidence: Evidence, identity: Identity): Check {
  const unknown = unknownKeys(row.missingContext, identity, requirement.principal);
  if (unknown.length > 0) {
    const reason = `Denied without a value for ${unknown.join(', ')}, which is not known before the call.`;
    return check(requirement, 'uncertain', reason, row, unknown);
  }
  if (row.allowedByOrganizations === false) {
    return judgeOrganization(requirement, row, evidence, identity);
  }
  return row.allowedByBoundary === false
    ? judgeBoundary(requirement, row, evidence, identity)
    : judgePrincipal(requirement, row, evidence);
}

function judgeOrganization(
  requirement: Requirement,
  row: SimulationRow,
  evidence: Evidence,
  identity: Identity,
): Check {
  const { withoutScp } = evidence;
  if (withoutScp?.kind !== 'row' || withoutScp.row.allowedByOrganizations === false) {
    const reason =
      "The organization's policies seem to deny it, but AWS did not answer without them, so this is not certain.";
    return check(requirement, 'uncertain', reason, row);
  }
  if (withoutScp.row.decision === 'allowed') {
    const reason = "The organization's service control policies deny it; the policies of the principal allow it.";
    return check(requirement, 'denied-by-scp', reason, row);
  }
  const inner = judgeDenial(requirement, withoutScp.row, { ...evidence, withoutScp: undefined }, identity);
  return { ...inner, reason: `${inner.reason} The organization's service control policies deny it as well.` };
}

/** A partition that ignores the exclusion repeats the denial; then the identity's matched statement tells as much. */
function judgeBoundary(requirement: Requirement, row: SimulationRow, evidence: Evidence, identity: Identity): Check {
  const { withoutBoundary } = evidence;
  const reason = 'The permissions boundary of the principal does not allow it.';
  if (withoutBoundary?.kind === 'row' && withoutBoundary.row.allowedByBoundary !== false) {
    if (withoutBoundary.row.decision === 'allowed') {
      return check(requirement, 'denied-by-boundary', `${reason} Its own policies do.`, row);
    }
    const inner = judgeDenial(requirement, withoutBoundary.row, evidence, identity);
    return { ...inner, reason: `${inner.reason} ${reason.replace('does not allow it', 'does not allow it either')}` };
  }
  const open = nothingMatched(row) ? openWithoutControl(requirement, row, evidence) : null;
  return open ?? check(requirement, 'denied-by-boundary', reason, row);
}

/** A denial by the principal's own policies, with every context key known. */
function judgePrincipal(requirement: Requirement, row: SimulationRow, evidence: Evidence): Check {
  const open = nothingMatched(row) ? openWithoutControl(requirement, row, evidence) : null;
  if (open !== null) {
    return open;
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

/** `null` when the control call shows that the simulator can answer the row. */
function openWithoutControl(requirement: Requirement, row: SimulationRow, { control }: Evidence): Check | null {
  if (control?.kind !== 'row') {
    const reason =
      'Denied, but it could not be confirmed that the simulator can answer this row: the control call needs iam:SimulateCustomPolicy.';
    return check(requirement, 'uncertain', reason, row);
  }
  return control.row.decision === 'allowed'
    ? null
    : check(
        requirement,
        'not-simulatable',
        'The simulator denies this even under a policy that allows everything.',
        row,
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
