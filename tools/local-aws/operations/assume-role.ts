import type { KnownContext } from '../../../src/authorization/evaluation/context.ts';
import { evaluate } from '../../../src/authorization/evaluation/evaluate.ts';
import { evaluateTrust } from '../../../src/authorization/evaluation/trust.ts';
import { failure, type Answer, type ErrorAnswer } from '../answer.ts';
import { contextOfCall, denyUnlessAllowed, layersOf, type RequestContext } from '../authorization.ts';
import type { Attached } from '../authorize.ts';
import { accountOf, requesterOf, type Principal, type TrustPolicy } from '../principal.ts';
import { parameter, type SignedCall } from './operation.ts';
import { findRole, issueSession, refuseArn } from './role-session.ts';

/**
 * A role without a trust policy of its own is given to those whom its short form names. With one, it decides together
 * with the caller's policies; session tags need `sts:TagSession` besides (STS API reference, AssumeRole).
 */
export function assumeRole(call: SignedCall): Answer {
  const role = findRole(call);
  const refused = refuseArn(call) ?? refuseCaller(call, role);
  return refused ?? (role === null ? refusal(call, 'sts:AssumeRole') : issueSession(call, role, {}));
}

function refuseCaller(call: SignedCall, role: Principal | null): ErrorAnswer | null {
  const trust = role?.trustPolicy ?? null;
  if (role === null || trust === null) {
    return role?.trust.includes(call.caller.principal.name) === true ? null : refusal(call, 'sts:AssumeRole');
  }
  const tags = readTags(call);
  const context = { ...tagContext(tags), ...givenBy(call) };
  const actions = tags.length === 0 ? ['sts:AssumeRole'] : ['sts:AssumeRole', 'sts:TagSession'];
  for (const action of actions) {
    const refused = refuseAction(call, role, trust, action, context);
    if (refused !== null) {
      return refused;
    }
  }
  return null;
}

/** First the trust policy, then everything together: it may let in the whole account, which then has to allow it. */
function refuseAction(
  call: SignedCall,
  role: Principal,
  trust: TrustPolicy,
  action: string,
  more: RequestContext,
): ErrorAnswer | null {
  const roleArn = parameter(call, 'RoleArn');
  const principal = requesterOf(call.caller.principal);
  const context: KnownContext = { values: contextOfCall(call, 'sts', more), absent: [], others: 'absent' };
  const decision = evaluateTrust(trust.policy, { action, roleArn, principal, context });
  if (decision.outcome !== 'allowed') {
    const why = decision.outcome === 'explicitDeny' ? ' with an explicit deny in the role trust policy' : '';
    return refusal(call, action, why);
  }
  const { identity, boundary, organization } = layersOf(call.caller.principal);
  const everything = evaluate(
    { action, resource: roleArn, principal, resourceAccountId: accountOf(role), context },
    {
      identity: documents(identity),
      boundary: boundary === null ? null : documents(boundary),
      session: null,
      scps: organization?.map(documents) ?? null,
      rcps: null,
      resource: trust.policy,
    },
  );
  return everything.outcome === 'allowed'
    ? null
    : (denyUnlessAllowed(call, 'sts', action, roleArn, more) ?? refusal(call, action));
}

function documents(policies: readonly Attached[]) {
  return policies.map(({ policy }) => policy);
}

/** A role that does not exist is refused in the same words as one that does not trust the caller. */
function refusal(call: SignedCall, action: string, why = ''): ErrorAnswer {
  const who = `User: ${call.caller.principal.arn} is not authorized to perform: ${action}`;
  return failure(403, 'AccessDenied', `${who} on resource: ${parameter(call, 'RoleArn')}${why}`);
}

interface Tag {
  readonly key: string;
  readonly value: string;
}

function readTags(call: SignedCall): readonly Tag[] {
  const tags: Tag[] = [];
  for (let index = 1; call.parameters[`Tags.member.${index}.Key`] !== undefined; index += 1) {
    const name = `Tags.member.${index}`;
    tags.push({ key: parameter(call, `${name}.Key`), value: parameter(call, `${name}.Value`) });
  }
  return tags;
}

function tagContext(tags: readonly Tag[]): RequestContext {
  return tags.length === 0
    ? {}
    : {
        'aws:TagKeys': tags.map(({ key }) => key),
        ...Object.fromEntries(tags.map(({ key, value }) => [`aws:RequestTag/${key}`, value])),
      };
}

/** The keys that the request's own parameters set (service authorization reference, STS). */
function givenBy(call: SignedCall): RequestContext {
  const externalId = call.parameters['ExternalId'];
  return {
    'sts:RoleSessionName': parameter(call, 'RoleSessionName'),
    ...(externalId === undefined ? {} : { 'sts:ExternalId': externalId }),
  };
}
