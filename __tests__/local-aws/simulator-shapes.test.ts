import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Scenario } from '../../tools/local-aws/scenario.ts';
import { startLocalAws, type LocalAws } from '../../tools/local-aws/server.ts';
import { first, guarded, scenario, simulate } from './simulator-support.ts';
import { withServer } from './support.ts';

let server: LocalAws;
beforeAll(async () => {
  server = await startLocalAws(scenario);
});
afterAll(async () => {
  await server.close();
});

describe('in the new shape', () => {
  test('no resource means the literal star, and no results by resource', async () => {
    expect(await first(server, {})).toEqual({
      EvalActionName: 's3:GetObject',
      EvalResourceName: '*',
      EvalDecision: 'allowed',
      MatchedStatements: [{ SourcePolicyId: 'role_deployer_Deploy', SourcePolicyType: 'IAM Policy' }],
      MissingContextValues: [],
    });
  });

  test('one ARN is named on top too', async () => {
    const result = await first(server, {
      ActionNames: ['sns:Publish'],
      ResourceArns: ['arn:aws:sns:us-east-1:111122223333:t'],
    });
    expect(result).toMatchObject({
      EvalResourceName: 'arn:aws:sns:us-east-1:111122223333:t',
      EvalDecision: 'allowed',
      MatchedStatements: [{ SourcePolicyId: 'Managed', SourcePolicyType: 'IAM Policy' }],
      ResourceSpecificResults: [
        { EvalResourceName: 'arn:aws:sns:us-east-1:111122223333:t', EvalResourceDecision: 'allowed' },
      ],
    });
  });

  test('several ARNs have a template on top, and the worst decision with its statement', async () => {
    const input = { ActionNames: ['s3:DeleteObject'], ResourceArns: ['arn:aws:s3:::b/a', 'arn:aws:s3:::b/keep'] };
    const result = await first(server, input);
    expect(result?.EvalResourceName).toBe('arn:aws:s3:::${BucketName}/${KeyName}');
    expect(result?.EvalDecision).toBe('explicitDeny');
    expect(result?.MatchedStatements).toHaveLength(1);
    expect(result?.ResourceSpecificResults?.map((one) => one.EvalResourceDecision)).toEqual([
      'allowed',
      'explicitDeny',
    ]);
  });

  test('missing context keys are told on both levels', async () => {
    const input = { ActionNames: ['iam:PassRole'], ResourceArns: ['arn:aws:iam::111122223333:role/x'] };
    const result = await first(server, input);
    expect(result?.EvalDecision).toBe('implicitDeny');
    expect(result?.MissingContextValues).toEqual(['iam:PassedToService']);
    expect(result?.ResourceSpecificResults?.[0]?.MissingContextValues).toEqual(['iam:PassedToService']);
  });

  test('a page counts actions', async () => {
    const input = {
      ActionNames: ['s3:A', 's3:B', 's3:C'],
      ResourceArns: ['arn:aws:s3:::a', 'arn:aws:s3:::b'],
      MaxItems: 2,
    };
    const page = await simulate(server, input);
    expect(page.EvaluationResults?.map((result) => result.EvalActionName)).toEqual(['s3:A', 's3:B']);
    expect(page.IsTruncated).toBe(true);
    const next = await simulate(server, { ...input, Marker: page.Marker });
    expect(next.EvaluationResults?.map((result) => result.EvalActionName)).toEqual(['s3:C']);
    expect(next.IsTruncated).toBe(false);
  });

  test('a page may hold less than was asked for', async () => {
    const stingy = { ...scenario, simulator: { ...scenario.simulator, maxActionsPerPage: 1 } };
    await withServer(stingy, async (other) => {
      const page = await simulate(other, { ActionNames: ['s3:GetObject', 's3:PutObject'], MaxItems: 100 });
      expect(page.EvaluationResults).toHaveLength(1);
      expect(page.IsTruncated).toBe(true);
    });
  });
});

describe('in the old shape', () => {
  const old: Scenario = { ...scenario, simulator: { ...scenario.simulator, shape: 'old', exclusionSupported: false } };

  test('each action and resource has a result of its own, and a page counts them', async () => {
    await withServer(old, async (other) => {
      const input = { ActionNames: ['s3:DeleteObject'], ResourceArns: ['arn:aws:s3:::b/a', 'arn:aws:s3:::b/keep'] };
      const { EvaluationResults } = await simulate(other, input);
      expect(EvaluationResults?.map((result) => [result.EvalResourceName, result.EvalDecision])).toEqual([
        ['arn:aws:s3:::b/a', 'allowed'],
        ['arn:aws:s3:::b/keep', 'explicitDeny'],
      ]);
      expect(EvaluationResults?.[0]?.ResourceSpecificResults).toBeUndefined();
      const page = await simulate(other, { ...input, MaxItems: 1 });
      expect(page.EvaluationResults).toHaveLength(1);
      expect(page.IsTruncated).toBe(true);
    });
  });

  test('exclusions are ignored without a word, and so are the conditions of service control policies', async () => {
    await withServer(old, async (other) => {
      const context = [
        { ContextKeyName: 'aws:RequestedRegion', ContextKeyType: 'string' as const, ContextKeyValues: ['eu-west-1'] },
      ];
      const input = { PolicySourceArn: guarded, ActionNames: ['ec2:DescribeRegions'], ContextEntries: context };
      const result = await first(other, { ...input, PolicyExclusionList: [{ PolicyType: 'scp' }] });
      expect(result).toMatchObject({
        EvalDecision: 'explicitDeny',
        OrganizationsDecisionDetail: { AllowedByOrganizations: false },
      });
    });
  });
});
