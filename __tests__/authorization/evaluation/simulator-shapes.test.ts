import { describe, expect, test } from '@jest/globals';
import { decide, readCases, type Situation } from './support.ts';

/** A row of SimulatePrincipalPolicy's answer, in the shape of before and since 2026-07-30. */
interface Row {
  readonly EvalActionName: string;
  readonly EvalResourceName: string;
  readonly EvalDecision: string;
  readonly MissingContextValues?: readonly string[];
  readonly OrganizationsDecisionDetail?: { readonly AllowedByOrganizations: boolean };
  readonly PermissionsBoundaryDecisionDetail?: { readonly AllowedByPermissionsBoundary: boolean };
  readonly MatchedStatements?: readonly { readonly SourcePolicyId: string }[];
  readonly ResourceSpecificResults?: readonly {
    readonly EvalResourceName: string;
    readonly EvalResourceDecision: string;
    readonly MissingContextValues?: readonly string[];
    readonly MatchedStatements?: readonly object[];
  }[];
}

const shapes = readCases('simulator-shapes') as Readonly<
  Record<string, { readonly EvaluationResults: readonly Row[] }>
>;

const account = '123456789012';
const allow = (Action: string, Resource = '*') => ({ Sid: Action, Effect: 'Allow', Action, Resource });
const twoResources = {
  identity: [
    allow('s3:PutObject', 'arn:aws:s3:::b/a'),
    {
      ...allow('s3:PutObject', 'arn:aws:s3:::b/c'),
      Condition: { StringEquals: { 'aws:ResourceAccount': account } },
    },
  ],
};

/** Policies under which the simulator's recorded answers come about. */
const policies: Readonly<Record<string, Omit<Situation, 'action'>>> = {
  oldShape_twoResources: twoResources,
  newShape_twoResources: twoResources,
  newShape_oneResource: {
    identity: [allow('lambda:UpdateFunctionCode', `arn:aws:lambda:us-east-1:${account}:function:*`)],
  },
  newShape_noResource: { identity: [allow('ecr:GetAuthorizationToken')] },
  scpDeny: {
    identity: [allow('lambda:*')],
    scps: [[allow('*'), { Effect: 'Deny', Action: 'lambda:Create*', Resource: '*' }]],
  },
  boundaryDeny: { identity: [allow('*')], boundary: [allow('s3:*')] },
};

/** One decision for one action and resource, whichever shape told it. */
interface Told {
  readonly action: string;
  readonly resource: string;
  readonly decision: string;
  readonly missing: readonly string[];
  readonly matched: number;
  readonly row: Row;
}

function toldBy(row: Row): readonly Told[] {
  const { EvalActionName: action, ResourceSpecificResults: specific } = row;
  if (specific === undefined || specific.length < 2) {
    const { EvalResourceName: resource, EvalDecision: decision, MissingContextValues: missing = [] } = row;
    return [{ action, resource, decision, missing, matched: row.MatchedStatements?.length ?? 0, row }];
  }
  return specific.map((one) => ({
    action,
    resource: one.EvalResourceName,
    decision: one.EvalResourceDecision,
    missing: one.MissingContextValues ?? [],
    matched: one.MatchedStatements?.length ?? 0,
    row,
  }));
}

const told = Object.entries(policies).flatMap(([name, situation]) =>
  (shapes[name]?.EvaluationResults ?? [])
    .flatMap(toldBy)
    .map((one) => ({ title: `${name}: ${one.action} on ${one.resource}`, situation, ...one })),
);

describe('the simulator’s recorded answers', () => {
  test('are all here', () => {
    expect(Object.keys(shapes).filter((name) => name !== 'about' && name !== 'errors')).toEqual(Object.keys(policies));
    expect(told).toHaveLength(8);
  });

  test.each(told)('$title', ({ situation, action, resource, decision, missing, matched, row }) => {
    const answer = decide({ ...situation, action, resource });
    expect(answer.outcome).toBe(decision);
    const hangs = decide({ ...situation, action, resource, others: 'unknown' });
    expect(hangs.unknownKeys).toEqual(missing);
    expect(hangs.outcome).toBe(missing.length > 0 ? 'unknown' : decision);
    const layer =
      row.OrganizationsDecisionDetail?.AllowedByOrganizations === false
        ? 'scp'
        : row.PermissionsBoundaryDecisionDetail?.AllowedByPermissionsBoundary === false
          ? 'boundary'
          : 'identity';
    expect(answer.layer).toBe(layer);
    // The simulator never shows statements of service control policies.
    expect(layer === 'scp' ? 0 : answer.statements.length).toBe(matched);
  });
});
