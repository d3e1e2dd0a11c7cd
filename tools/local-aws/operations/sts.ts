import { matchesWildcard } from '../../../src/authorization/wildcard.ts';
import { failure, success, type Answer } from '../answer.ts';
import { readPrincipalArn, type Principal } from '../principal.ts';
import { parameter, type Call, type Operation, type SignedCall } from './operation.ts';
import { readClaims } from './web-identity.ts';

/** STS: who am I, and sessions of roles. */
export const stsOperations: readonly Operation[] = [
  {
    service: 'sts',
    name: 'GetCallerIdentity',
    // Needs no permission, and no policy can deny it (STS API reference).
    action: null,
    answer: ({ caller, account }) =>
      success({ Arn: caller.principal.arn, UserId: caller.principal.userId, Account: account.scenario.account }),
  },
  { service: 'sts', name: 'AssumeRole', action: null, answer: assumeRole },
  { service: 'sts', name: 'AssumeRoleWithWebIdentity', open: true, answer: assumeRoleWithWebIdentity },
];

/** The role's trust decides alone, as it does in one account when the trust policy names the principal itself. */
function assumeRole(call: SignedCall): Answer {
  const role = findRole(call);
  const roleArn = parameter(call, 'RoleArn');
  if (role?.trust.includes(call.caller.principal.name) !== true) {
    const message = `User: ${call.caller.principal.arn} is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`;
    return failure(403, 'AccessDenied', message);
  }
  return issue(call, role, {});
}

/** AWS says the same of a role that does not exist and of one that does not trust the token. */
function assumeRoleWithWebIdentity(call: Call): Answer {
  const claims = readClaims(parameter(call, 'WebIdentityToken'));
  if (claims === null) {
    const hint = '(You may see this error if you sent an Access Token)';
    return failure(400, 'InvalidIdentityToken', `The ID Token provided is not a valid JWT. ${hint}`);
  }
  const trust = findRole(call)?.webIdentity ?? null;
  const role = findRole(call);
  if (claims.expires !== null && claims.expires < call.account.now()) {
    const message = 'Token expired: current date/time must be before the expiration date/time';
    return failure(400, 'ExpiredTokenException', message);
  }
  if (trust === null || role === null) {
    return failure(403, 'AccessDenied', 'Not authorized to perform sts:AssumeRoleWithWebIdentity');
  }
  if (claims.audience !== trust.audience) {
    return failure(400, 'InvalidIdentityToken', 'Incorrect token audience');
  }
  if (!matchesWildcard(trust.subject, claims.subject)) {
    return failure(403, 'AccessDenied', 'Not authorized to perform sts:AssumeRoleWithWebIdentity');
  }
  return issue(call, role, { SubjectFromWebIdentityToken: claims.subject, Audience: claims.audience });
}

function findRole(call: Call): Principal | null {
  const arn = parameter(call, 'RoleArn');
  return readPrincipalArn(arn)?.kind === 'role' ? call.account.findEntity(arn) : null;
}

function issue(call: Call, role: Principal, more: Readonly<Record<string, string>>): Answer {
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
  const { accessKeyId, secretAccessKey, sessionToken, expiresAt, principal } = call.account.issue(
    role,
    session,
    seconds,
  );
  const expiration = expiresAt.toISOString().replace(/\.\d{3}/, '');
  return success({
    ...more,
    Credentials: {
      AccessKeyId: accessKeyId,
      SecretAccessKey: secretAccessKey,
      SessionToken: sessionToken,
      Expiration: expiration,
    },
    AssumedRoleUser: { AssumedRoleId: principal.userId, Arn: principal.arn },
  });
}
