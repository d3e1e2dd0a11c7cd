import type { ErrorAnswer } from './answer.ts';
import { authorize, type Authorization, type Layers, type Question } from './authorize.ts';
import type { SignedCall } from './operations/operation.ts';
import { policyOfEverything } from './policy.ts';
import { accountOf, readPrincipalArn, type AttachedPolicy, type Principal } from './principal.ts';
import { serviceOf, type Protocol } from './services.ts';

/** Context keys of one operation's own. */
export type RequestContext = Readonly<Record<string, string | readonly string[]>>;

/** AWS's refusal, or `null` when the caller's policies, boundary and organization allow the action. */
export function denyUnlessAllowed(
  call: SignedCall,
  service: string,
  action: string,
  resource: string,
  context: RequestContext,
): ErrorAnswer | null {
  const question = { action, resource, context: contextOfCall(call, service, context) };
  const authorization = authorize(layersOf(call.caller.principal), question);
  return authorization.decision === 'allowed'
    ? null
    : denial(call, service, action, resource, reason(authorization, action));
}

/** What limits a principal; the root user is limited by the organization alone. */
export function layersOf({ kind, identity, boundary, organization }: Principal): Layers<AttachedPolicy> {
  return kind === 'root' ? { identity: [root], boundary: null, organization } : { identity, boundary, organization };
}

/** The refusal of a caller whose policies say nothing of the action. */
export function implicitDenial(call: SignedCall, service: string, action: string, resource: string): ErrorAnswer {
  return denial(call, service, action, resource, `because no identity-based policy allows the ${action} action`);
}

const root: AttachedPolicy = { name: 'root', type: 'inline', arn: null, policy: policyOfEverything('Allow') };

/** The global context keys that a real request has (IAM user guide, "AWS global condition context keys"). */
export function contextOfCall(call: SignedCall, service: string, more: RequestContext): Question['context'] {
  const { principal, sessionToken } = call.caller;
  const account = accountOf(principal);
  const name = readPrincipalArn(principal.arn);
  const now = call.account.now();
  const temporary = sessionToken !== null;
  return {
    'aws:PrincipalArn': principal.entityArn ?? principal.arn,
    'aws:PrincipalAccount': account,
    'aws:PrincipalType': principal.kind === 'user' ? 'User' : principal.kind === 'root' ? 'Account' : 'AssumedRole',
    'aws:userid': principal.userId,
    'aws:RequestedRegion': service === 'iam' ? 'us-east-1' : call.region,
    'aws:ResourceAccount': call.account.scenario.account,
    'aws:CurrentTime': now.toISOString(),
    'aws:EpochTime': String(Math.floor(now.getTime() / 1000)),
    'aws:SecureTransport': 'true',
    'aws:SourceIp': '203.0.113.7',
    'aws:ViaAWSService': 'false',
    'aws:PrincipalIsAWSService': 'false',
    ...(principal.kind === 'user' ? { 'aws:username': name?.entity ?? '' } : {}),
    ...Object.fromEntries(Object.entries(principal.tags).map(([key, value]) => [`aws:PrincipalTag/${key}`, value])),
    ...(temporary ? { 'aws:MultiFactorAuthPresent': 'false', 'aws:TokenIssueTime': now.toISOString() } : {}),
    ...more,
  };
}

/** Why, in AWS's words (IAM user guide, "Troubleshoot access denied error messages"). */
function reason({ decision, layer, statements }: Authorization<AttachedPolicy>, action: string): string {
  const [kind, article] = {
    identity: ['identity-based policy', 'an'] as const,
    boundary: ['permissions boundary', 'a'] as const,
    organization: ['service control policy', 'a'] as const,
  }[layer];
  if (decision !== 'explicitDeny') {
    return `because no ${kind} allows the ${action} action`;
  }
  const arn = statements[0]?.source.arn ?? null;
  return `with an explicit deny in ${article} ${kind}${arn === null ? '' : `: ${arn}`}`;
}

function denial(call: SignedCall, service: string, action: string, resource: string, why: string): ErrorAnswer {
  const { protocol } = serviceOf(service);
  const who = `User: ${call.caller.principal.arn} is not authorized to perform: ${action}`;
  const message = `${who}${onResource(resource, protocol)} ${why}`;
  switch (protocol) {
    case 'ec2':
      return error(403, 'UnauthorizedOperation', `You are not authorized to perform this operation. ${message}`);
    case 'json':
      return error(400, 'AccessDeniedException', message);
    case 'rest-json':
      return error(403, 'AccessDeniedException', message);
    case 'query':
      return error(403, service === 'sns' ? 'AuthorizationError' : 'AccessDenied', message);
    case 's3':
      return error(403, 'AccessDenied', message);
  }
}

function error(status: number, code: string, message: string): ErrorAnswer {
  return { kind: 'error', status, code, message };
}

/** EC2 names no resource where there is only `*`; S3 puts the ARN in quotes, and none for the list of buckets. */
function onResource(resource: string, protocol: Protocol): string {
  if ((protocol === 'ec2' && resource === '*') || (protocol === 's3' && resource.endsWith(':::*'))) {
    return '';
  }
  return protocol === 's3' ? ` on resource: "${resource}"` : ` on resource: ${resource}`;
}
