import type { Layer } from './decision.ts';
import { allowOf, evaluateLayer, type LayerAnswer } from './layer-answer.ts';
import type { Allowances } from './permission.ts';
import type { PolicyStatement } from './policy-statement.ts';
import { isMeant, nearnessOf, type Nearness, type RequestingPrincipal } from './principal-element.ts';
import { isUnderResourceControl } from './rcp-services.ts';
import type { PolicyLayers } from './request.ts';
import type { Question } from './statement-truth.ts';
import { every } from './truth.ts';

/** What every layer says of one request. */
export interface LayerAnswers {
  /** In the order in which a denial is told: from the organization down to the session. */
  readonly layers: readonly { readonly layer: Layer; readonly answer: LayerAnswer }[];
  readonly allowances: Allowances;
  /** Where an allowance may still come from. */
  readonly sources: readonly {
    readonly name: keyof Allowances;
    readonly layer: Layer;
    readonly mayAllow: readonly PolicyStatement[];
  }[];
  /** The statements that allow, and the layer that an allowed request owes it to. */
  readonly granting: () => { readonly grants: readonly PolicyStatement[]; readonly layer: Layer };
}

const nothing: LayerAnswer = { denying: [], mayDeny: [], allowing: [], mayAllow: [] };

/**
 * Asks every layer. The root user needs no identity-based policy and is limited by the organization alone; a service is
 * limited by neither identity nor service control policies (IAM User Guide, "Policy evaluation logic"; AWS Organizations
 * User Guide, "SCP effects on permissions").
 */
export function answerLayers(question: Question, principal: RequestingPrincipal, policies: PolicyLayers): LayerAnswers {
  const own = principal.kind !== 'root' && principal.kind !== 'service';
  const ask = (documents: PolicyLayers['boundary']): LayerAnswer | null =>
    documents === null || !own ? null : evaluateLayer(documents, question);
  const scps = principal.kind === 'service' ? [] : (policies.scps ?? []).map((level) => evaluateLayer(level, question));
  const rcps = isUnderResourceControl(question.action) ? (policies.rcps ?? []) : [];
  const identity = ask(policies.identity) ?? nothing;
  const boundary = ask(policies.boundary);
  const session = ask(policies.session);
  const meant = (statement: PolicyStatement): boolean =>
    statement.principals === null ||
    (statement.effect === 'Deny'
      ? isMeant(statement.principals, principal)
      : nearnessOf(statement.principals, principal) !== null);
  const resource =
    policies.resource === null ? nothing : evaluateLayer([policies.resource], question, (one) => grants(one, meant));
  const by = (nearness: Nearness): LayerAnswer => ({
    ...nothing,
    allowing: resource.allowing.filter((statement) => nearnessTo(statement, principal) === nearness),
    mayAllow: resource.mayAllow.filter((statement) => nearnessTo(statement, principal) === nearness),
  });
  const [direct, entity, account] =
    resource === nothing ? [nothing, nothing, nothing] : [by('direct'), by('entity'), by('account')];
  const limit = (answer: LayerAnswer | null) => (answer === null ? true : allowOf(answer));
  return {
    layers: [
      ...scps.map((answer) => ({ layer: 'scp' as const, answer })),
      ...rcps.map((level) => ({ layer: 'rcp' as const, answer: evaluateLayer(level, question, meant) })),
      { layer: 'identity', answer: identity },
      { layer: 'boundary', answer: boundary ?? nothing },
      { layer: 'session', answer: session ?? nothing },
      { layer: 'resource', answer: resource },
    ],
    allowances: {
      identity: principal.kind === 'root' ? true : allowOf(identity),
      boundary: limit(boundary),
      session: limit(session),
      scp: every(scps.map(allowOf)),
      direct: allowOf(direct),
      entity: allowOf(entity),
      account: allowOf(account),
    },
    sources: [
      ...scps
        .filter(({ allowing }) => allowing.length === 0)
        .map(({ mayAllow }) => ({ name: 'scp' as const, layer: 'scp' as const, mayAllow })),
      { name: 'identity', layer: 'identity', mayAllow: identity.mayAllow },
      { name: 'boundary', layer: 'boundary', mayAllow: boundary?.mayAllow ?? [] },
      { name: 'session', layer: 'session', mayAllow: session?.mayAllow ?? [] },
      { name: 'direct', layer: 'resource', mayAllow: direct.mayAllow },
      { name: 'entity', layer: 'resource', mayAllow: entity.mayAllow },
      { name: 'account', layer: 'resource', mayAllow: account.mayAllow },
    ],
    granting: () => ({
      grants: [identity, boundary ?? nothing, session ?? nothing, resource].flatMap(({ allowing }) => allowing),
      layer: identity.allowing.length > 0 || principal.kind === 'root' ? 'identity' : 'resource',
    }),
  };
}

/** A policy on a resource is about those whom it names, and without a `Principal` about nobody. */
function grants(statement: PolicyStatement, meant: (statement: PolicyStatement) => boolean): boolean {
  return statement.principals !== null && meant(statement);
}

function nearnessTo({ principals }: PolicyStatement, principal: RequestingPrincipal): Nearness | null {
  return principals === null ? null : nearnessOf(principals, principal);
}
