import { evaluateTrust } from '../authorization/evaluation/trust.ts';
import type { KnownContext } from '../authorization/evaluation/context.ts';
import type { PolicyDocument } from '../authorization/evaluation/policy-document.ts';
import type { RequestingPrincipal } from '../authorization/evaluation/principal-element.ts';
import type { RoleTrust } from '../aws/port.ts';
import { dnsSuffix } from '../credentials/regions.ts';
import type { Observation } from '../diagnoses/finding.ts';
import type { Identity } from '../identity/identity.ts';
import { quotedList } from '../identity/oidc/quote.ts';
import { parseRoleArn } from '../identity/oidc/role-arn.ts';
import { locateTrust, readTrust } from '../identity/oidc/trust-policy.ts';
import type { PlannedRole } from '../requirements/roles.ts';

/**
 * That a role's trust policy does not let in who is to use it. `null` when it does, when that hangs on anything that is
 * not known here, such as `aws:SourceArn`, and when the policy cannot be read.
 */
export function observeTrust(
  role: PlannedRole,
  trust: Pick<RoleTrust, 'arn' | 'trustPolicy'>,
  caller: Identity,
  region: string,
): Observation | null {
  const located = locateTrust(trust.trustPolicy, { name: `trust policy of ${trust.arn}`, file: null });
  const reading = located.ok ? readTrust(located.located) : null;
  if (reading?.ok !== true) {
    return null;
  }
  const { policy } = reading;
  const principals = role.trusts === 'caller' ? callers(caller, policy) : services(role.trusts, caller, region);
  const outcomes = principals.map(
    (principal) => evaluateTrust(policy, { action, roleArn: trust.arn, principal, context }).outcome,
  );
  if (outcomes.length === 0 || outcomes.some((outcome) => outcome === 'allowed' || outcome === 'unknown')) {
    return null;
  }
  const who = role.trusts === 'caller' ? caller.arn : role.trusts;
  const denied = outcomes.includes('explicitDeny');
  const why = denied
    ? 'a statement of its trust policy denies it'
    : `no statement of its trust policy allows ${action} to it`;
  const detail = `${who} cannot assume ${trust.arn}: ${why}. ${letIn(policy)} What the role is for: ${role.why}.`;
  return { code: 'passed-role-trust', severity: role.severity, detail };
}

const action = 'sts:AssumeRole';
const context: KnownContext = { values: {}, absent: [], others: 'unknown' };

/**
 * A service may also be named with its region, and in the partitions of their own with their host names' end (IAM User
 * Guide, "AWS JSON policy elements: Principal"). Whoever trusts any of these forms is not blamed.
 */
function services(name: string, { partition }: Identity, region: string): readonly RequestingPrincipal[] {
  const short = name.replace(/\.amazonaws\.com$/, '');
  const names = ['amazonaws.com', dnsSuffix(partition)].flatMap((suffix) => [
    `${short}.${suffix}`,
    `${short}.${region}.${suffix}`,
  ]);
  return [...new Set(names)].map((arn) => ({ kind: 'service', arn, accountId: '' }));
}

/**
 * STS leaves the path out of a session's ARN, and in an account no two roles share a name: a role of the policy with the
 * caller's name is the caller. Nothing is said of root and federated users, who assume no roles.
 */
function callers(caller: Identity, policy: PolicyDocument): readonly RequestingPrincipal[] {
  const { kind, principalArn, accountId, arn } = caller;
  if (principalArn === null) {
    return [];
  }
  if (kind === 'iam-user') {
    return [{ kind: 'user', arn: principalArn, accountId }];
  }
  const own = parseRoleArn(principalArn);
  const listed = policy.statements
    .flatMap(({ principals }) => [...(principals?.names ?? [])])
    .filter((name) => {
      const role = parseRoleArn(name);
      return role !== null && role.accountId === accountId && role.name === own?.name;
    });
  const session = kind === 'learner-lab' ? {} : { sessionArn: arn };
  return [...new Set([principalArn, ...listed])].map((one) => ({
    kind: 'role-session',
    arn: one,
    accountId,
    ...session,
  }));
}

function letIn({ statements }: PolicyDocument): string {
  const allowed = statements.filter(({ effect }) => effect === 'Allow');
  const names = [...new Set(allowed.flatMap(({ principals }) => [...(principals?.names ?? [])]))];
  return names.length === 0 ? 'It names nobody.' : `It names ${quotedList(names, 'and')}.`;
}
