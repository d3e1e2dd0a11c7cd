import type { Location } from '../diagnoses/finding.ts';
import { parseArn } from '../identity/arn.ts';
import type { Requirement } from '../requirements/requirement.ts';
import { absentKeys, contextFor, type RequestFacts } from './context.ts';
import type { Decision } from './evaluation/decision.ts';
import { evaluate } from './evaluation/evaluate.ts';
import type { PolicyDocument } from './evaluation/policy-document.ts';
import type { PolicyLayers } from './evaluation/request.ts';
import { unresolved } from './policy-files/found-policy.ts';
import { resourcePolicyMayAllow } from './resource-policies.ts';
import type { Check, Verdict } from './verdict.ts';

/** `${unresolved}` without its braces. */
const unresolvedKey = unresolved.slice(2, -1);

/** A principal as far as its policies can be seen from here. */
export interface OfflineSubject {
  readonly layers: PolicyLayers;
  /** Whether every identity policy of the principal is in the layers: only then does nothing allow what none of them does. */
  readonly complete: boolean;
  /** Whether everything that can take a permission away again, such as the boundary, is in the layers. */
  readonly limitsKnown: boolean;
  /** What the answer rests on, as the subject of a sentence in the plural: `The policy files`. */
  readonly ground: string;
  /** False where the account, or the region, had to be guessed. */
  readonly placeKnown: boolean;
}

/** Decides a requirement from policies alone, without AWS. What hangs on something unknown is uncertain, never denied. */
export function judgeOffline(requirement: Requirement, subject: OfflineSubject, facts: RequestFacts): Check {
  const decision = decide(requirement, subject.layers, facts);
  const { verdict, reason } = verdictOf(requirement, decision, subject);
  return {
    ...requirement,
    verdict,
    reason,
    missingContext: decision.unknownKeys.filter((key) => key !== unresolvedKey),
    statements: decision.statements.map(({ origin, sid, index }) => ({
      policyId: `${origin.name}, ${sid ?? `statement ${index + 1}`}`,
      policyType: origin.file ?? 'IAM Policy',
    })),
    location: requirement.location ?? locationOf(decision, subject.layers),
  };
}

/** The bare decision, for those who know more of the policies than their layers. */
export function decide(requirement: Requirement, layers: PolicyLayers, facts: RequestFacts): Decision {
  const { identity } = facts;
  const entries = contextFor(requirement, facts).map(({ key, values }): [string, readonly string[]] => [key, values]);
  const arn = identity.principalArn;
  const known: readonly [string, readonly string[]][] =
    arn === null
      ? []
      : [
          ['aws:PrincipalArn', [arn]],
          ['aws:PrincipalAccount', [identity.accountId]],
        ];
  const user =
    identity.kind === 'iam-user' && arn !== null ? [['aws:username', [arn.slice(arn.lastIndexOf('/') + 1)]]] : [];
  return evaluate(
    {
      action: requirement.action,
      resource: requirement.resource,
      principal: {
        arn: arn ?? '',
        accountId: identity.accountId,
        kind: identity.kind === 'iam-user' ? 'user' : 'role-session',
        ...(identity.kind === 'iam-user' ? {} : { sessionArn: identity.arn }),
      },
      resourceAccountId: parseArn(requirement.resource)?.accountId || identity.accountId,
      context: {
        values: Object.fromEntries([...known, ...user, ...entries] as [string, readonly string[]][]),
        absent: absentKeys(identity, requirement.principal),
        others: 'unknown',
      },
    },
    layers,
  );
}

function verdictOf(
  requirement: Requirement,
  decision: Decision,
  subject: OfflineSubject,
): { readonly verdict: Verdict; readonly reason: string } {
  const { ground } = subject;
  if (decision.outcome === 'allowed') {
    return subject.limitsKnown
      ? { verdict: 'allowed', reason: `${ground} allow it.` }
      : { verdict: 'uncertain', reason: `${ground} allow it, but not all that may limit them could be seen.` };
  }
  const guessed = [...requirement.guessed, ...(subject.placeKnown ? [] : ['the account or region'])];
  if (guessed.length > 0) {
    return {
      verdict: 'uncertain',
      reason: `${ground} do not allow it for a resource that had to be guessed: ${guessed.join(', ')} ${guessed.length === 1 ? 'is' : 'are'} not known.`,
    };
  }
  if (decision.outcome === 'unknown') {
    return {
      verdict: 'uncertain',
      reason: `${ground} decide it by ${keysIn(decision).join(', ')}, which is not known before the call.`,
    };
  }
  if (decision.outcome === 'explicitDeny') {
    return { verdict: layerVerdict(decision), reason: `${ground} deny it explicitly: ${namesOf(decision)}.` };
  }
  if (decision.layer !== 'identity') {
    return { verdict: layerVerdict(decision), reason: `${ground} do not allow it: ${decision.why}` };
  }
  if (!subject.complete) {
    return {
      verdict: 'uncertain',
      reason: `${ground} do not allow it, but not every policy of the principal could be seen.`,
    };
  }
  return resourcePolicyMayAllow(requirement.action, requirement.resource)
    ? { verdict: 'uncertain', reason: `${ground} do not allow it; the resource's own policy still may.` }
    : { verdict: 'denied', reason: `${ground} hold no statement that allows it.` };
}

/** The policy reader's mark for text that a template does not tell is no context key. */
function keysIn({ unknownKeys }: Decision): readonly string[] {
  return unknownKeys.map((key) => (key === unresolvedKey ? 'a part that the file leaves open' : key));
}

function layerVerdict({ layer }: Decision): Verdict {
  switch (layer) {
    case 'scp':
      return 'denied-by-scp';
    case 'boundary':
      return 'denied-by-boundary';
    case 'identity':
    case 'session':
    case 'rcp':
    case 'resource':
      return 'denied';
  }
}

function namesOf({ statements }: Decision): string {
  return statements.map(({ origin, sid, index }) => `${origin.name}, ${sid ?? `statement ${index + 1}`}`).join('; ');
}

/** The deciding statement's line; where nothing decided, the place where a statement would have to be added. */
function locationOf(decision: Decision, layers: PolicyLayers): Location | null {
  if (decision.outcome === 'allowed') {
    return null;
  }
  const [statement] = decision.statements;
  const place =
    statement === undefined
      ? firstStatement(layers.identity)
      : { file: statement.origin.file, position: statement.position };
  return place?.file == null
    ? null
    : { file: place.file, line: place.position?.line ?? 1, endLine: place.position?.line ?? 1 };
}

function firstStatement(policies: readonly PolicyDocument[]) {
  const policy = policies.find(({ origin }) => origin.file !== null);
  return policy === undefined ? null : { file: policy.origin.file, position: policy.statements[0]?.position ?? null };
}
