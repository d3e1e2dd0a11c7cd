import { evaluateTrust, explainTrust } from '../../authorization/evaluation/trust.ts';
import { tellCondition } from './condition-sentence.ts';
import type { Wish } from './nearest-statement.ts';
import type { Told } from './refusal.ts';
import type { TrustCase } from './trust-diagnosis.ts';
import { begin, observeAt, statementName, weightOf } from './weight.ts';

const mostStatements = 5;
const mostConditions = 5;

/** Names the statements that deny the job, whatever others allow. No condition of another one could mend that. */
export function tellDenial(one: TrustCase, denied: readonly Wish[]): Told {
  const { policy } = one.trust;
  const [wish] = denied;
  if (wish === undefined) {
    return { observations: [], conditionToPaste: null };
  }
  const { statements } = evaluateTrust(policy, wish.request);
  const explanations = explainTrust(policy, wish.request);
  return {
    observations: statements.slice(0, mostStatements).map(({ index, sid, position }) => {
      const conditions = explanations[index]?.conditions ?? [];
      const met = conditions
        .slice(0, mostConditions)
        .map((each) => tellCondition(each, null, each.sent === 'unknown' ? [] : each.sent, one.certain))
        .join(' It looks for ');
      const why = met === '' ? 'It has no condition, so that it denies every token.' : `It looks for ${met}`;
      const detail = `${begin(statementName(one, index, sid))} denies this job, and a Deny counts more than any Allow. ${why} Narrow that statement, or take it out.`;
      return observeAt(one, conditions[0]?.position ?? position, {
        code: 'oidc-trust-mismatch',
        severity: weightOf(one),
        detail,
      });
    }),
    conditionToPaste: null,
  };
}
