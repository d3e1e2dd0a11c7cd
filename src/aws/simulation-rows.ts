import type { EvaluationResult, ResourceSpecificResult, Statement } from '@aws-sdk/client-iam';
import type { SimulationRow } from './port.ts';

/**
 * Flattens the simulator's answer into one row per action and resource. Until 2026-07-30 AWS sent one result per pair;
 * since then it sends one per action, names several resources by a template such as
 * `arn:aws:s3:::${BucketName}/${KeyName}`, and puts each resource's answer into `ResourceSpecificResults` (API model of
 * client-iam 3.1099.0). Both shapes are read, because partitions change at their own pace.
 */
export function simulationRows(
  results: readonly EvaluationResult[],
  requestedResources: readonly string[],
): readonly SimulationRow[] {
  return results.flatMap((result) => {
    const nested = result.ResourceSpecificResults ?? [];
    if (nested.length === 0) {
      return [topRow(result, requestedResources)];
    }
    return nested.map((specific) => nestedRow(result, specific, nested.length === 1));
  });
}

function topRow(result: EvaluationResult, requestedResources: readonly string[]): SimulationRow {
  const only = requestedResources.length === 1 ? requestedResources[0] : undefined;
  return {
    action: result.EvalActionName ?? '',
    resource: only ?? result.EvalResourceName ?? '*',
    decision: decisionOf(result.EvalDecision),
    statements: statementsOf(result.MatchedStatements),
    missingContext: result.MissingContextValues ?? [],
    allowedByOrganizations: result.OrganizationsDecisionDetail?.AllowedByOrganizations ?? null,
    allowedByBoundary: result.PermissionsBoundaryDecisionDetail?.AllowedByPermissionsBoundary ?? null,
  };
}

/**
 * Lists that are empty are left out of the nested form. With one resource the top level speaks of it too, so both are
 * read; with several, the top level mixes them up and only the nested form counts.
 */
function nestedRow(result: EvaluationResult, specific: ResourceSpecificResult, single: boolean): SimulationRow {
  const statements = statementsOf(specific.MatchedStatements);
  const missing = new Set(specific.MissingContextValues ?? []);
  if (single) {
    for (const key of result.MissingContextValues ?? []) {
      missing.add(key);
    }
  }
  return {
    action: result.EvalActionName ?? '',
    resource: specific.EvalResourceName ?? '*',
    decision: decisionOf(specific.EvalResourceDecision),
    statements: statements.length === 0 && single ? statementsOf(result.MatchedStatements) : statements,
    missingContext: [...missing],
    allowedByOrganizations: result.OrganizationsDecisionDetail?.AllowedByOrganizations ?? null,
    allowedByBoundary:
      specific.PermissionsBoundaryDecisionDetail?.AllowedByPermissionsBoundary ??
      (single ? result.PermissionsBoundaryDecisionDetail?.AllowedByPermissionsBoundary : undefined) ??
      null,
  };
}

/** A word that is neither `allowed` nor `explicitDeny` is read as the weaker denial. */
function decisionOf(decision: string | undefined): SimulationRow['decision'] {
  return decision === 'allowed' || decision === 'explicitDeny' ? decision : 'implicitDeny';
}

/** `SourcePolicyType` is free text: AWS answers `IAM Policy`, not the words of its own documentation. */
function statementsOf(statements: readonly Statement[] | undefined): SimulationRow['statements'] {
  return (statements ?? []).map((statement) => ({
    policyId: statement.SourcePolicyId ?? 'unnamed policy',
    policyType: statement.SourcePolicyType ?? 'unknown type',
  }));
}
