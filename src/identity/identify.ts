import type { CallerIdentityAnswer } from '../aws/port.ts';
import { parseArn } from './arn.ts';
import type { Identity, PrincipalKind } from './identity.ts';

/** Roles of IAM Identity Center carry this prefix and sixteen hexadecimal digits at the end (IAM Identity Center user guide). */
const ssoRole = /^AWSReservedSSO_.+_[0-9a-f]{16}$/;

/** Sessions of AWS Academy's Learner Lab: the role is `voclabs`, the session names the student (public CI logs). */
const learnerLabSession = /^user\d+/;

/**
 * Reads GetCallerIdentity's answer. Answers `null` when it is not one of AWS's: a captive portal or proxy can answer
 * 200 with a page, which the SDK takes for a success without an account.
 */
export function identify(answer: CallerIdentityAnswer): Identity | null {
  const arn = parseArn(answer.arn);
  if (!/^\d{12}$/.test(answer.account) || arn === null || answer.requestId === '') {
    return null;
  }
  const [type = '', name = '', session = ''] = arn.resource.split('/');
  const kind = kindOf(type, name, session);
  const common = { accountId: answer.account, kind, partition: arn.partition };
  switch (kind) {
    case 'iam-user':
      return { ...common, arn: answer.arn, principalArn: answer.arn, userId: answer.userId };
    case 'assumed-role':
    case 'sso-role':
      return {
        ...common,
        arn: answer.arn,
        principalArn: roleArn(arn.partition, answer.account, name),
        userId: answer.userId,
      };
    case 'learner-lab':
      return {
        ...common,
        arn: withoutStudent(answer.arn),
        principalArn: roleArn(arn.partition, answer.account, name),
        userId: answer.userId,
      };
    case 'root':
    case 'federated-user':
      return { ...common, arn: answer.arn, principalArn: null, userId: answer.userId };
  }
}

function kindOf(type: string, name: string, session: string): PrincipalKind {
  switch (type) {
    case 'root':
      return 'root';
    case 'federated-user':
      return 'federated-user';
    case 'assumed-role':
      if (name === 'voclabs' && learnerLabSession.test(session)) {
        return 'learner-lab';
      }
      return ssoRole.test(name) ? 'sso-role' : 'assumed-role';
    default:
      return 'iam-user';
  }
}

/** STS leaves the role's path out, and the simulator finds a role by its name alone (recorded answers, iam.md 1.8). */
function roleArn(partition: string, accountId: string, name: string): string {
  return `arn:${partition}:iam::${accountId}:role/${name}`;
}

/** The session name of a Learner Lab holds a student's name or e-mail address after `user1234567=`. */
function withoutStudent(arn: string): string {
  const start = arn.indexOf('=');
  return start === -1 ? arn : `${arn.slice(0, start)}=***`;
}

/** The personal part of a Learner Lab ARN, to be masked and taken out of AWS's error texts; `null` for other callers. */
export function studentOf(arn: string): string | null {
  const parsed = parseArn(arn);
  const [type, name, session = ''] = parsed?.resource.split('/') ?? [];
  const start = session.indexOf('=');
  return type === 'assumed-role' && name === 'voclabs' && start !== -1 ? session.slice(start + 1) : null;
}
