import type { ConditionExplanation } from '../../authorization/evaluation/trust.ts';
import { evaluateTrust } from '../../authorization/evaluation/trust.ts';
import type { Observation } from '../../diagnoses/finding.ts';
import { tellAction } from './action-cause.ts';
import { causeOf } from './condition-cause.ts';
import { tellCondition } from './condition-sentence.ts';
import { tellDenial } from './denial.ts';
import { issuerOf } from './issuer.ts';
import { nearestStatement, type NearestStatement } from './nearest-statement.ts';
import { mend, statementFor, type TrustPaste } from './paste.ts';
import { tellPrincipal } from './principal-cause.ts';
import { oneLineJson } from './quote.ts';
import type { TrustCase } from './trust-diagnosis.ts';
import { writtenStatement } from './trust-policy.ts';
import { begin, observeAt, statementName, weightOf } from './weight.ts';

/** What a policy that refuses comes to. */
export interface Told {
  readonly observations: readonly Observation[];
  readonly conditionToPaste: TrustPaste | null;
}

/** Of a statement with hundreds of conditions the first are told; no person writes so many. */
const mostFaults = 20;

/** Names everything that is wrong with the statement that comes nearest, each at its line, with what to paste. */
export function tellRefusal(one: TrustCase): Told {
  const { trust, wishes, role } = one;
  const denied = wishes.filter(({ request }) => evaluateTrust(trust.policy, request).outcome === 'explicitDeny');
  if (denied.length > 0) {
    return tellDenial(one, denied);
  }
  const nearest = nearestStatement(trust.policy, wishes);
  if (nearest === null) {
    const value = statementFor(candidatesOf(one), role, trust.policy.version);
    const paste = value === null ? null : { replaces: null, value };
    const detail = `No statement of the trust policy allows anything.${tellPaste(paste)}`;
    return { observations: [observe(one, trust.located.locate(['Statement']), detail)], conditionToPaste: paste };
  }
  return tellNearest(one, nearest);
}

function tellNearest(one: TrustCase, nearest: NearestStatement): Told {
  const { statement, explanation, wish } = nearest;
  const { claims } = wish.candidate;
  const principal = explanation.principal
    ? null
    : tellPrincipal(writtenStatement(one.trust.located, statement.index), one.role, issuerOf(claims.issuer));
  const stranger = principal !== null && !principal.aimed && principal.path[1] !== 'Federated';
  const same = one.wishes.flatMap(({ candidate }, at) =>
    candidate.claims.issuer === claims.issuer
      ? [{ candidate, explanation: nearest.explanations[at] ?? explanation }]
      : [],
  );
  const paste = mend({
    policy: one.trust.policy,
    statement,
    explanations: same.map((each) => each.explanation),
    candidates: same.map(({ candidate }) => candidate),
    role: one.role,
    aimed: principal?.aimed ?? true,
  });
  const where = statementName(one, statement.index, statement.sid);
  const faults: Fault[] = [];
  if (principal !== null) {
    faults.push({
      path: principal.path,
      detail: `${begin(where)} does not trust the token's provider. ${principal.sentence}`,
    });
  }
  if (!explanation.action) {
    faults.push({
      path: [statement.actions.negated ? 'NotAction' : 'Action'],
      detail: `${begin(where)} is not about tokens. ${tellAction(statement)}`,
    });
  }
  const failing = stranger
    ? []
    : explanation.conditions.flatMap((each, at) => (each.met === false ? [{ each, at }] : []));
  for (const { each, at } of failing.slice(0, mostFaults)) {
    const condition = statement.conditions[at];
    const cause = condition === undefined ? null : causeOf(condition, sentOf(each), claims);
    const others = same.flatMap((wished) => sentOf(wished.explanation.conditions[at] ?? each));
    faults.push({
      path: ['Condition', each.operator, each.key],
      detail: `${begin(where)} wants ${tellCondition(each, cause, [...new Set([...sentOf(each), ...others])], one.certain)}`,
    });
  }
  const more = failing.length > mostFaults ? ` ${failing.length - mostFaults} more of its conditions are not met.` : '';
  const tail = `${more}${tellOthers(nearest.others)}${tellPaste(paste)}`;
  return {
    observations: faults.map(({ path, detail }, at) =>
      observe(one, place(one, statement.path, path), at === 0 ? `${detail}${tail}` : detail),
    ),
    conditionToPaste: paste,
  };
}

interface Fault {
  /** From the statement. */
  readonly path: readonly string[];
  readonly detail: string;
}

function sentOf({ sent }: ConditionExplanation): readonly string[] {
  return sent === 'unknown' ? [] : sent;
}

function observe(one: TrustCase, position: Parameters<typeof observeAt>[1], detail: string): Observation {
  return observeAt(one, position, { code: 'oidc-trust-mismatch', severity: weightOf(one), detail });
}

/** The element itself, or the nearest one around it that is in the text. */
function place({ trust }: TrustCase, statement: readonly (string | number)[], path: readonly string[]) {
  for (let length = path.length; length >= 0; length -= 1) {
    const position = trust.located.locate([...statement, ...path.slice(0, length)]);
    if (position !== null) {
      return position;
    }
  }
  return null;
}

function tellOthers(count: number): string {
  return count === 0
    ? ''
    : count === 1
      ? ' The other statement does not let it in either.'
      : ` ${count} other statements do not let it in either.`;
}

/** Ends a sentence with what to write, on one line. */
export function tellPaste(paste: TrustPaste | null): string {
  if (paste === null) {
    return '';
  }
  const { replaces, value } = paste;
  const json = oneLineJson(value);
  if (json.length > longestPaste) {
    return '';
  }
  return replaces === null
    ? ` Add this statement: ${json}`
    : ` Put this in place of ${replaces.element === 'Condition' ? 'its Condition' : 'the statement'}: ${json}`;
}

/** What is longer is no sentence any more; it is in the diagnosis. */
const longestPaste = 1500;

function candidatesOf({ wishes }: TrustCase) {
  return wishes.map(({ candidate }) => candidate).filter(({ unknown }) => !unknown.includes('sub'));
}
