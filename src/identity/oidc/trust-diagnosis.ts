import type { LocatedPolicy } from '../../authorization/evaluation/located-policy.ts';
import { evaluateTrust } from '../../authorization/evaluation/trust.ts';
import type { OidcProvider } from '../../aws/port.ts';
import type { Observation } from '../../diagnoses/finding.ts';
import { readKey } from './condition-keys.ts';
import { withIssuers, type ClaimCandidate } from './expected-claims.ts';
import { issuerOf } from './issuer.ts';
import { tellNothingLeft, tellWithoutPolicy } from './left-over.ts';
import type { Wish } from './nearest-statement.ts';
import type { TrustPaste } from './paste.ts';
import { checkProvider } from './provider.ts';
import { tellRefusal } from './refusal.ts';
import { checkRoleArn, parseRoleArn, type RoleArn } from './role-arn.ts';
import { tellTooWide } from './too-wide.ts';
import { candidatesOf, type SentClaims } from './trust-repair.ts';
import { readTrust, unfilledIn, type TrustReading } from './trust-policy.ts';
import { keysOf, trustRequest } from './trust-request.ts';
import { tellUndecided } from './undecided.ts';

/** A role, what is known of whom it trusts, and a job that wants to assume it. */
export interface TrustQuestion {
  readonly roleArn: string;
  /** Where STS is asked; `null` when it is not known. */
  readonly region: string | null;
  /** From the repository or from iam:GetRole; `null` when neither is at hand. */
  readonly policy: LocatedPolicy | null;
  /** What the token says, or what it may say where none is at hand. */
  readonly claims: SentClaims;
  /** The provider of the token's issuer in the role's account, where IAM has told it. */
  readonly provider?: OidcProvider | null;
  /** What AWS said to AssumeRoleWithWebIdentity. */
  readonly answer: 'refused' | 'accepted' | 'not-asked';
}

export interface TrustDiagnosis {
  /** What the trust policy says; `unknown` too where there is none to be used, or candidates fare differently. */
  readonly decision: 'allows' | 'refuses' | 'unknown';
  readonly observations: readonly Observation[];
  /** `null` where nothing is wrong with the policy, or a new condition cannot mend it. */
  readonly conditionToPaste: TrustPaste | null;
  /** The claims that the policy asks for, in lower case. */
  readonly testedClaims: readonly string[];
}

/** The policy and the job, read and put together. */
export interface TrustCase {
  readonly question: TrustQuestion;
  readonly role: RoleArn;
  readonly trust: Extract<TrustReading, { ok: true }>;
  readonly wishes: readonly Wish[];
  /** Whether the claims are those of a token. */
  readonly certain: boolean;
}

/**
 * Compares a role's trust policy with what a job sends, and says of every condition that does not fit what it expects, what
 * is sent, why they differ and what to write. Never throws, whatever the policy or the claims hold.
 */
export function diagnoseTrust(question: TrustQuestion): TrustDiagnosis {
  const role = parseRoleArn(question.roleArn);
  const candidates = candidatesOf(question.claims);
  const [first] = candidates;
  const known = [
    ...checkRoleArn(question.roleArn, question.region),
    ...(question.provider == null || first === undefined ? [] : checkProvider(question.provider, first.claims)),
  ];
  if (role === null || first === undefined) {
    return { ...undecided, observations: known };
  }
  if (question.policy === null) {
    return { ...undecided, observations: [...known, ...tellWithoutPolicy(question, role, candidates)] };
  }
  const trust = readTrust(question.policy);
  if (!trust.ok) {
    return { ...undecided, observations: [...known, ...trust.observations] };
  }
  const certain = 'issuer' in question.claims;
  const sent = certain ? candidates : withIssuers(candidates, issuersIn(trust));
  const wishes = sent.map((candidate) => ({ candidate, request: trustRequest(trust.policy, role, candidate) }));
  const diagnosis = judge({ question, role, trust, wishes, certain });
  return {
    ...diagnosis,
    observations: [...known, ...diagnosis.observations],
    testedClaims: [...keysOf(trust.policy)].flatMap((key) => testedBy(key, sent)),
  };
}

const undecided: TrustDiagnosis = { decision: 'unknown', observations: [], conditionToPaste: null, testedClaims: [] };

type Judgement = Omit<TrustDiagnosis, 'testedClaims'>;

function judge(one: TrustCase): Judgement {
  const { trust, wishes, question } = one;
  const outcomes = wishes.map(({ request }) => evaluateTrust(trust.policy, request).outcome);
  if (outcomes.every((outcome) => outcome === 'allowed')) {
    const wide = tellTooWide(one);
    const left = question.answer === 'refused' ? tellNothingLeft(one) : [];
    return { decision: 'allows', observations: [...left, ...wide.observations], conditionToPaste: wide.paste };
  }
  const unfilled = question.policy?.origin.file == null ? null : unfilledIn(trust.located);
  if (unfilled !== null) {
    return { decision: 'unknown', observations: [unfilled], conditionToPaste: null };
  }
  if (outcomes.every((outcome) => outcome === 'explicitDeny' || outcome === 'implicitDeny')) {
    const { observations, conditionToPaste } = tellRefusal(one);
    const told = question.answer === 'accepted' ? observations.map(outdated) : observations;
    return { decision: 'refuses', observations: told, conditionToPaste };
  }
  return { decision: 'unknown', ...tellUndecided(one) };
}

function testedBy(key: string, candidates: readonly ClaimCandidate[]): readonly string[] {
  const own = candidates.map(({ claims }) => readKey(key, issuerOf(claims.issuer))).find(({ kind }) => kind === 'own');
  return own === undefined ? [] : [own.claim];
}

/** AWS let the job in, so what the policy says is not what the role has. */
function outdated(observation: Observation): Observation {
  const start = 'AWS lets this job in, so the trust policy that the role has is another one than this.';
  return { ...observation, detail: `${start} ${observation.detail}` };
}

/** The addresses of the providers that the policy trusts. */
function issuersIn({ policy }: Extract<TrustReading, { ok: true }>): readonly string[] {
  const statements = policy.statements.length > mostStatements ? [] : policy.statements;
  const names = statements.flatMap(({ principals }) => [...(principals?.names ?? [])]);
  return [...new Set(names.flatMap((name) => name.split(':oidc-provider/')[1] ?? []))];
}

/** Far more than fit into a trust policy; each issuer doubles the work. */
const mostStatements = 200;
