import { describe, expect, test } from '@jest/globals';
import type { EvaluationResult } from '@aws-sdk/client-iam';
import { simulationRows } from '../../src/aws/simulation-rows.ts';
import type { SimulationRow } from '../../src/aws/port.ts';

const statement = { SourcePolicyId: 'Deploy', SourcePolicyType: 'IAM Policy' } as never;
const named = [{ policyId: 'Deploy', policyType: 'IAM Policy' }];
const a = 'arn:aws:s3:::b/a';
const c = 'arn:aws:s3:::b/c';

const plain: SimulationRow = {
  action: 's3:PutObject',
  resource: a,
  decision: 'allowed',
  statements: [],
  missingContext: [],
  allowedByOrganizations: null,
  allowedByBoundary: null,
};

const cases: readonly [string, readonly EvaluationResult[], readonly string[], readonly SimulationRow[]][] = [
  [
    'before 2026-07-30: one result per action and resource',
    [
      { EvalActionName: 's3:PutObject', EvalResourceName: a, EvalDecision: 'allowed', MatchedStatements: [statement] },
      {
        EvalActionName: 's3:PutObject',
        EvalResourceName: c,
        EvalDecision: 'implicitDeny',
        MissingContextValues: ['aws:ResourceAccount'],
      },
    ],
    [a, c],
    [
      { ...plain, statements: named },
      { ...plain, resource: c, decision: 'implicitDeny', missingContext: ['aws:ResourceAccount'] },
    ],
  ],
  [
    'since then: a template on top, the resources below, and what is below decides',
    [
      {
        EvalActionName: 's3:PutObject',
        EvalResourceName: 'arn:aws:s3:::${BucketName}/${KeyName}',
        EvalDecision: 'implicitDeny',
        MissingContextValues: ['aws:ResourceAccount'],
        ResourceSpecificResults: [
          { EvalResourceName: a, EvalResourceDecision: 'allowed', MatchedStatements: [statement] },
          { EvalResourceName: c, EvalResourceDecision: 'implicitDeny', MissingContextValues: ['aws:ResourceAccount'] },
        ],
      },
    ],
    [a, c],
    [
      { ...plain, statements: named },
      { ...plain, resource: c, decision: 'implicitDeny', missingContext: ['aws:ResourceAccount'] },
    ],
  ],
  [
    'one resource: what only the top level says counts for it',
    [
      {
        EvalActionName: 's3:PutObject',
        EvalResourceName: a,
        EvalDecision: 'implicitDeny',
        MatchedStatements: [statement],
        MissingContextValues: ['aws:SourceIp'],
        PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: false },
        ResourceSpecificResults: [{ EvalResourceName: a, EvalResourceDecision: 'implicitDeny' }],
      },
    ],
    [a],
    [
      {
        ...plain,
        decision: 'implicitDeny',
        statements: named,
        missingContext: ['aws:SourceIp'],
        allowedByBoundary: false,
      },
    ],
  ],
  [
    'one resource without a nested part carries its own name, not a template',
    [
      {
        EvalActionName: 's3:PutObject',
        EvalResourceName: 'arn:aws:s3:::${BucketName}/${KeyName}',
        EvalDecision: 'allowed',
      },
    ],
    [a],
    [plain],
  ],
  [
    'no resource',
    [{ EvalActionName: 's3:PutObject', EvalResourceName: '*', EvalDecision: 'allowed' }],
    [],
    [{ ...plain, resource: '*' }],
  ],
  [
    'the organization speaks on top only',
    [
      {
        EvalActionName: 's3:PutObject',
        EvalResourceName: a,
        EvalDecision: 'explicitDeny',
        OrganizationsDecisionDetail: { AllowedByOrganizations: false },
        ResourceSpecificResults: [{ EvalResourceName: a, EvalResourceDecision: 'explicitDeny' }],
      },
    ],
    [a],
    [{ ...plain, decision: 'explicitDeny', allowedByOrganizations: false }],
  ],
  [
    'a word that this version does not know is no permission',
    [{ EvalActionName: 's3:PutObject', EvalResourceName: a, EvalDecision: 'perhaps' as never }],
    [a],
    [{ ...plain, decision: 'implicitDeny' }],
  ],
];

describe('simulationRows', () => {
  test.each(cases)('%s', (_, results, requested, rows) => {
    expect(simulationRows(results, requested)).toEqual(rows);
  });
});
