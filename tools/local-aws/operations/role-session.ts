import { failure, success, type Answer, type ErrorAnswer } from '../answer.ts';
import { readPrincipalArn, type Principal } from '../principal.ts';
import { parameter, type Call } from './operation.ts';

/** The role that a call wants, or `null` when there is none of that very ARN; its path and account count. */
export function findRole(call: Call): Principal | null {
  const arn = parameter(call, 'RoleArn');
  const found = readPrincipalArn(arn)?.kind === 'role' ? call.account.findEntity(arn) : null;
  return found?.entityArn === arn ? found : null;
}

/** STS's refusal of what is not a role's ARN (public CI logs), or `null`. */
export function refuseArn(call: Call): ErrorAnswer | null {
  return /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/.test(parameter(call, 'RoleArn'))
    ? null
    : failure(400, 'ValidationError', 'Request ARN is invalid');
}

/** A session of the role, as all of STS's AssumeRole operations answer it; `more` is what only one of them tells. */
export function issueSession(call: Call, role: Principal, more: Readonly<Record<string, string>>): Answer {
  const session = parameter(call, 'RoleSessionName');
  const seconds = Number(call.parameters['DurationSeconds'] ?? 3600);
  if (!/^[\w+=,.@-]{2,64}$/.test(session)) {
    const constraint = 'failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*';
    const message = `1 validation error detected: Value '${session}' at 'roleSessionName' ${constraint}`;
    return failure(400, 'ValidationError', message);
  }
  if (seconds > role.maxSessionSeconds) {
    const message = 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.';
    return failure(400, 'ValidationError', message);
  }
  const issued = call.account.issue(role, session, seconds);
  return success({
    ...more,
    Credentials: {
      AccessKeyId: issued.accessKeyId,
      SecretAccessKey: issued.secretAccessKey,
      SessionToken: issued.sessionToken,
      Expiration: issued.expiresAt.toISOString().replace(/\.\d{3}/, ''),
    },
    AssumedRoleUser: { AssumedRoleId: issued.principal.userId, Arn: issued.principal.arn },
  });
}
