import { evaluateTrust } from '../../../src/authorization/evaluation/trust.ts';
import { matchesWildcard } from '../../../src/authorization/wildcard.ts';
import { failure, type Answer, type ErrorAnswer } from '../answer.ts';
import type { Principal } from '../principal.ts';
import { contextOfClaims } from './claim-keys.ts';
import { parameter, type Call } from './operation.ts';
import { findRole, issueSession, refuseArn } from './role-session.ts';
import { readToken, verifyToken, type Token } from './web-identity-token.ts';

/**
 * Exchanges a token for a session of a role. Once the scenario names OIDC providers, or the role has a trust policy, the
 * token's signature counts. AWS says the same of a role that does not exist and of one that does not trust the token.
 */
export async function assumeRoleWithWebIdentity(call: Call): Promise<Answer> {
  const badArn = refuseArn(call);
  if (badArn !== null) {
    return badArn;
  }
  const role = findRole(call);
  const signed = call.account.scenario.oidcProviders !== null || (role !== null && role.trustPolicy !== null);
  const text = parameter(call, 'WebIdentityToken');
  const reading = signed ? await verifyToken(text, call) : readToken(text, call.account.now());
  if (reading.kind === 'error') {
    return reading;
  }
  if (role === null) {
    return notAuthorized();
  }
  const refused = role.trustPolicy === null ? refuseByShortForm(role, reading) : refuseByPolicy(call, role, reading);
  const { subject, audience, provider } = reading;
  const told = {
    SubjectFromWebIdentityToken: subject,
    Audience: audience[0] ?? '',
    ...(provider === null ? {} : { Provider: provider.arn }),
  };
  return refused ?? issueSession(call, role, told);
}

function refuseByPolicy(call: Call, { trustPolicy }: Principal, token: Token): ErrorAnswer | null {
  const { provider } = token;
  if (trustPolicy === null || provider === null) {
    return notAuthorized();
  }
  const values = {
    ...contextOfClaims(token, provider.url),
    'sts:RoleSessionName': parameter(call, 'RoleSessionName'),
    'aws:CurrentTime': call.account.now().toISOString(),
    'aws:SecureTransport': 'true',
    'aws:SourceIp': '203.0.113.7',
  };
  const decision = evaluateTrust(trustPolicy.policy, {
    action: 'sts:AssumeRoleWithWebIdentity',
    roleArn: parameter(call, 'RoleArn'),
    principal: { kind: 'federated', arn: '', accountId: '', federatedProvider: provider.arn },
    context: { values, absent: [], others: 'absent' },
  });
  return decision.outcome === 'allowed' ? null : notAuthorized();
}

function refuseByShortForm({ webIdentity }: Principal, { audience, subject }: Token): ErrorAnswer | null {
  if (webIdentity === null) {
    return notAuthorized();
  }
  if (!audience.includes(webIdentity.audience)) {
    return failure(400, 'InvalidIdentityToken', 'Incorrect token audience');
  }
  return matchesWildcard(webIdentity.subject, subject) ? null : notAuthorized();
}

function notAuthorized(): ErrorAnswer {
  return failure(403, 'AccessDenied', 'Not authorized to perform sts:AssumeRoleWithWebIdentity');
}
