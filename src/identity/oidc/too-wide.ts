import type { PolicyStatement } from '../../authorization/evaluation/policy-document.ts';
import { evaluateTrust, explainTrust } from '../../authorization/evaluation/trust.ts';
import type { Observation } from '../../diagnoses/finding.ts';
import { readKey } from './condition-keys.ts';
import { issuerOf, type Issuer } from './issuer.ts';
import { outsiderOf } from './outsiders.ts';
import { mend, type TrustPaste } from './paste.ts';
import { named, quoted } from './quote.ts';
import { tellPaste } from './refusal.ts';
import type { TrustCase } from './trust-diagnosis.ts';
import { begin, observeAt, statementName } from './weight.ts';

/** No trust policy has more room (IAM User Guide, "IAM and AWS STS quotas"); a longer one is not looked at. */
const mostStatements = 200;

/** Says whether the statements that let the job in let a repository of somebody else in as well. */
export function tellTooWide(one: TrustCase): {
  readonly observations: readonly Observation[];
  readonly paste: TrustPaste | null;
} {
  const none = { observations: [], paste: null };
  const [wish] = one.wishes;
  const { policy } = one.trust;
  if (wish === undefined) {
    return none;
  }
  const allowing = new Set(evaluateTrust(policy, wish.request).statements.map(({ index }) => index));
  const statements = policy.statements.filter(({ index, effect }) => effect === 'Deny' || allowing.has(index));
  const { claims } = wish.candidate;
  const outsider = statements.length > mostStatements ? null : outsiderOf({ ...policy, statements }, one.role, claims);
  const statement = policy.statements[outsider?.statement ?? -1];
  if (outsider === null || statement === undefined) {
    return none;
  }
  const issuer = issuerOf(claims.issuer);
  const candidates = one.wishes.map(({ candidate }) => candidate);
  const explanations = one.wishes.flatMap(({ request }) => explainTrust(policy, request)[statement.index] ?? []);
  const paste = mend({ policy, statement, explanations, candidates, role: one.role, aimed: true });
  const where = statementName(one, statement.index, statement.sid);
  const whose = issuer.kind === 'github' ? 'anybody on GitHub' : 'any other owner of the same issuer';
  const detail = `${begin(where)} lets in repositories of ${whose} too: ${quoted(outsider.subject)} meets every condition of it. ${tellWhy(statement, issuer)}${tellPaste(paste)}`;
  const position = subjectConditions(statement, issuer)[0]?.position ?? statement.position;
  const severity = issuer.kind === 'github' ? {} : ({ severity: 'notice' } as const);
  return { observations: [observeAt(one, position, { code: 'oidc-trust-too-wide', ...severity, detail })], paste };
}

function subjectConditions({ conditions }: PolicyStatement, issuer: Issuer) {
  return conditions.filter(({ key }) => {
    const { kind, claim } = readKey(key, issuer);
    return kind === 'own' && claim === 'sub';
  });
}

function tellWhy(statement: PolicyStatement, issuer: Issuer): string {
  const own = subjectConditions(statement, issuer);
  const silent = statement.conditions.find(
    ({ key, set, ifExists }) => (set === 'ForAllValues' || ifExists) && readKey(key, issuer).kind !== 'aws',
  );
  if (own.some(({ negated }) => negated === true)) {
    return 'Its condition on sub only shuts some values out.';
  }
  if (own.length > 0) {
    return 'Its condition on sub does not name the owner up to the slash, or @ in the form with ids.';
  }
  return silent === undefined
    ? 'It has no condition on sub.'
    : `It has no condition on sub, and ${named(silent.operator)} on ${named(silent.key)} is met by every token that lacks the claim.`;
}
