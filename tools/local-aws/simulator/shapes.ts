import type { AllowedOrDenied, Authorization } from '../authorize.ts';
import type { Tree } from '../xml.ts';
import type { ActionResult, ResourceResult } from './evaluate.ts';
import type { SimulatedPolicy } from './layers.ts';

type Fields = { readonly [name: string]: Tree };

/** Before 2026-07-30: one result for each action and resource. */
export function oldShape(actions: readonly ActionResult[]): readonly Fields[] {
  return actions.flatMap(({ action, results }) =>
    results.map(({ resource, authorization }) => ({
      EvalActionName: action,
      EvalResourceName: resource,
      EvalDecision: authorization.decision,
      ...evidence([authorization]),
      ...organization([authorization]),
      ...boundary([authorization]),
    })),
  );
}

/**
 * Since 2026-07-30: one result for each action, with the most restrictive decision on top. Resources are told apart in
 * ResourceSpecificResults only, which is left out when no resource was named.
 */
export function newShape(actions: readonly ActionResult[]): readonly Fields[] {
  return actions.map(({ action, template, results }) => {
    const authorizations = results.map(({ authorization }) => authorization);
    const named = results.some(({ resource }) => resource !== '*');
    return {
      EvalActionName: action,
      EvalResourceName: results.length === 1 ? (results[0]?.resource ?? '*') : template,
      EvalDecision: worst(authorizations),
      ...evidence(authorizations),
      ...organization(authorizations),
      ...boundary(authorizations),
      ...(named ? { EvalDecisionDetails: {}, ResourceSpecificResults: { member: results.map(resourceResult) } } : {}),
    };
  });
}

/** Lists that are empty are left out here, and only here. */
function resourceResult({ resource, authorization }: ResourceResult): Fields {
  const { MatchedStatements, MissingContextValues } = evidence([authorization]);
  return {
    EvalResourceName: resource,
    EvalResourceDecision: authorization.decision,
    ...(authorization.statements.length > 0 ? { MatchedStatements } : {}),
    ...(authorization.missingContext.length > 0 ? { MissingContextValues } : {}),
    ...boundary([authorization]),
  };
}

function worst(authorizations: readonly Authorization<SimulatedPolicy>[]): AllowedOrDenied {
  const order: readonly AllowedOrDenied[] = ['explicitDeny', 'implicitDeny', 'allowed'];
  return (
    order.find((decision) => authorizations.some((authorization) => authorization.decision === decision)) ??
    'implicitDeny'
  );
}

/** The statements that decided, each once, and the keys that were missing. */
function evidence(authorizations: readonly Authorization<SimulatedPolicy>[]): {
  readonly MatchedStatements: Tree;
  readonly MissingContextValues: Tree;
} {
  const decision = worst(authorizations);
  const deciding = authorizations.filter((authorization) => authorization.decision === decision);
  const statements = new Map(deciding.flatMap((one) => one.statements).map((match) => [match.statement, match.source]));
  const missing = new Set(authorizations.flatMap(({ missingContext }) => missingContext));
  return {
    MatchedStatements: {
      member: [...statements.values()].map(({ id, type }) => ({ SourcePolicyId: id, SourcePolicyType: type })),
    },
    MissingContextValues: { member: [...missing] },
  };
}

function organization(authorizations: readonly Authorization<SimulatedPolicy>[]): Fields {
  const known = authorizations
    .map(({ allowedByOrganizations }) => allowedByOrganizations)
    .filter((one) => one !== null);
  return known.length === 0
    ? {}
    : { OrganizationsDecisionDetail: { AllowedByOrganizations: known.every((allowed) => allowed) } };
}

function boundary(authorizations: readonly Authorization<SimulatedPolicy>[]): Fields {
  const known = authorizations.map(({ allowedByBoundary }) => allowedByBoundary).filter((one) => one !== null);
  return known.length === 0
    ? {}
    : { PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: known.every((allowed) => allowed) } };
}
