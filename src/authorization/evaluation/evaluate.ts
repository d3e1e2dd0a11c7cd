import { conclude, keysThatDecide } from './conclude.ts';
import { readerOf } from './context.ts';
import type { Decision, Layer } from './decision.ts';
import { answerLayers, type LayerAnswers } from './layer-answers.ts';
import { matters, permits } from './permission.ts';
import type { AccessRequest, PolicyLayers } from './request.ts';
import type { Question } from './statement-truth.ts';
import { denied, granted, silent, undecided } from './why.ts';

/**
 * Decides a request as AWS does (IAM User Guide, "Policy evaluation logic"): an explicit deny in any layer is final, then
 * the layers together have to allow. What hangs on an unknown key is `unknown`, unless it is denied either way: where
 * nothing allows, the answer is an implicit deny, though a statement that may deny would make it an explicit one. The
 * logic is Kleene's, so two statements that between them allow every value of an unknown key leave it unknown.
 */
export function evaluate(request: AccessRequest, layers: PolicyLayers): Decision {
  const question: Question = {
    action: request.action.toLowerCase(),
    resource: request.resource,
    read: readerOf(request.context),
  };
  const answers = answerLayers(question, request.principal, layers);
  const refusing = answers.layers.find(({ answer }) => answer.denying.length > 0);
  if (refusing !== undefined) {
    return conclude('explicitDeny', refusing.layer, refusing.answer.denying, [], (statements) =>
      denied(request, refusing.layer, statements),
    );
  }
  const circumstances = circumstancesOf(request, layers, question);
  const permitted = permits(answers.allowances, circumstances);
  if (permitted === false) {
    return silence(request, answers, circumstances.crossAccount);
  }
  const mayDeny = answers.layers.filter(({ answer }) => answer.mayDeny.length > 0);
  if (permitted === true && mayDeny.length === 0) {
    const { grants, layer } = answers.granting();
    return conclude('allowed', layer, grants, [], (statements) => granted(request, statements));
  }
  const open = answers.sources.filter(
    ({ name, mayAllow }) => mayAllow.length > 0 && matters(name, answers.allowances, circumstances),
  );
  const statements = [...mayDeny.flatMap(({ answer }) => answer.mayDeny), ...open.flatMap(({ mayAllow }) => mayAllow)];
  const keys = keysThatDecide(statements, question);
  const layer = mayDeny[0]?.layer ?? open[0]?.layer ?? 'identity';
  return conclude('unknown', layer, statements, keys, () => undecided(request, keys));
}

/** Within one account most resources are open to either side; roles and KMS keys are not (same page). */
function circumstancesOf(
  { principal, resourceAccountId }: AccessRequest,
  { resource }: PolicyLayers,
  { action }: Question,
): { readonly crossAccount: boolean; readonly resourceDecides: boolean } {
  const foreign = resourceAccountId !== null && resourceAccountId !== principal.accountId;
  return {
    crossAccount: foreign && principal.kind !== 'service',
    resourceDecides: resource !== null && (action.startsWith('kms:') || action.startsWith('sts:')),
  };
}

/** The layer that has to allow and does not, and what the layers beside it allow. */
function silence(request: AccessRequest, answers: LayerAnswers, crossAccount: boolean): Decision {
  const { allowances } = answers;
  const inOrder: readonly (readonly [Layer, boolean])[] = [
    ['scp', allowances.scp === false],
    ['identity', allowances.identity === false],
    ['boundary', allowances.boundary === false],
    ['session', allowances.session === false],
  ];
  const layer = inOrder.find(([, isSilent]) => isSilent)?.[0] ?? 'resource';
  const beside = layer === 'identity' || layer === 'resource' ? [] : answers.granting().grants;
  return conclude('implicitDeny', layer, beside, [], () => silent(request, layer, crossAccount));
}
