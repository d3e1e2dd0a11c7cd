import { evaluateTrust, type TrustRequest } from '../../authorization/evaluation/trust.ts';
import { explainTrust } from '../../authorization/evaluation/trust.ts';
import { nearestStatement } from './nearest-statement.ts';
import { mend } from './paste.ts';
import { joined, named, quotedList } from './quote.ts';
import { tellPaste, type Told } from './refusal.ts';
import type { TrustCase } from './trust-diagnosis.ts';
import { issuerOf } from './issuer.ts';
import { readKey } from './condition-keys.ts';
import { observeAt, weightOf } from './weight.ts';

/** Says what the answer hangs on: keys that only AWS sees, or which form of `sub` the token will have. */
export function tellUndecided(one: TrustCase): Told {
  const { wishes, trust } = one;
  const answers = wishes.map((wish) => ({ wish, decision: evaluateTrust(trust.policy, wish.request) }));
  const accepted = answers.filter(({ decision }) => decision.outcome === 'allowed').map(subjectOf);
  const refused = answers.filter(({ decision }) => decision.outcome.endsWith('Deny')).map(subjectOf);
  const open = answers.find(({ decision }) => decision.outcome === 'unknown');
  const severity = one.question.answer === 'refused' ? weightOf(one) : 'notice';
  if (accepted.length > 0 && refused.length > 0) {
    const paste = pasteForAll(one);
    const detail = `The trust policy accepts ${quotedList(accepted, 'and')} and refuses ${quotedList(refused, 'and')}; which of them this job sends is not known without its token. GitHub sends the form with ids for repositories created, renamed or transferred after 2026-07-15, and where it was asked for. With permissions: id-token: write the token can be looked at.${tellPaste(paste)}`;
    return { observations: [{ code: 'oidc-trust-mismatch', severity, detail }], conditionToPaste: paste };
  }
  const keys = open?.decision.unknownKeys ?? [];
  const position = open === undefined ? null : placeOf(one, open.wish.request, keys);
  const asked = keys.slice(0, 5).map(named);
  const seen = keys.every((key) => isClaim(one, key))
    ? 'which cannot be told without the token'
    : 'which only AWS sees';
  const detail =
    one.question.answer === 'refused'
      ? `AWS refused, and what can be compared here fits the trust policy. It hangs on ${joined(asked)}, ${seen}.`
      : `Whether the trust policy lets this job in hangs on ${joined(asked)}, ${seen}.`;
  return {
    observations: [observeAt(one, position, { code: 'oidc-trust-mismatch', severity, detail })],
    conditionToPaste: null,
  };
}

function subjectOf({ wish }: { readonly wish: TrustCase['wishes'][number] }): string {
  return wish.candidate.claims.subject;
}

function isClaim({ wishes }: TrustCase, key: string): boolean {
  return wishes.some(({ candidate }) => readKey(key, issuerOf(candidate.claims.issuer)).kind === 'own');
}

/** Both forms of `sub`, in the statement that lets one of them in already. */
function pasteForAll(one: TrustCase): Told['conditionToPaste'] {
  const nearest = nearestStatement(one.trust.policy, one.wishes);
  const same = one.wishes.flatMap(({ candidate }, at) =>
    candidate.claims.issuer === nearest?.wish.candidate.claims.issuer ? [{ candidate, at }] : [],
  );
  return nearest === null
    ? null
    : mend({
        policy: one.trust.policy,
        statement: nearest.statement,
        explanations: same.map(({ at }) => nearest.explanations[at] ?? nearest.explanation),
        candidates: same.map(({ candidate }) => candidate),
        role: one.role,
        aimed: true,
      });
}

function placeOf({ trust }: TrustCase, request: TrustRequest, keys: readonly string[]) {
  const folded = keys.map((key) => key.toLowerCase());
  const conditions = explainTrust(trust.policy, request).flatMap((each) => each.conditions);
  return conditions.find(({ key, met }) => met === 'unknown' && folded.includes(key.toLowerCase()))?.position ?? null;
}
