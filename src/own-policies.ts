import type { RequestFacts } from './authorization/context.ts';
import type { LocatedPolicy } from './authorization/evaluation/located-policy.ts';
import { readPolicyDocument, type PolicyDocument } from './authorization/evaluation/policy-document.ts';
import { judgeOffline } from './authorization/offline.ts';
import type { Check } from './authorization/verdict.ts';
import type { Aws, ResolvedCredentials } from './aws/port.ts';

/** Checks decided from what IAM shows of the principal, and what it does not show. */
export interface OwnPolicies {
  readonly checks: readonly Check[];
  readonly notSeen: readonly string[];
}

/** What no reading of a principal's policies shows. */
const unseen =
  'The permissions were decided from the policies of the principal: service control policies, resource control policies and session policies were not seen.';

/**
 * Decides by the principal's own policies what the simulator was not allowed to answer. Nothing read leaves the checks
 * as they are; a part that could not be read leaves every denial open.
 */
export async function decideFromOwnPolicies(
  unanswered: readonly Check[],
  principalArn: string,
  facts: RequestFacts,
  aws: Aws,
  credentials: ResolvedCredentials,
): Promise<OwnPolicies> {
  const read = await aws.readPrincipal(credentials, facts.region, principalArn);
  if (read.identity.length === 0 && !read.identityComplete) {
    return { checks: unanswered, notSeen: [] };
  }
  const identity = documentsOf(read.identity);
  const boundary = read.boundary === null ? null : documentsOf(read.boundary);
  const complete = read.complete && identity.length === read.identity.length;
  const subject = {
    layers: { identity, boundary, session: null, scps: null, rcps: null, resource: null },
    complete,
    limitsKnown: read.complete,
    ground: 'The policies of the principal, read from IAM,',
    placeKnown: true,
  };
  const tags = Object.entries(read.tags).map(([key, value]): [string, readonly string[]] => [
    `aws:PrincipalTag/${key}`,
    [value],
  ]);
  const known = { ...facts, userContext: { ...Object.fromEntries(tags), ...facts.userContext } };
  return {
    checks: unanswered.map((check) => (check.principal === 'caller' ? judgeOffline(check, subject, known) : check)),
    notSeen: [unseen, ...read.notSeen],
  };
}

function documentsOf(policies: readonly LocatedPolicy[]): readonly PolicyDocument[] {
  return policies.flatMap((located) => {
    const reading = readPolicyDocument(located);
    return reading.ok ? [reading.policy] : [];
  });
}
