import { readPolicyDocument, type PolicyDocument } from '../../src/authorization/evaluation/policy-document.ts';

/** `problems` are sentences that name the place, in the order of the document. */
export type PolicyReading =
  { readonly ok: true; readonly policy: PolicyDocument } | { readonly ok: false; readonly problems: readonly string[] };

/** Reads an identity-based policy, a permissions boundary or a service control policy: none of them has a `Principal`. */
export function readPolicy(document: unknown, name: string): PolicyReading {
  const reading = readPolicyDocument({ origin: { name, file: null }, value: document, locate: () => null });
  if (!reading.ok) {
    return { ok: false, problems: reading.problems.map(({ sentence }) => sentence) };
  }
  const { policy } = reading;
  const foreign = policy.statements.filter(({ principals }) => principals !== null);
  const problems = foreign.map(({ index }) => `Statement ${index + 1} has an unknown element: Principal.`);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, policy };
}

/** Reads a role's trust policy: every statement has a `Principal`, and none has a `Resource`. */
export function readTrustPolicy(document: unknown, name: string): PolicyReading {
  const reading = readPolicyDocument({ origin: { name, file: null }, value: document, locate: () => null });
  if (!reading.ok) {
    return { ok: false, problems: reading.problems.map(({ sentence }) => sentence) };
  }
  const problems = reading.policy.statements.flatMap(({ principals, resources, index }) => [
    ...(principals === null ? [`Statement ${index + 1} has no Principal.`] : []),
    ...(resources === null ? [] : [`Statement ${index + 1} has an element that trust policies do not take: Resource.`]),
  ]);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, policy: reading.policy };
}

/** Allows or denies every action on every resource. */
export function policyOfEverything(effect: 'Allow' | 'Deny'): PolicyDocument {
  const statement = { Effect: effect, Action: '*', Resource: '*' };
  const reading = readPolicy({ Version: '2012-10-17', Statement: statement }, `${effect} everything`);
  if (!reading.ok) {
    throw new Error(reading.problems.join(' '));
  }
  return reading.policy;
}
