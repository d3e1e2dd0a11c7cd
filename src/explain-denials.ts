import type { RequestFacts } from './authorization/context.ts';
import { readPolicyDocument } from './authorization/evaluation/policy-document.ts';
import { decide } from './authorization/offline.ts';
import type { Check } from './authorization/verdict.ts';
import { matchStatement, type PrincipalPolicies } from './aws/principal-policies.ts';
import type { Aws, ResolvedCredentials } from './aws/port.ts';

const maxStatementLength = 400;

/**
 * Adds to each explicit denial the statement that denies: its policy's name, its Sid and its text. The simulator names
 * only the policy, so the policies are read for it, once and only when something is denied explicitly; where they
 * cannot be read the check stays as it is.
 */
export async function explainDenials(
  checks: readonly Check[],
  principalArn: string,
  facts: RequestFacts,
  aws: Aws,
  credentials: ResolvedCredentials,
): Promise<readonly Check[]> {
  const isExplicit = (check: Check) =>
    check.principal === 'caller' && check.verdict === 'denied' && check.statements.length > 0;
  if (!checks.some(isExplicit)) {
    return checks;
  }
  const read = await aws.readPrincipal(credentials, facts.region, principalArn);
  return checks.map((check) => (isExplicit(check) ? explain(check, read, facts) : check));
}

function explain(check: Check, read: PrincipalPolicies, facts: RequestFacts): Check {
  const told = check.statements.flatMap(({ policyId }) => {
    const located = matchStatement(policyId, read);
    const reading = located === null ? null : readPolicyDocument(located);
    if (located === null || reading?.ok !== true) {
      return [];
    }
    const layers = {
      identity: [reading.policy],
      boundary: null,
      session: null,
      scps: null,
      rcps: null,
      resource: null,
    };
    const decision = decide(check, layers, facts);
    return decision.outcome === 'explicitDeny'
      ? decision.statements.map(
          ({ sid, index }) => `${sid ?? `statement ${index + 1}`} of ${policyId}: ${textOf(located.value, index)}`,
        )
      : [];
  });
  return told.length === 0 ? check : { ...check, reason: `A statement denies it explicitly: ${told.join('; ')}.` };
}

function textOf(document: unknown, index: number): string {
  const statements =
    typeof document === 'object' && document !== null && 'Statement' in document ? document.Statement : [];
  const statement: unknown = Array.isArray(statements) ? statements[index] : statements;
  const text = JSON.stringify(statement ?? null);
  return text.length > maxStatementLength ? `${text.slice(0, maxStatementLength)}…` : text;
}
